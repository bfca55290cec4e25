import type { SyntaxReader, SyntaxTree } from '@sluice/syntax';

/**
 * A reader that reads every text by itself and remembers the latest, `most` characters of them: when branches are merged
 * one after another, what came of one is a side of the next. What it says of a text never depends on what was read
 * before, so that all jobs come to the same.
 */
export function readSingly(reader: SyntaxReader, most: number): SyntaxReader {
  const known = new Map<string, SyntaxTree | null>();
  let size = 0;
  const read = (path: string, text: string): SyntaxTree | null => {
    const key = `${path}\0${text}`;
    const before = known.get(key);
    const tree = before === undefined ? reader.read(path, text) : before;
    known.delete(key);
    known.set(key, tree);
    if (before === undefined) size += key.length;
    for (const oldest of known.keys()) {
      if (size <= most) break;
      known.delete(oldest);
      size -= oldest.length;
    }
    return tree;
  };
  return {
    knows: (path) => reader.knows(path),
    read,
    readVersions: (path, texts) => texts.map((text) => read(path, text)),
    readLike: read,
  };
}
