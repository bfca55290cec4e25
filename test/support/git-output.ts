// Output of git as readers get it: from a repository whose names are as bad as git allows, in any pieces.
import { execFileSync } from 'node:child_process';
import { asOid, type GitPath, type Oid } from '@sluice/model';
import { neutralEnvironment, writeBranches, type WrittenHistory } from './written-history.ts';

/** Names that break readers which split at the wrong byte. */
export const HOSTILE_NAMES: readonly GitPath[] = [
  'new\nline',
  'two\n\nlines/:100644 100644',
  '"quoted"',
  'tab\there',
  ' leading and trailing ',
  'not utf-8 \udcff\udcfe',
  'grüße',
  '@@ -1 +1 @@',
  'back\\slash',
];

export function print(history: WrittenHistory, args: readonly string[], input = ''): Buffer {
  return execFileSync('git', args, { env: neutralEnvironment(history.directory), input });
}

/** Everything at once, byte by byte, and cut in two at every place. */
export function* waysToArrive(output: Buffer): Generator<readonly Buffer[]> {
  yield [output];
  yield Array.from(output, (byte) => Buffer.from([byte]));
  for (let cut = 1; cut < output.length; cut++) yield [output.subarray(0, cut), output.subarray(cut)];
}

export function treeOf(history: WrittenHistory, revision: string): Oid {
  return asOid(history.git('rev-parse', `${revision}^{tree}`));
}

/** A line of input for `git diff-tree --stdin`. */
export function pairOf(history: WrittenHistory, before: string, after: string): string {
  return `${treeOf(history, before)} ${treeOf(history, after)}\n`;
}

export const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Two branches that change, add, delete and rename files of every hostile name. */
export function hostileHistory(): WrittenHistory {
  const base = Object.fromEntries(HOSTILE_NAMES.map((path) => [path, text('1', '2', '3', '4', '5', path)]));
  const edited = (by: string) =>
    Object.fromEntries(HOSTILE_NAMES.map((path) => [path, text('1', by, '3', '4', '5', path)]));
  return writeBranches({ base, branches: { a: edited('a'), b: edited('b') } });
}
