import type { Join, Versions } from '../tree/merge-parts.ts';
import { compareVersions, majorOf } from './compare-versions.ts';

/** How far apart two versions may be and still be joined. */
export type Reach =
  /** Any: a project's own version only ever rises. */
  | 'any'
  /** One that users of the other can take: incompatible ones are a question for people. */
  | 'compatible';

/** An operator or quote around a version: `^1.2.3`, `"~> 4.5"`, `'1.0'`. */
const AROUND = /^(\s*["']?\s*(?:[~^]|[<>=!~]=?|={1,3}|~>)?\s*)(v?\d[\w.+-]*)(\s*["']?\s*)$/;

/**
 * Versions that both sides changed: the later one, where both went forward from what was there, asked for in the same
 * words, and are as compatible as `reach` says; else null.
 */
export function joinVersion({ base, ours, theirs }: Versions<string>, reach: Reach): string | null {
  const [o, t] = [AROUND.exec(ours), AROUND.exec(theirs)];
  if (!o || !t || o[1] !== t[1] || o[3] !== t[3] || isBound(o[1]!)) return null;
  const [mine, other] = [o[2]!, t[2]!];
  const difference = compareVersions(mine, other);
  if (difference === null) return null;
  if (reach === 'compatible' && majorOf(mine) !== majorOf(other)) return null;
  const before = base === undefined ? null : AROUND.exec(base)?.[2];
  const forward = (version: string): boolean =>
    before === null || (before !== undefined && (compareVersions(version, before) ?? -1) > 0);
  if (!forward(mine) || !forward(other)) return null;
  return difference >= 0 ? ours : theirs;
}

/** An upper bound rises for other reasons than a version. */
function isBound(around: string): boolean {
  return /[<!]/.test(around);
}

/** Keys whose values ask for something in a version, and tables of such values. */
const ASKING = /version$|^(?:uses|rev|image|tag)$/i;
const CATALOG = /^\[(?:versions|libraries|plugins)\./;

/** Versions by the names of their keys, and what is asked for in a version: `group:name:1.2`, `owner/action@v3`. */
export const joinVersionFields: Join = (path, values) => {
  if (!ASKING.test(path.at(-1) ?? '') && !CATALOG.test(path.join('.'))) return null;
  return joinVersion(values, 'any') ?? joinAskedFor(values);
};

/** The same thing in two versions: the later one, where both went forward. */
function joinAskedFor({ base, ours, theirs }: Versions<string>): string | null {
  const [b, o, t] = [splitVersion(base ?? ''), splitVersion(ours), splitVersion(theirs)];
  if (!b || !o || !t || o.before !== b.before || t.before !== b.before || o.after !== t.after) return null;
  const joined = joinVersion({ base: b.version, ours: o.version, theirs: t.version }, 'any');
  return joined === null ? null : o.before + joined + o.after;
}

function splitVersion(text: string): { before: string; version: string; after: string } | null {
  const found = /^([^@\s]{1,300}[:@])(v?\d[\w.+-]{0,100})(["']?)$/.exec(text);
  return found && { before: found[1]!, version: found[2]!, after: found[3]! };
}
