import type { Body, DeclarationKind, DeclarationRule, LanguageDescription } from '../language-description.ts';
import {
  allNames,
  asBody,
  nameFrom,
  FREE,
  group,
  noBody,
  once,
  ORDERED,
  squeezed,
  unquoted,
} from '../rules.ts';
import { childIn, childOfKind, kindOf, nodesOfKind, textOf, type NodeTable } from '../node-table.ts';

const RECEIVER_TYPE = new Set(['type_identifier']);

/** `T` of `func (t *T[K]) Name()`. */
function receiver(tree: NodeTable, node: number): string {
  const list = childIn(tree, node, 'receiver');
  const [type] = list === null ? [] : nodesOfKind(tree, list, RECEIVER_TYPE);
  return type === undefined ? '' : textOf(tree, type);
}

function typeBody(tree: NodeTable, node: number): Body | null {
  const type = childIn(tree, node, 'type');
  if (type === null) return null;
  if (kindOf(tree, type) === 'struct_type')
    return asBody(childOfKind(tree, type, 'field_declaration_list'), FREE);
  return kindOf(tree, type) === 'interface_type' ? { node: type, members: FREE } : null;
}

/** `type T struct { … }`: the declaration of one thing outside of parentheses stands for that thing. */
const single = (kind: DeclarationKind, spec: string): DeclarationRule & { kind: DeclarationKind } => ({
  kind,
  name: (tree, node) => {
    const only = childOfKind(tree, node, spec, 'type_alias');
    return only === null ? null : allNames('name')(tree, only);
  },
  body: (tree, node) => typeBody(tree, childOfKind(tree, node, spec, 'type_alias') ?? node),
});

/** Either the parentheses with everything in them, or the one thing that is declared. */
function either(grouped: DeclarationRule, one: DeclarationRule & { kind: DeclarationKind }): DeclarationRule {
  const isGroup = (tree: NodeTable, node: number): boolean => grouped.name!(tree, node) !== null;
  return {
    kind: (tree, node) => (isGroup(tree, node) ? 'group' : one.kind),
    name: (tree, node) => (isGroup(tree, node) ? grouped : one).name!(tree, node),
    body: (tree, node) => (isGroup(tree, node) ? grouped : one).body!(tree, node),
  };
}

export const GO: LanguageDescription = {
  name: 'Go',
  grammar: 'go',
  extensions: ['.go'],
  comments: new Set(['comment']),
  indented: false,
  attributes: new Set(),
  wrappers: {},
  declarations: {
    function_declaration: { kind: 'function' },
    method_declaration: { kind: 'method', scope: receiver },
    import_declaration: group('import', 'import_spec_list', FREE),
    // What `iota` counts depends on the order.
    const_declaration: either(group('const', null, ORDERED), single('variable', 'const_spec')),
    var_declaration: either(group('var', 'var_spec_list', FREE), single('variable', 'var_spec')),
    type_declaration: either(group('type', null, FREE), single('type', 'type_spec')),
    const_spec: { kind: 'variable', name: allNames('name'), body: noBody },
    var_spec: { kind: 'variable', name: allNames('name'), body: noBody },
    type_spec: { kind: 'type', body: typeBody },
    type_alias: { kind: 'type', body: typeBody },
    field_declaration: {
      kind: 'field',
      name: (tree, node) => allNames('name')(tree, node) ?? allNames('type')(tree, node),
      body: (tree, node) => typeBody(tree, node),
    },
    method_elem: { kind: 'method', body: noBody },
    type_elem: { kind: 'type', name: (tree, node) => squeezed(textOf(tree, node)), body: noBody },
  },
  imports: {
    import_spec: importSpec,
    import_declaration: (tree, node) => {
      const spec = childOfKind(tree, node, 'import_spec');
      return spec === null ? null : importSpec(tree, spec);
    },
  },
  orderFree: new Set(['function', 'method', 'type', 'field', 'group']),
  exported: (_tree, _node, name) => /^\p{Lu}/u.test(name),
  uses: {
    identifier: 'name',
    type_identifier: 'name',
    package_identifier: 'name',
    field_identifier: 'member',
  },
  usesByName: new Set(['qualified_type']),
  labels: new Set(['keyed_element']),
  unread: { kinds: new Set(), declaring: new Set() },
  selfContained: false,
  conditional: null,
  onceAmongSiblings: {
    short_var_declaration: nameFrom('left'),
    var_spec: nameFrom('name'),
    const_spec: nameFrom('name'),
    keyed_element: nameFrom('key'),
    expression_case: nameFrom('value', 'case '),
    type_case: nameFrom('type', 'case '),
    default_case: once('default'),
  },
  mayRepeat: (_kind, name) =>
    name === 'init' ||
    name === '_' ||
    name === 'const' ||
    name === 'var' ||
    name === 'type' ||
    name === 'import',
};

function importSpec(
  tree: NodeTable,
  node: number,
): { from: string; names: { name: string; bound: string }[]; list: null } {
  const from = unquoted(textOf(tree, childIn(tree, node, 'path') ?? node));
  const alias = childIn(tree, node, 'name');
  const bound = alias === null ? packageName(from) : textOf(tree, alias);
  return { from, names: [{ name: '*', bound: bound === '_' || bound === '.' ? '' : bound }], list: null };
}

/** The name that a package most likely has: the last part of its path that is no version. */
function packageName(path: string): string {
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? path).replace(/\.v\d+$/, '').replace(/^go-|-go$/, '');
}
