import type { SyntaxReader, SyntaxTree } from '@sluice/syntax';

/**
 * A reader for one merge: parsing takes longer than everything else, and the steps of a merge ask for the same versions,
 * and for the same merged text.
 */
export function readOnce(reader: SyntaxReader): SyntaxReader {
  const known: {
    readonly path: string;
    readonly texts: readonly string[];
    readonly trees: (SyntaxTree | null)[];
  }[] = [];
  const readVersions = (path: string, texts: readonly string[]): (SyntaxTree | null)[] => {
    const before = known.find(
      (each) =>
        each.path === path &&
        each.texts.length === texts.length &&
        each.texts.every((text, i) => text === texts[i]),
    );
    if (before) return before.trees;
    const trees = reader.readVersions(path, texts);
    known.push({ path, texts: [...texts], trees });
    return trees;
  };
  return { ...reader, readVersions, read: (path, text) => readVersions(path, [text])[0] ?? null };
}
