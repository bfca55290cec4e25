import type { SyntaxReader } from '@sluice/syntax';
import type { FileSides } from '../file-sides.ts';
import { layoutOf, linesOf, mergeLayouts, textOf, type Layout } from '../text/layout.ts';
import { declaredIn, type Declared } from './declared.ts';

/** Three versions of one program, read once for everything that looks at them. */
export interface Program {
  /** Null where the file is new on both sides. */
  readonly base: Declared | null;
  readonly ours: Declared;
  readonly theirs: Declared;
  /** How the merged lines are written: the versions are read without byte order mark, all lines ending in `\n`. */
  readonly layout: Layout;
  /** A merged text of it; null where that has errors. A text that was read is not read again. */
  readMerged(text: string): Declared | null;
}

/** Null when there is nothing to read: no such language, a side without the file, or a version with errors. */
export function readProgram({ path, base, ours, theirs }: FileSides, reader: SyntaxReader): Program | null {
  if (ours === null || theirs === null || !reader.knows(path)) return null;
  const texts = base === null ? [ours, theirs] : [base, ours, theirs];
  // An empty version has no way of writing lines.
  const written = texts.find((text) => text !== '') ?? '';
  const layouts = texts.map((text) => layoutOf(text || written));
  const trees = reader.readVersions(path, texts.map(plainText));
  const versions = trees.flatMap((tree) => (tree ? [declaredIn(tree)] : []));
  if (versions.length < texts.length) return null;
  const [first, second, third] = versions as [Declared, Declared, Declared?];
  const layout = mergeLayouts(base === null ? null : layouts[0]!, layouts.at(-2)!, layouts.at(-1)!);
  const merged = new Map<string, Declared | null>();
  const readMerged = (text: string): Declared | null => {
    const known = merged.get(text);
    if (known !== undefined) return known;
    const tree = reader.readLike(path, plainText(text), trees[0]!);
    const read = tree && declaredIn(tree);
    merged.set(text, read);
    return read;
  };
  return third
    ? { base: first, ours: second, theirs: third, layout, readMerged }
    : { base: null, ours: first, theirs: second, layout, readMerged };
}

/** A text as programs are read here: some grammars want the last line to end, too. */
export function plainText(text: string): string {
  const layout = layoutOf(text);
  const { byteOrderMark, lineEnd, endsInLineEnd } = layout;
  if (byteOrderMark === false && lineEnd === '\n' && endsInLineEnd) return text;
  return linesOf(text, layout)
    .map((line) => `${line}\n`)
    .join('');
}

/** A merged text as the file is to have it. */
export function writtenOut(text: string, layout: Layout): string {
  return textOf(linesOf(text, layoutOf(text)), layout);
}
