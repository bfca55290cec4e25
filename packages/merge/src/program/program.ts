import { outlineOf, type Outline, type SyntaxReader } from '@sluice/syntax';
import type { FileSides } from '../file-sides.ts';
import { layoutOf, linesOf, mergeLayouts, textOf, type Layout } from '../text/layout.ts';

/** Three versions of one program, read once for everything that looks at them. */
export interface Program {
  readonly path: string;
  /** Null where the file is new on both sides. */
  readonly base: Outline | null;
  readonly ours: Outline;
  readonly theirs: Outline;
  /** How the merged lines are written: the versions are read without byte order mark, all lines ending in `\n`. */
  readonly layout: Layout;
}

/** Null when there is nothing to read: no such language, a side without the file, or a version with errors. */
export function readProgram({ path, base, ours, theirs }: FileSides, reader: SyntaxReader): Program | null {
  if (ours === null || theirs === null || !reader.knows(path)) return null;
  const texts = base === null ? [ours, theirs] : [base, ours, theirs];
  // An empty version has no way of writing lines.
  const written = texts.find((text) => text !== '') ?? '';
  const layouts = texts.map((text) => layoutOf(text || written));
  const plain = texts.map(plainText);
  const outlines = reader.readVersions(path, plain).map((tree) => tree && outlineOf(tree));
  if (outlines.includes(null)) return null;
  const [first, second, third] = outlines as [Outline, Outline, Outline?];
  const layout = mergeLayouts(base === null ? null : layouts[0]!, layouts.at(-2)!, layouts.at(-1)!);
  return third
    ? { path, base: first, ours: second, theirs: third, layout }
    : { path, base: null, ours: first, theirs: second, layout };
}

/** A text as programs are read here: some grammars want the last line to end, too. */
export function plainText(text: string): string {
  return linesOf(text, layoutOf(text))
    .map((line) => `${line}\n`)
    .join('');
}

/** A merged text as the file is to have it. */
export function writtenOut(text: string, layout: Layout): string {
  return textOf(linesOf(text, layoutOf(text)), layout);
}
