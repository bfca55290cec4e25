import type { CallShape, Use } from '@sluice/model';
import { childIn, childrenOf, isLeaf, kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import type { CallRule, SymbolRules } from './symbol-rules.ts';

/** What a call or a member says it uses. */
export function usedBy(tree: SyntaxTree, node: number, rules: SymbolRules): Omit<Use, 'line'> | null {
  const call = rules.calls[kindOf(tree, node)];
  return call
    ? calledBy(tree, node, { call, rules })
    : { name: qualifiedName(tree, node, rules), call: null };
}

/** The name that a call says by itself. */
export function calleeOf(tree: SyntaxTree, node: number, rules: SymbolRules): number | null {
  const { callee, name } = rules.calls[kindOf(tree, node)]!;
  return childIn(tree, node, callee ?? name!);
}

interface Calling {
  readonly call: CallRule;
  readonly rules: SymbolRules;
}

function calledBy(tree: SyntaxTree, node: number, { call, rules }: Calling): Omit<Use, 'line'> | null {
  const name = call.callee ? calleeName(tree, node, { call, rules }) : ownedName(tree, node, call);
  const list = childIn(tree, node, call.arguments);
  if (name === '' || list === null) return null;
  return { name, call: shapeOf(tree, list, rules) };
}

function calleeName(tree: SyntaxTree, node: number, { call, rules }: Calling): string {
  const callee = childIn(tree, node, call.callee!);
  if (callee === null) return '';
  return isLeaf(tree, callee) ? wordOf(tree, callee) : qualifiedName(tree, callee, rules);
}

function ownedName(tree: SyntaxTree, node: number, { name, owner }: CallRule): string {
  const own = childIn(tree, node, name!);
  const of = owner === undefined ? null : childIn(tree, node, owner);
  if (own === null) return '';
  return of === null ? wordOf(tree, own) : `${isLeaf(tree, of) ? wordOf(tree, of) : ''}.${textOf(tree, own)}`;
}

/** `a.b`; `.b` where the owner is more than a word; '' for what is no member. */
function qualifiedName(tree: SyntaxTree, node: number, rules: SymbolRules): string {
  const rule = rules.members[kindOf(tree, node)];
  const name = rule ? childIn(tree, node, rule.name) : null;
  const owner = rule ? childIn(tree, node, rule.owner) : null;
  if (name === null || owner === null || !isLeaf(tree, name)) return '';
  return `${isLeaf(tree, owner) ? wordOf(tree, owner) : ''}.${textOf(tree, name)}`;
}

function wordOf(tree: SyntaxTree, leaf: number): string {
  const text = textOf(tree, leaf);
  return /^[\p{L}\p{Nl}_$][\p{L}\p{Nl}\p{Mn}\p{Nd}_$]*$/u.test(text) ? text : '';
}

function shapeOf(tree: SyntaxTree, list: number, rules: SymbolRules): CallShape | null {
  if (isLeaf(tree, list)) return null;
  const named: string[] = [];
  let positional = 0;
  for (const child of childrenOf(tree, list)) {
    const kind = kindOf(tree, child);
    if (rules.spreads.has(kind)) return null;
    if (kind.length === 1 || tree.language.comments.has(kind)) continue;
    const name = rules.named[kind];
    if (name === undefined) positional += 1;
    else named.push(textOf(tree, childIn(tree, child, name) ?? child));
  }
  // In Go what one call returns can be all arguments of another.
  const inner = positional === 1 && tree.language.grammar === 'go' ? childrenOf(tree, list) : [];
  return inner.some((child) => kindOf(tree, child) === 'call_expression') ? null : { positional, named };
}
