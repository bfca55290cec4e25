import { outlineOf, type Outline, type SyntaxReader } from '@sluice/syntax';
import type { FileSides } from '../file-sides.ts';

/** Three versions of one program, read once for everything that looks at them. */
export interface Program {
  readonly path: string;
  /** Null where the file is new on both sides. */
  readonly base: Outline | null;
  readonly ours: Outline;
  readonly theirs: Outline;
}

/** Null when there is nothing to read: no such language, a side without the file, or a version with errors. */
export function readProgram({ path, base, ours, theirs }: FileSides, reader: SyntaxReader): Program | null {
  if (ours === null || theirs === null || !reader.knows(path)) return null;
  const texts = base === null ? [ours, theirs] : [base, ours, theirs];
  const outlines = reader.readVersions(path, texts).map((tree) => tree && outlineOf(tree));
  if (outlines.includes(null)) return null;
  const [first, second, third] = outlines as [Outline, Outline, Outline?];
  return third
    ? { path, base: first, ours: second, theirs: third }
    : { path, base: null, ours: first, theirs: second };
}
