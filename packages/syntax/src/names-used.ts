import { lineAt, lineStarts } from './line-starts.ts';
import { isLeaf, kindOf, textOf } from './node-table.ts';
import { parentsOf } from './parents.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** Between a dot and the name after it. */
const MAX_SPACE = 200;

/** One place where a program says a name. */
export interface NameUse {
  readonly name: string;
  /** `name`: by itself; `member`: of something before it, as `b` in `a.b`; `label`: of an argument, as `c` in `f(c=1)`. */
  readonly how: 'name' | 'member' | 'label';
  /** UTF-16 offset into the text. */
  readonly start: number;
  /** 1-based. */
  readonly line: number;
  readonly node: number;
}

/** Every name that the program says, where it declares one too, in order; words in strings and comments are none. */
export function namesUsed(tree: SyntaxTree): NameUse[] {
  const lines = lineStarts(tree.text);
  const parents = parentsOf(tree);
  const found: NameUse[] = [];
  const { uses } = tree.language;
  for (let node = 0; node < tree.count; node++) {
    const kind = kindOf(tree, node);
    if (!isLeaf(tree, node) || !Object.hasOwn(uses, kind)) continue;
    const start = tree.starts[node]!;
    const how = isLabel(tree, parents, node)
      ? 'label'
      : followsDot(tree.text, start)
        ? 'member'
        : uses[kind]!;
    found.push({ name: textOf(tree, node), how, start, line: lineAt(lines, start), node });
  }
  return found;
}

function isLabel(tree: SyntaxTree, parents: Uint32Array, leaf: number): boolean {
  const parent = parents[leaf]!;
  const isFirst = (node: number): boolean => parents[node]! + 1 === node;
  if (tree.language.labels.has(kindOf(tree, parent))) return isFirst(leaf);
  return isFirst(leaf) && isFirst(parent) && tree.language.labels.has(kindOf(tree, parents[parent]!));
}

/** Whether something stands before a name to which it belongs: `.` or `::`, but no `..` of a range or a spread. */
function followsDot(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at < MAX_SPACE && /\s/.test(text[at]!)) at--;
  return text[at] === '.' ? text[at - 1] !== '.' : text[at] === ':' && text[at - 1] === ':';
}
