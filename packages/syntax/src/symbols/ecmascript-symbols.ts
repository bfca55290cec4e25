import type { Parameter } from '@sluice/model';
import { childIn, isLeaf, kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import { enumClaims } from './enum-claims.ts';
import { exportsPassedOn } from './passed-on.ts';
import { routeClaim, type ClaimedAt } from './route-claim.ts';
import type { SymbolRules } from './symbol-rules.ts';

/** JavaScript and TypeScript, with the routes of express, fastify and what is written like them. */
export const ECMASCRIPT_SYMBOLS: SymbolRules = {
  calls: {
    call_expression: { callee: 'function', arguments: 'arguments' },
    new_expression: { callee: 'constructor', arguments: 'arguments' },
  },
  members: { member_expression: { owner: 'object', name: 'property' } },
  binders: {
    variable_declarator: ['name'],
    required_parameter: ['pattern'],
    optional_parameter: ['pattern'],
    formal_parameters: [''],
    arrow_function: ['parameter'],
    catch_clause: ['parameter'],
    function_declaration: ['name'],
    function_expression: ['name'],
    class_declaration: ['name'],
    for_in_statement: ['left'],
  },
  functions: new Set([
    'function_declaration',
    'generator_function_declaration',
    'function_expression',
    'generator_function',
    'arrow_function',
    'method_definition',
  ]),
  spreads: new Set(['spread_element']),
  named: {},
  parameter,
  packageOf: () => null,
  isOpen: () => false,
  passed: exportsPassedOn,
  isConditional: (_tree, path) => path.endsWith('.d.ts'),
  claimers: new Set(['enum_declaration', 'call_expression']),
  claims,
};

function parameter(tree: SyntaxTree, node: number): readonly Parameter[] | 'unknown' | null {
  const kind = kindOf(tree, node);
  const make = (name: number | null, optional: boolean, variadic = false): Parameter[] => [
    { name: name === null || !isLeaf(tree, name) ? '' : textOf(tree, name), optional, variadic },
  ];
  switch (kind) {
    case 'identifier':
      return make(node, false);
    case 'required_parameter': {
      const pattern = childIn(tree, node, 'pattern');
      if (pattern !== null && textOf(tree, pattern) === 'this') return null;
      const rest = pattern !== null && kindOf(tree, pattern) === 'rest_pattern';
      return make(pattern, rest || childIn(tree, node, 'value') !== null, rest);
    }
    case 'optional_parameter':
      return make(childIn(tree, node, 'pattern'), true);
    case 'assignment_pattern':
      return make(childIn(tree, node, 'left'), true);
    case 'rest_pattern':
      return make(null, true, true);
    case 'object_pattern':
    case 'array_pattern':
      return make(null, false);
    default:
      return null;
  }
}

function claims(tree: SyntaxTree, node: number): readonly ClaimedAt[] {
  const kind = kindOf(tree, node);
  if (kind === 'enum_declaration')
    return enumClaims(tree, node, { member: 'enum_assignment', value: 'value' });
  const list = kind === 'call_expression' ? childIn(tree, node, 'arguments') : null;
  return list === null ? [] : routeClaim(tree, childIn(tree, node, 'function'), list);
}
