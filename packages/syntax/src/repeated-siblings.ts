import { lineAt, lineStarts } from './line-starts.ts';
import { kindOf } from './node-table.ts';
import { parentsOf } from './parents.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** Something that stands among its siblings more than once. */
export interface Repeated {
  /** In the block in which it stands most often. */
  readonly count: number;
  /** Of the last of them there, 1-based. */
  readonly line: number;
}

/**
 * What stands more than once in one block, list or literal although there may be one of it: variables of a block, keys,
 * cases, named arguments. By what it is called, for the whole program; what stands at its top is left to the outline.
 */
export function repeatedSiblings(tree: SyntaxTree): Map<string, Repeated> {
  const { onceAmongSiblings } = tree.language;
  const found = new Map<string, Repeated>();
  const parents = parentsOf(tree);
  const lines = lineStarts(tree.text);
  const counts = new Map<string, number>();
  for (let node = 1; node < tree.count; node++) {
    const kind = kindOf(tree, node);
    if (parents[node] === 0 || !Object.hasOwn(onceAmongSiblings, kind)) continue;
    for (const name of onceAmongSiblings[kind]!(tree, node)) {
      const key = `${parents[node]} ${name}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > (found.get(name)?.count ?? 1))
        found.set(name, { count, line: lineAt(lines, tree.starts[node]!) });
    }
  }
  return found;
}
