import type { Parameter } from '@sluice/model';
import { childIn, kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import { enumClaims } from './enum-claims.ts';
import { publicUses } from './passed-on.ts';
import type { SymbolRules } from './symbol-rules.ts';

/** Rust. What macros make is not seen: a file that calls one at its top level may have any name. */
export const RUST_SYMBOLS: SymbolRules = {
  calls: { call_expression: { callee: 'function', arguments: 'arguments' } },
  members: {
    field_expression: { owner: 'value', name: 'field' },
    scoped_identifier: { owner: 'path', name: 'name' },
    scoped_type_identifier: { owner: 'path', name: 'name' },
  },
  binders: {
    let_declaration: ['pattern'],
    parameter: ['pattern'],
    closure_parameters: [''],
    for_expression: ['pattern'],
    match_pattern: [''],
    let_condition: ['pattern'],
    function_item: ['name'],
  },
  functions: new Set(['function_item', 'closure_expression']),
  spreads: new Set(),
  named: {},
  parameter,
  packageOf: () => null,
  isOpen: (tree) => /^\w+!\s*[({[]/m.test(tree.text) || tree.text.includes('include!'),
  passed: publicUses,
  isConditional: () => false,
  claimers: new Set(['enum_item']),
  claims: (tree, node) =>
    kindOf(tree, node) === 'enum_item'
      ? enumClaims(tree, node, { member: 'enum_variant', value: 'value' })
      : [],
};

function parameter(tree: SyntaxTree, node: number): readonly Parameter[] | 'unknown' | null {
  const kind = kindOf(tree, node);
  // A method can be called with its receiver as the first argument.
  if (kind === 'self_parameter' || kind === 'variadic_parameter') return 'unknown';
  if (kind !== 'parameter') return null;
  const pattern = childIn(tree, node, 'pattern');
  return [{ name: pattern === null ? '' : textOf(tree, pattern), optional: false, variadic: false }];
}
