import type { Parameter } from '@sluice/model';
import { unquoted } from '../rules.ts';
import { childIn, childOfKind, childrenOf, kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import { nothingPassedOn } from './passed-on.ts';
import type { ClaimedAt } from './route-claim.ts';
import type { SymbolRules } from './symbol-rules.ts';

/** Java, with the routes of Spring. */
export const JAVA_SYMBOLS: SymbolRules = {
  calls: {
    method_invocation: { name: 'name', owner: 'object', arguments: 'arguments' },
    object_creation_expression: { name: 'type', arguments: 'arguments' },
  },
  members: { field_access: { owner: 'object', name: 'field' } },
  binders: {
    variable_declarator: ['name'],
    formal_parameter: ['name'],
    catch_formal_parameter: ['name'],
    enhanced_for_statement: ['name'],
    inferred_parameters: [''],
    lambda_expression: ['parameters'],
    resource: ['name'],
    instanceof_expression: ['name'],
  },
  functions: new Set(['method_declaration', 'constructor_declaration', 'lambda_expression']),
  spreads: new Set(),
  named: {},
  // Overloads and inheritance decide which method a call means: more than names can say.
  parameter: (): readonly Parameter[] | 'unknown' => 'unknown',
  packageOf: (tree) => {
    const clause = childOfKind(tree, 0, 'package_declaration');
    const name = clause === null ? null : childOfKind(tree, clause, 'scoped_identifier', 'identifier');
    return name === null ? null : textOf(tree, name);
  },
  isOpen: () => false,
  passed: nothingPassedOn,
  isConditional: () => false,
  claimers: new Set(['class_declaration']),
  claims,
};

const MAPPING = /^(Get|Post|Put|Patch|Delete)Mapping$/;

/** The route of `@GetMapping("/users")`, within its class. */
function claims(tree: SyntaxTree, node: number): readonly ClaimedAt[] {
  if (kindOf(tree, node) !== 'class_declaration') return [];
  const body = childIn(tree, node, 'body');
  const name = childIn(tree, node, 'name');
  const methods = body === null ? [] : childrenOf(tree, body);
  return methods.flatMap((method) => {
    const modifiers =
      kindOf(tree, method) === 'method_declaration' ? childOfKind(tree, method, 'modifiers') : null;
    return (modifiers === null ? [] : childrenOf(tree, modifiers)).flatMap((annotation) => {
      const called = childIn(tree, annotation, 'name');
      const list = childIn(tree, annotation, 'arguments');
      const verb = called === null ? null : MAPPING.exec(textOf(tree, called));
      const [, path, closing, ...more] = list === null ? [] : childrenOf(tree, list);
      if (!verb || path === undefined || closing === undefined || more.length > 0) return [];
      if (kindOf(tree, path) !== 'string_literal') return [];
      const scope = name === null ? '' : textOf(tree, name);
      const route = `${verb[1]!.toUpperCase()} ${unquoted(textOf(tree, path))}`;
      return [{ kind: 'route' as const, scope, name: route, node: annotation }];
    });
  });
}
