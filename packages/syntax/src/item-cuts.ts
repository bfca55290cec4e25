import { childrenOf, kindOf, textOf } from './node-table.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** How an item may begin after any other: a bracket or a sign could go on with what stands before it. */
const BEGINS = /^[\p{L}_$@#"']/u;

/**
 * The offsets at which a program can be cut: its start, its end, and the beginnings of lines between what stands at its
 * top, in order. What stands between two cuts is read there as it is by itself.
 */
export function itemCuts(tree: SyntaxTree): number[] {
  const { text, starts, ends, language } = tree;
  const cuts = [0];
  let last = 0;
  let belongs = false;
  // Found with comments, used once it is known what comes after them.
  let waiting: number[] = [];
  for (const child of childrenOf(tree, 0)) {
    const said = textOf(tree, child).trim();
    if (said === '') continue;
    const line = text.lastIndexOf('\n', starts[child]! - 1) + 1;
    const kind = kindOf(tree, child);
    if (line >= last && line > 0 && !belongs) waiting.push(line);
    last = ends[child]!;
    if (language.comments.has(kind)) continue;
    if (BEGINS.test(said)) cuts.push(...waiting);
    waiting = [];
    belongs = language.attributes.has(kind);
  }
  cuts.push(...waiting, text.length);
  return cuts;
}

/** Whether a program may stand after any other, its first item not taken for more of what is before it. */
export function beginsAnew(tree: SyntaxTree): boolean {
  const first = childrenOf(tree, 0).find((child) => {
    return textOf(tree, child).trim() !== '' && !tree.language.comments.has(kindOf(tree, child));
  });
  return first === undefined || BEGINS.test(textOf(tree, first).trimStart());
}

/** Whether what comes after a program could be taken for what its last comment or attribute is about. */
export function endsInLead(tree: SyntaxTree): boolean {
  const { comments, attributes } = tree.language;
  const last = childrenOf(tree, 0).findLast((child) => textOf(tree, child).trim() !== '');
  return last === undefined || comments.has(kindOf(tree, last)) || attributes.has(kindOf(tree, last));
}
