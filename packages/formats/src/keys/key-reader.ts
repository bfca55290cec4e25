/** One entry of a mapping or a list. */
export interface KeyEntry<Node> {
  /** Below the node that it belongs to, from the outside in: names of keys, and places in lists from 0. */
  readonly names: readonly (string | number)[];
  /** From 1. */
  readonly line: number;
  readonly value: Node;
}

/** How one format is read for its keys. */
export interface KeyReader<Node> {
  /** null if it is not well-formed; keys that are there twice do not count against it. */
  readonly read: (text: string) => Node | null;
  /** In the order of the text; `lineOf` counts lines up to a place in it. */
  readonly entries: (node: Node, lineOf: (at: number) => number) => readonly KeyEntry<Node>[];
  /** What a value says, where a second one that says the same does no harm. */
  readonly said?: (text: string, node: Node) => string;
}
