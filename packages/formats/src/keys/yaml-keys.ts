import { isMap, isScalar, isSeq, parseAllDocuments, type Node } from 'yaml';
import type { KeyEntry, KeyReader } from './key-reader.ts';

type Yaml = Node | readonly (Node | null)[] | null;

/** YAML, one document or several. A second key is an error to some readers, and to others it hides the first. */
export const YAML_KEYS: KeyReader<Yaml> = {
  read: (text) => {
    const documents = parseAllDocuments(text, { uniqueKeys: false });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null;
    const roots = documents.map(({ contents }) => contents);
    return roots.length === 1 ? roots[0]! : roots;
  },
  entries: (node, lineOf) => {
    if (isMap(node)) return node.items.flatMap(({ key, value }) => pairOf(key, value, lineOf));
    const items: readonly unknown[] = isSeq(node) ? node.items : Array.isArray(node) ? node : [];
    return items.map((value, i) => ({ names: [i], line: lineOf(startOf(value)), value: value as Yaml }));
  },
};

/** A map may take in several others by `<<`. */
function pairOf(key: unknown, value: unknown, lineOf: (at: number) => number): KeyEntry<Yaml>[] {
  if (!isScalar(key) || key.value === '<<') return [];
  return [{ names: [String(key.value)], line: lineOf(startOf(key)), value: value as Yaml }];
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}
