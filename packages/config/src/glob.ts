// Which paths and branch names a list of globs names.
import { compileGlobs } from './glob-automaton.ts';
import { readGlob, type GlobReading } from './glob-syntax.ts';

/** Longest glob in UTF-16 units. */
export const LONGEST_GLOB = 300;

/**
 * What is wrong with a pattern, as part of a sentence; null: nothing. A pattern may start with `!`.
 */
export function globMistake(pattern: string): string | null {
  const glob = bodyOf(pattern);
  if (glob === '') return 'it is empty and matches nothing';
  if (pattern.length > LONGEST_GLOB) return `it is longer than ${LONGEST_GLOB} characters`;
  if (glob.startsWith('!'))
    return 'it starts with two exclamation marks; write "\\!" for the character itself';
  if (glob.startsWith('/')) return 'it starts with a slash, but names are relative to the root';
  if (glob.endsWith('/')) return `it ends with a slash; write "${pattern}**" for everything below`;
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(glob)) return 'it has a "." or ".." part, which no name has';
  return readGlob(glob).wrong;
}

/**
 * A function that tells whether the patterns name a path or branch. The last pattern that matches decides; one that
 * starts with `!` takes names out again. `*` and `?` stop at slashes; `**` as a whole part matches any number of parts,
 * also none: `a/**` matches `a`, except where the part before ends with a star. Dots are ordinary, case counts, and
 * parentheses alone are literal. `{a,b}`, `{1..9}`, `[a-z]`, `?(a)`, `*(a)`, `+(a)` and `@(a|b)` mean what they mean in
 * a shell. The time it takes is proportional to the length of the name. Throws a `TypeError` for a pattern that
 * {@link globMistake} objects to.
 */
export function globMatcher(patterns: readonly string[]): (name: string) => boolean {
  const last = compileGlobs(patterns.map((pattern) => nodesOf(pattern)));
  const adds = patterns.map((pattern) => !pattern.startsWith('!'));
  return (name) => adds[last(name)] ?? false;
}

function nodesOf(pattern: string): (GlobReading & { wrong: null })['nodes'] {
  const mistake = globMistake(pattern);
  const reading = readGlob(bodyOf(pattern));
  if (mistake !== null || reading.wrong !== null) {
    throw new TypeError(`Not a glob: ${JSON.stringify(pattern)}: ${mistake ?? reading.wrong}`);
  }
  return reading.nodes;
}

function bodyOf(pattern: string): string {
  return pattern.startsWith('!') ? pattern.slice(1) : pattern;
}
