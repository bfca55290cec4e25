import type { Tree } from 'web-tree-sitter';
import type { LanguageDescription } from './language-description.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** A parser's kind of no grammar, for text that fits none: such a tree is not handed out. */
const ERROR_KIND = 0xffff;

/** Copies a tree out of the parser's memory, one step of its cursor at a time; the caller frees the tree. */
export function flatten(tree: Tree, text: string, language: LanguageDescription): SyntaxTree | null {
  const table = new Table(tree.rootNode.descendantCount);
  const cursor = tree.walk();
  try {
    const open: number[] = [];
    for (;;) {
      if (cursor.nodeTypeId === ERROR_KIND) return null;
      open.push(table.add(cursor.nodeTypeId, cursor.currentFieldId, cursor.startIndex, cursor.endIndex));
      if (cursor.gotoFirstChild()) continue;
      table.close(open.pop()!);
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return table.toTree(tree, text, language);
        table.close(open.pop()!);
      }
    }
  } finally {
    cursor.delete();
  }
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

  toTree({ language: grammar }: Tree, text: string, language: LanguageDescription): SyntaxTree {
    const { count, kinds, fields, starts, ends, nexts } = this;
    const names = { kindNames: grammar.types, fieldNames: grammar.fields };
    return { language, text, count, kinds, fields, starts, ends, nexts, ...names };
  }
}
