import type { Join } from '../tree/merge-parts.ts';
import { DEPENDENCY_SECTIONS } from './dependency-changes.ts';
import { joinRanges } from './version-range.ts';

const SECTIONS: readonly string[] = DEPENDENCY_SECTIONS;

/** A version range of package.json that honours both sides. */
export const joinManifestValue: Join = ([section], { ours, theirs }) => {
  if (section === undefined || !SECTIONS.includes(section)) return null;
  const [o, t] = [stringOf(ours), stringOf(theirs)];
  const joined = o === null || t === null ? null : joinRanges(o, t);
  return joined === null ? null : JSON.stringify(joined);
};

function stringOf(value: string): string | null {
  return value.startsWith('"') ? (JSON.parse(value) as string) : null;
}
