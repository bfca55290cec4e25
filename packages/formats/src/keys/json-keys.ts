import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { KeyEntry, KeyReader } from './key-reader.ts';

/** JSON, with the comments and trailing commas that editors and compilers read. */
export const JSON_KEYS: KeyReader<Node> = {
  read: (text) => {
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { allowTrailingComma: true });
    return errors.length > 0 ? null : (root ?? null);
  },
  entries: ({ children = [] }, lineOf) =>
    children.flatMap((child, i): KeyEntry<Node>[] => {
      if (child.type !== 'property') return [{ names: [i], line: lineOf(child.offset), value: child }];
      const [key, value] = child.children!;
      return value ? [{ names: [String(key!.value)], line: lineOf(child.offset), value }] : [];
    }),
  said: (text, { offset, length }) => text.slice(offset, offset + length),
};
