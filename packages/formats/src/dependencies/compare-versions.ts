/** Words in versions from the earliest to the latest; a release has none of them, or one that says so. */
const EARLIER: readonly string[] = [
  'dev',
  'alpha',
  'a',
  'beta',
  'b',
  'milestone',
  'm',
  'pre',
  'preview',
  'c',
  'rc',
  'cr',
];
const RELEASED: ReadonlySet<string> = new Set(['final', 'ga', 'release', 'jre', 'android', 'incubating']);
const SNAPSHOT = EARLIER.length + 1;
const RELEASE = SNAPSHOT + 1;
const LATER = RELEASE + 1;

/**
 * Which of two versions is the later, over all ecosystems: numbers as numbers, then previews before releases.
 * Null where one of them is no version.
 */
export function compareVersions(a: string, b: string): number | null {
  const [x, y] = [partsOf(a), partsOf(b)];
  if (!x || !y) return null;
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = rankOf(x[i]) - rankOf(y[i]) || (numberOf(x[i]) ?? 0) - (numberOf(y[i]) ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The first number of a version, which changes when it breaks its users: of `0.x` the second. Null: no version. */
export function majorOf(version: string): string | null {
  const parts = partsOf(version);
  if (!parts) return null;
  return parts[0] === '0' ? `0.${parts[1] ?? 0}` : parts[0]!;
}

/** True for text that is one version, with or without a `v` before it. */
export function isVersion(text: string): boolean {
  return partsOf(text) !== null;
}

function partsOf(version: string): string[] | null {
  if (version.length > 100 || !/^v?\d+(?:[.\-_+]?[0-9A-Za-z]+)*$/.test(version)) return null;
  return version
    .replace(/^v/, '')
    .toLowerCase()
    .replace(/\+.*$/, '')
    .match(/\d+|[a-z]+/g);
}

/** Where a part stands among parts in its place: words before the release, the end as a release, numbers after it. */
function rankOf(part: string | undefined): number {
  if (part === undefined) return RELEASE;
  if (/^\d/.test(part)) return LATER;
  const earlier = EARLIER.indexOf(part);
  if (earlier >= 0) return earlier;
  if (part === 'snapshot' || part === 'build') return SNAPSHOT;
  return RELEASED.has(part) ? RELEASE : LATER;
}

function numberOf(part: string | undefined): number | null {
  return part !== undefined && /^\d/.test(part) ? Number(part) : null;
}
