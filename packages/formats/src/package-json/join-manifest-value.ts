import { joinVersion } from '../dependencies/join-version.ts';
import type { Join, Versions } from '../tree/merge-parts.ts';
import { DEPENDENCY_SECTIONS } from './dependency-changes.ts';
import { joinRanges } from './version-range.ts';

const SECTIONS: readonly string[] = DEPENDENCY_SECTIONS;

/** A value of package.json that honours both sides: its own version, and the ranges of what it depends on. */
export const joinManifestValue: Join = (path, values) => {
  if (path.length === 1 && path[0] === 'version') return joinVersion(values, 'any');
  if (!SECTIONS.includes(path[0] ?? '')) return null;
  const { base, ours, theirs } = values;
  const [b, o, t] = [base === undefined ? undefined : stringOf(base), stringOf(ours), stringOf(theirs)];
  if (b === null || o === null || t === null) return null;
  const joined = joinAlternatives({ base: b, ours: o, theirs: t }) ?? joinRanges(o, t);
  return joined === null ? joinVersion(values, 'compatible') : JSON.stringify(joined);
};

/** `^6 || ^7`: what one side took out is out, what one side put in is in; null if none is left, or there is only one. */
function joinAlternatives({ base, ours, theirs }: Versions<string>): string | null {
  const split = (range: string): string[] => range.split('||').map((each) => each.trim());
  const [b, o, t] = [split(base ?? ''), split(ours), split(theirs)];
  if (base === undefined || b.length + o.length + t.length < 5) return null;
  const kept = o.filter((each) => t.includes(each) || !b.includes(each));
  const added = t.filter((each) => !o.includes(each) && !b.includes(each));
  return kept.length + added.length === 0 ? null : [...kept, ...added].join(' || ');
}

function stringOf(value: string): string | null {
  return value.startsWith('"') ? (JSON.parse(value) as string) : null;
}
