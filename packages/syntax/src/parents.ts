import type { NodeTable } from './node-table.ts';

/** For each node the node that it is a direct child of; the root is its own parent. */
export function parentsOf({ count, nexts }: NodeTable): Uint32Array {
  const parents = new Uint32Array(count);
  const open: number[] = [];
  for (let node = 0; node < count; node++) {
    while (open.length > 0 && nexts[open.at(-1)!]! <= node) open.pop();
    parents[node] = open.at(-1) ?? 0;
    open.push(node);
  }
  return parents;
}
