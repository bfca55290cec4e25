import type { Parameter } from '@sluice/model';
import { childIn, childrenOf, isLeaf, kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import { enumClaims } from './enum-claims.ts';
import { importsPassedOn } from './passed-on.ts';
import { decoratorRoute, type ClaimedAt } from './route-claim.ts';
import type { SymbolRules } from './symbol-rules.ts';

/** Python, with the routes of Flask and FastAPI. */
export const PYTHON_SYMBOLS: SymbolRules = {
  calls: { call: { callee: 'function', arguments: 'arguments' } },
  members: { attribute: { owner: 'object', name: 'attribute' } },
  binders: {
    assignment: ['left'],
    named_expression: ['name'],
    parameters: [''],
    lambda_parameters: [''],
    typed_parameter: [''],
    default_parameter: ['name'],
    typed_default_parameter: ['name'],
    for_statement: ['left'],
    for_in_clause: ['left'],
    function_definition: ['name'],
    class_definition: ['name'],
    as_pattern: ['alias'],
  },
  functions: new Set(['function_definition', 'lambda']),
  spreads: new Set(['list_splat', 'dictionary_splat', 'generator_expression']),
  named: { keyword_argument: 'name' },
  parameter,
  packageOf: () => null,
  isOpen: (tree) => tree.text.includes('__getattr__'),
  passed: importsPassedOn,
  isConditional: (_tree, path) => path.endsWith('.pyi'),
  claimers: new Set(['decorator', 'class_definition']),
  claims,
};

function parameter(tree: SyntaxTree, node: number): readonly Parameter[] | 'unknown' | null {
  const kind = kindOf(tree, node);
  const first = isLeaf(tree, node) ? node : node + 1;
  const name = textOf(tree, childIn(tree, node, 'name') ?? first);
  switch (kind) {
    case 'identifier':
    case 'typed_parameter':
      if (kindOf(tree, first) !== 'identifier') return [{ name: '', optional: true, variadic: true }];
      return [{ name, optional: false, variadic: false }];
    case 'default_parameter':
    case 'typed_default_parameter':
      return [{ name, optional: true, variadic: false }];
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
      return [{ name: '', optional: true, variadic: true }];
    // What stands before or behind these is called by position or by name only: that is more than is counted here.
    case 'keyword_separator':
    case 'positional_separator':
      return 'unknown';
    default:
      return null;
  }
}

const ENUM_BASES = /\b(?:Enum|IntEnum|StrEnum|IntFlag|Flag|IntegerChoices|TextChoices)\b/;

function claims(tree: SyntaxTree, node: number): readonly ClaimedAt[] {
  const kind = kindOf(tree, node);
  if (kind === 'decorator') {
    const call = childrenOf(tree, node).find((child) => kindOf(tree, child) === 'call');
    return call === undefined ? [] : decoratorRoute(tree, call);
  }
  const bases = kind === 'class_definition' ? childIn(tree, node, 'superclasses') : null;
  if (bases === null || !ENUM_BASES.test(textOf(tree, bases))) return [];
  return enumClaims(tree, node, { member: 'assignment', value: 'right' });
}
