import type { Body, DeclarationRule, LanguageDescription, NodeReader } from '../language-description.ts';
import { ECMASCRIPT_IMPORTS } from './ecmascript-imports.ts';
import {
  asBody,
  nameFrom,
  childrenOfKind,
  FREE,
  membersIn,
  noBody,
  once,
  ORDERED,
  ORDERED_LIST,
  squeezed,
  unquoted,
} from '../rules.ts';
import { childIn, childOfKind, childrenOf, kindOf, textOf, type NodeTable } from '../node-table.ts';

/** What JavaScript and TypeScript have in common. */

const FUNCTIONS = new Set(['arrow_function', 'function_expression', 'generator_function']);
/** Functions whose first argument names a test or a group of tests. */
const TEST_CALLS = new Set(['describe', 'context', 'suite', 'it', 'test', 'specify']);

/** The body of the value that something is set to: of a function, a class or an object. */
function bodyOfValue(tree: NodeTable, value: number | null): Body | null {
  if (value === null) return null;
  const kind = kindOf(tree, value);
  if (kind === 'object') return { node: value, members: ORDERED_LIST };
  if (kind === 'class') return asBody(childIn(tree, value, 'body'), FREE);
  return FUNCTIONS.has(kind) ? asBody(childIn(tree, value, 'body'), null) : null;
}

const bodyIn =
  (field: string): NodeReader<Body | null> =>
  (tree, node) =>
    bodyOfValue(tree, childIn(tree, node, field));

const declarators = (tree: NodeTable, node: number): number[] =>
  childrenOfKind(tree, node, 'variable_declarator');

const variables: DeclarationRule = {
  kind: 'variable',
  name: (tree, node) =>
    declarators(tree, node)
      .map((declarator) => squeezed(textOf(tree, childIn(tree, declarator, 'name') ?? declarator)))
      .join(', '),
  body: (tree, node) => {
    const [only, ...more] = declarators(tree, node);
    if (only === undefined || more.length > 0) return null;
    return bodyOfValue(tree, childIn(tree, only, 'value'));
  },
};

/** `exports.a = …`, `A.prototype.b = …`, and calls that declare a test. */
const statement: DeclarationRule = {
  kind: (tree, node) => (calledTest(tree, node + 1) === null ? 'variable' : 'test'),
  name: (tree, node) => assignedName(tree, node + 1) ?? testName(tree, node + 1),
  body: (tree, node) => {
    const expression = node + 1;
    if (kindOf(tree, expression) === 'assignment_expression') return bodyIn('right')(tree, expression);
    const call = childIn(tree, expression, 'arguments');
    const last =
      call === null
        ? undefined
        : childrenOf(tree, call).findLast((child) => FUNCTIONS.has(kindOf(tree, child)));
    if (last === undefined) return null;
    const body = childIn(tree, last, 'body');
    if (body === null || kindOf(tree, body) !== 'statement_block') return null;
    return { node: body, members: groupsTests(tree, expression) ? ORDERED : null };
  },
};

function assignedName(tree: NodeTable, expression: number): string | null {
  if (kindOf(tree, expression) !== 'assignment_expression') return null;
  const left = childIn(tree, expression, 'left');
  return left !== null && kindOf(tree, left) === 'member_expression' ? squeezed(textOf(tree, left)) : null;
}

function testName(tree: NodeTable, expression: number): string | null {
  const called = calledTest(tree, expression);
  const call = childIn(tree, expression, 'arguments');
  if (called === null || call === null) return null;
  const title = childrenOf(tree, call)[1];
  if (title === undefined || !['string', 'template_string'].includes(kindOf(tree, title))) return null;
  return `${called} ${textOf(tree, title)}`;
}

/** `it` of `it(…)` and `it.only(…)`. */
function calledTest(tree: NodeTable, expression: number): string | null {
  if (kindOf(tree, expression) !== 'call_expression') return null;
  const called = childIn(tree, expression, 'function');
  if (called === null) return null;
  const first = kindOf(tree, called) === 'member_expression' ? childIn(tree, called, 'object') : called;
  const name = first === null ? '' : textOf(tree, first);
  return TEST_CALLS.has(name) ? name : null;
}

function groupsTests(tree: NodeTable, expression: number): boolean {
  return ['describe', 'context', 'suite'].includes(calledTest(tree, expression) ?? '');
}

/** `get` and `set` of one name stand side by side. */
const accessor: NodeReader<string> = (tree, node) => {
  return childrenOf(tree, node)
    .map((child) => kindOf(tree, child))
    .filter((kind) => ['get', 'set', 'static'].includes(kind))
    .join(' ');
};

const parameters: NodeReader<string> = (tree, node) => {
  const list = childIn(tree, node, 'parameters');
  return `${accessor(tree, node)}${list === null ? '' : squeezed(textOf(tree, list))}`;
};

/** Of what `export default` hands out. */
function nameOrDefault(tree: NodeTable, node: number): string {
  const name = childIn(tree, node, 'name');
  return name === null ? 'default' : textOf(tree, name);
}

const key: DeclarationRule = {
  kind: 'key',
  name: (tree, node) => {
    const name = childIn(tree, node, 'key');
    return name === null || kindOf(tree, name) === 'computed_property_name'
      ? null
      : unquoted(textOf(tree, name));
  },
  body: bodyIn('value'),
};

export const ECMASCRIPT_DECLARATIONS: LanguageDescription['declarations'] = {
  function_declaration: { kind: 'function' },
  generator_function_declaration: { kind: 'function' },
  class_declaration: { kind: 'class', body: membersIn(FREE) },
  lexical_declaration: variables,
  variable_declaration: variables,
  expression_statement: statement,
  method_definition: { kind: 'method', signature: accessor },
  field_definition: {
    kind: 'field',
    name: (tree, node) => {
      const name = childIn(tree, node, 'property');
      return name === null ? null : textOf(tree, name);
    },
    body: bodyIn('value'),
  },
  class: { kind: 'class', name: nameOrDefault, body: membersIn(FREE) },
  function_expression: { kind: 'function', name: nameOrDefault },
  arrow_function: { kind: 'function', name: nameOrDefault },
  object: { kind: 'variable', name: nameOrDefault, body: (_, node) => ({ node, members: ORDERED_LIST }) },
  pair: key,
  shorthand_property_identifier: { kind: 'key', name: textOf, body: noBody },
};

export const TYPESCRIPT_DECLARATIONS: LanguageDescription['declarations'] = {
  ...ECMASCRIPT_DECLARATIONS,
  function_signature: { kind: 'function', signature: parameters },
  abstract_class_declaration: { kind: 'class', body: membersIn(FREE) },
  interface_declaration: { kind: 'interface', body: membersIn(FREE) },
  enum_declaration: { kind: 'enum', body: membersIn(ORDERED_LIST) },
  enum_assignment: { kind: 'enum-member', body: noBody },
  property_identifier: { kind: 'enum-member', name: textOf, body: noBody },
  type_alias_declaration: {
    kind: 'type',
    body: (tree, node) => {
      const value = childIn(tree, node, 'value');
      return value !== null && kindOf(tree, value) === 'object_type' ? { node: value, members: FREE } : null;
    },
  },
  internal_module: { kind: 'module', body: membersIn(ORDERED) },
  module: { kind: 'module', body: membersIn(ORDERED) },
  ambient_declaration: {
    kind: 'module',
    name: (tree, node) => (childOfKind(tree, node, 'global') === null ? null : 'global'),
    body: (tree, node) => asBody(childOfKind(tree, node, 'statement_block'), ORDERED),
  },
  public_field_definition: { kind: 'field', body: bodyIn('value') },
  property_signature: { kind: 'field', body: noBody },
  method_signature: { kind: 'method', signature: parameters, body: noBody },
  abstract_method_signature: { kind: 'method', signature: parameters, body: noBody },
  index_signature: { kind: 'field', name: (tree, node) => squeezed(textOf(tree, node)), body: noBody },
};

export const ECMASCRIPT: Omit<LanguageDescription, 'name' | 'grammar' | 'extensions' | 'declarations'> = {
  comments: new Set(['comment', 'html_comment']),
  indented: false,
  attributes: new Set(['decorator']),
  wrappers: {
    export_statement: ['declaration', 'value'],
    ambient_declaration: [''],
    expression_statement: [''],
  },
  imports: ECMASCRIPT_IMPORTS,
  orderFree: new Set(['function', 'method', 'class', 'interface', 'type', 'module', 'test']),
  exported: (tree, node) =>
    kindOf(tree, node) === 'export_statement' ||
    /^(module\.)?exports\b/.test(textOf(tree, node).slice(0, 16)),
  uses: {
    identifier: 'name',
    type_identifier: 'name',
    shorthand_property_identifier: 'name',
    property_identifier: 'member',
    private_property_identifier: 'member',
  },
  usesByName: new Set(['jsx_opening_element', 'jsx_closing_element', 'jsx_self_closing_element']),
  labels: new Set([]),
  unread: { kinds: new Set(), declaring: new Set() },
  selfContained: true,
  conditional: null,
  onceAmongSiblings: {
    lexical_declaration: (tree, node) =>
      childrenOfKind(tree, node, 'variable_declarator').flatMap((child) => nameFrom('name')(tree, child)),
    class_declaration: nameFrom('name'),
    // What is computed may come to something else the second time.
    pair: (tree, node) => nameFrom('key')(tree, node).filter((name) => !name.startsWith('[')),
    switch_case: nameFrom('value', 'case '),
    switch_default: once('default'),
    jsx_attribute: (tree, node) => [textOf(tree, node + 1)],
  },
  // What is assigned to may be assigned again.
  mayRepeat: (kind, name) => ['test', 'interface', 'module'].includes(kind) || name.includes('.'),
};
