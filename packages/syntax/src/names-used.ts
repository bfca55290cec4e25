import { lineAt, lineStarts } from './line-starts.ts';
import { isLeaf, kindOf, textOf } from './node-table.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** One place where a program says a name. */
export interface NameUse {
  readonly name: string;
  /** `name`: by itself, `member`: of something before it, as `b` in `a.b`. */
  readonly how: 'name' | 'member';
  /** UTF-16 offset into the text. */
  readonly start: number;
  /** 1-based. */
  readonly line: number;
  readonly node: number;
}

/** Every name that the program says, where it declares one too, in order; words in strings and comments are none. */
export function namesUsed(tree: SyntaxTree): NameUse[] {
  const lines = lineStarts(tree.text);
  const found: NameUse[] = [];
  const { uses } = tree.language;
  for (let node = 0; node < tree.count; node++) {
    if (!isLeaf(tree, node)) continue;
    const kind = kindOf(tree, node);
    if (!Object.hasOwn(uses, kind)) continue;
    const start = tree.starts[node]!;
    found.push({ name: textOf(tree, node), how: uses[kind]!, start, line: lineAt(lines, start), node });
  }
  return found;
}
