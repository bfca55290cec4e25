import type { Parameter } from '@sluice/model';
import { childrenIn } from '../rules.ts';
import { childIn, childOfKind, childrenOf, kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import { nothingPassedOn } from './passed-on.ts';
import { routeClaim } from './route-claim.ts';
import type { SymbolRules } from './symbol-rules.ts';

/** Files of one system or machine only, by name; their twins are other files. */
const ONE_SYSTEM =
  /_(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|unix|386|amd64|arm|arm64|loong64|mips\w*|ppc64\w*|riscv64|s390x|wasm)(?:_test)?\.go$/;

/** Go, with the routes of gin, echo and chi. */
export const GO_SYMBOLS: SymbolRules = {
  calls: { call_expression: { callee: 'function', arguments: 'arguments' } },
  members: {
    selector_expression: { owner: 'operand', name: 'field' },
    qualified_type: { owner: 'package', name: 'name' },
  },
  binders: {
    short_var_declaration: ['left'],
    var_spec: ['name'],
    const_spec: ['name'],
    parameter_declaration: ['name'],
    variadic_parameter_declaration: ['name'],
    range_clause: ['left'],
    receive_statement: ['left'],
    type_switch_statement: ['alias'],
  },
  functions: new Set(['function_declaration', 'method_declaration', 'func_literal']),
  spreads: new Set(['variadic_argument']),
  named: {},
  parameter,
  packageOf: (tree) => {
    const clause = childOfKind(tree, 0, 'package_clause');
    const name = clause === null ? undefined : childrenOf(tree, clause)[1];
    return name === undefined ? null : textOf(tree, name);
  },
  // Cgo and dot imports bring names that are not written.
  isOpen: (tree) => /^\s*(?:import\s+)?(?:\.\s+"|(?:import\s+)"C")/m.test(tree.text),
  passed: nothingPassedOn,
  isConditional: (tree, path) =>
    ONE_SYSTEM.test(path) || /^\/\/(?:go:build| ?\+build) /m.test(tree.text.slice(0, 4000)),
  claimers: new Set(['call_expression']),
  claims: (tree, node) => {
    const list = kindOf(tree, node) === 'call_expression' ? childIn(tree, node, 'arguments') : null;
    return list === null ? [] : routeClaim(tree, childIn(tree, node, 'function'), list);
  },
};

function parameter(tree: SyntaxTree, node: number): readonly Parameter[] | null {
  const kind = kindOf(tree, node);
  if (kind === 'variadic_parameter_declaration') return [{ name: '', optional: true, variadic: true }];
  if (kind !== 'parameter_declaration') return null;
  const names = childrenIn(tree, node, 'name').map((name) => textOf(tree, name));
  return (names.length > 0 ? names : ['']).map((name) => ({ name, optional: false, variadic: false }));
}
