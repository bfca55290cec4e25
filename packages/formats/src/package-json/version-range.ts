import { Range, intersects, minVersion, satisfies, subset, validRange } from 'semver';

/**
 * The range that satisfies both wishes: the narrower one where one lies within the other, else the one that starts
 * higher if they overlap; null where no version satisfies both, or one is not a semver range (a tag, URL or path).
 */
export function joinRanges(ours: string, theirs: string): string | null {
  if (ours === theirs) return ours;
  if (validRange(ours) === null || validRange(theirs) === null) return null;
  if (subset(ours, theirs)) return ours;
  if (subset(theirs, ours)) return theirs;
  if (!intersects(ours, theirs)) return null;
  const floor = (range: string) => minVersion(new Range(range));
  const [low, high] = [floor(ours), floor(theirs)];
  if (!low || !high) return null;
  return low.compare(high) >= 0 ? ours : theirs;
}

/** Whether a version is one of a range, previews included; null where the text is no semver range (a tag, URL or path). */
export function isWithin(version: string, range: string): boolean | null {
  if (validRange(range) === null) return null;
  return satisfies(version, range, { includePrerelease: true });
}
