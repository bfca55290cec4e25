import { childIn, childrenOf, kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import type { ClaimedAt } from './route-claim.ts';

/** How the members of an enum with explicit values look. */
export interface EnumShape {
  readonly member: string;
  readonly value: string;
}

const PLAIN = /^(?:-?\d[\d_xa-fA-F]*|"[^"\\\n]{1,80}"|'[^'\\\n]{1,80}')$/;

/** The plain values that an enum gives its members, by the name of the enum. */
export function enumClaims(tree: SyntaxTree, node: number, { member, value }: EnumShape): ClaimedAt[] {
  const name = childIn(tree, node, 'name');
  const body = childIn(tree, node, 'body');
  if (name === null || body === null) return [];
  return childrenOf(tree, body).flatMap((child) => {
    const inner = kindOf(tree, child) === 'expression_statement' ? child + 1 : child;
    const given = kindOf(tree, inner) === member ? childIn(tree, inner, value) : null;
    const text = given === null ? '' : textOf(tree, given);
    if (!PLAIN.test(text)) return [];
    return [{ kind: 'enum-value' as const, scope: textOf(tree, name), name: text, node: child }];
  });
}
