import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { KnownNodes } from './known-nodes.ts';
import type { LanguageDescription } from './language-description.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** A parser's kind of no grammar, for text that fits none: such a tree is not handed out. */
const ERROR_KIND = 0xffff;

/**
 * Copies a tree out of the parser's memory, one step of its cursor at a time; the caller frees the tree. What is known
 * from another version is copied from there: the steps are what takes time.
 */
export function flatten(
  tree: Tree,
  text: string,
  language: LanguageDescription,
  known: KnownNodes | null = null,
): SyntaxTree | null {
  const table = new Table(tree.rootNode.descendantCount);
  const cursor = tree.walk();
  try {
    const open: number[] = [];
    for (;;) {
      const { nodeTypeId: kind, startIndex: start, endIndex: end, currentFieldId: field } = cursor;
      if (kind === ERROR_KIND) return null;
      const row = known?.find(kind, start, end) ?? null;
      if (known && row !== null && isWhole(cursor, known.before, row))
        table.copy(known.before, row, { field, shift: known.shift });
      else {
        open.push(table.add(kind, field, start, end));
        if (cursor.gotoFirstChild()) continue;
        table.close(open.pop()!);
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return table.toTree(tree, text, language);
        table.close(open.pop()!);
      }
    }
  } finally {
    cursor.delete();
  }
}

/** Whether the cursor stands on a node with as much in it as the row of another table. */
function isWhole({ currentNode }: TreeCursor, { nexts }: SyntaxTree, row: number): boolean {
  return currentNode.descendantCount === nexts[row]! - row;
}

class Table {
  private count = 0;
  private readonly kinds: Uint16Array;
  private readonly fields: Uint8Array;
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private readonly nexts: Uint32Array;

  constructor(size: number) {
    this.kinds = new Uint16Array(size);
    this.fields = new Uint8Array(size);
    this.starts = new Uint32Array(size);
    this.ends = new Uint32Array(size);
    this.nexts = new Uint32Array(size);
  }

  add(kind: number, field: number, start: number, end: number): number {
    const node = this.count++;
    this.kinds[node] = kind;
    this.fields[node] = field;
    this.starts[node] = start;
    this.ends[node] = end;
    return node;
  }

  close(node: number): void {
    this.nexts[node] = this.count;
  }

  /** A node of another table with all that is in it, in the given role, the text moved by `shift`. */
  copy(from: SyntaxTree, row: number, { field, shift }: { field: number; shift: number }): void {
    const end = from.nexts[row]!;
    const at = this.count;
    this.kinds.set(from.kinds.subarray(row, end), at);
    this.fields.set(from.fields.subarray(row, end), at);
    this.fields[at] = field;
    for (let node = row, to = at; node < end; node++, to++) {
      this.starts[to] = from.starts[node]! + shift;
      this.ends[to] = from.ends[node]! + shift;
      this.nexts[to] = from.nexts[node]! + at - row;
    }
    this.count = at + end - row;
  }

  toTree({ language: grammar }: Tree, text: string, language: LanguageDescription): SyntaxTree {
    const { count, kinds, fields, starts, ends, nexts } = this;
    const names = { kindNames: grammar.types, fieldNames: grammar.fields };
    return { language, text, count, kinds, fields, starts, ends, nexts, ...names };
  }
}
