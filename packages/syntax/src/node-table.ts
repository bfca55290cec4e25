/**
 * The nodes of a program as one flat table in plain memory. Nodes are numbers in reading order (the root is 0, a node stands before
 * its children), so nothing of the parser has to be kept alive, and no walk needs the call stack.
 */
export interface NodeTable {
  /** The text that was read. */
  readonly text: string;
  readonly count: number;
  /** For each node the number of its kind: an index into `kindNames`. */
  readonly kinds: Uint16Array;
  readonly kindNames: readonly string[];
  /** For each node the role that it plays in its parent: an index into `fieldNames`; 0 for none. */
  readonly fields: Uint8Array;
  readonly fieldNames: readonly (string | null)[];
  /** UTF-16 offsets into `text`: the first character of the node, and the one after its last. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The node after the last one within this node; a leaf's is the next number. */
  readonly nexts: Uint32Array;
}

/** The kind of a node in the words of its grammar; punctuation and keywords are kinds of their own, such as `{`. */
export function kindOf(tree: NodeTable, node: number): string {
  return tree.kindNames[tree.kinds[node]!]!;
}

export function textOf(tree: NodeTable, node: number): string {
  return tree.text.slice(tree.starts[node], tree.ends[node]);
}

export function isLeaf(tree: NodeTable, node: number): boolean {
  return tree.nexts[node] === node + 1;
}

/** The direct children of a node, punctuation included, in reading order. */
export function childrenOf(tree: NodeTable, node: number): number[] {
  const children: number[] = [];
  const end = tree.nexts[node]!;
  for (let child = node + 1; child < end; child = tree.nexts[child]!) children.push(child);
  return children;
}

/** The first direct child in this role, such as `name` or `body`; null where there is none. */
export function childIn(tree: NodeTable, node: number, field: string): number | null {
  const end = tree.nexts[node]!;
  for (let child = node + 1; child < end; child = tree.nexts[child]!)
    if (tree.fieldNames[tree.fields[child]!] === field) return child;
  return null;
}

/** The first direct child of one of these kinds; null where there is none. */
export function childOfKind(tree: NodeTable, node: number, ...kinds: readonly string[]): number | null {
  const end = tree.nexts[node]!;
  for (let child = node + 1; child < end; child = tree.nexts[child]!)
    if (kinds.includes(kindOf(tree, child))) return child;
  return null;
}

/** All nodes within a node of one of these kinds, at any depth, in reading order; none within one that was found. */
export function nodesOfKind(tree: NodeTable, node: number, kinds: ReadonlySet<string>): number[] {
  const found: number[] = [];
  const end = tree.nexts[node]!;
  let inner = node + 1;
  while (inner < end) {
    const hit = kinds.has(kindOf(tree, inner));
    if (hit) found.push(inner);
    inner = hit ? tree.nexts[inner]! : inner + 1;
  }
  return found;
}
