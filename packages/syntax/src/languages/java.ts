import type { Body, DeclarationRule, LanguageDescription, NodeReader } from '../language-description.ts';
import {
  nameFrom,
  childrenIn,
  childrenOfKind,
  FREE,
  lastPart,
  membersIn,
  noBody,
  ORDERED_LIST,
  squeezed,
} from '../rules.ts';
import { childIn, childOfKind, childrenOf, kindOf, textOf, type NodeTable } from '../node-table.ts';

/** The types of the parameters, which tell methods of one name apart. */
function parameterTypes(tree: NodeTable, node: number): string {
  const list = childIn(tree, node, 'parameters');
  if (list === null) return '';
  const types = childrenOf(tree, list).flatMap((parameter) => {
    const kind = kindOf(tree, parameter);
    if (kind === 'formal_parameter')
      return childrenIn(tree, parameter, 'type').map((type) => squeezed(textOf(tree, type)));
    return kind === 'spread_parameter' ? [squeezed(textOf(tree, parameter)).replace(/\s*\S+$/, '')] : [];
  });
  return `(${types.join(', ')})`;
}

const method: DeclarationRule = { kind: 'method', signature: parameterTypes };

const fields: DeclarationRule = {
  kind: 'field',
  name: (tree, node) =>
    childrenIn(tree, node, 'declarator')
      .map((declarator) => textOf(tree, childIn(tree, declarator, 'name') ?? declarator))
      .join(', '),
  body: noBody,
};

/** The constants of an enum; what follows them after a semicolon is a list of its own. */
const enumBody = (tree: NodeTable, node: number): Body | null => {
  const body = childIn(tree, node, 'body');
  return body === null ? null : { node: body, members: ORDERED_LIST };
};

/** What a group of statements in a switch is for. */
const labelsOf: NodeReader<readonly string[]> = (tree, node) =>
  childrenOfKind(tree, node, 'switch_label').map((label) => squeezed(textOf(tree, label)));

export const JAVA: LanguageDescription = {
  name: 'Java',
  grammar: 'java',
  extensions: ['.java'],
  comments: new Set(['line_comment', 'block_comment']),
  indented: false,
  attributes: new Set(),
  wrappers: {},
  declarations: {
    class_declaration: { kind: 'class', body: membersIn(FREE) },
    interface_declaration: { kind: 'interface', body: membersIn(FREE) },
    annotation_type_declaration: { kind: 'interface', body: membersIn(FREE) },
    record_declaration: { kind: 'class', body: membersIn(FREE) },
    enum_declaration: { kind: 'enum', body: enumBody },
    enum_constant: { kind: 'enum-member', body: membersIn(FREE) },
    enum_body_declarations: {
      kind: 'group',
      name: () => 'members',
      body: (_, node) => ({ node, members: FREE }),
    },
    method_declaration: method,
    constructor_declaration: method,
    compact_constructor_declaration: method,
    annotation_type_element_declaration: { kind: 'method', body: noBody },
    field_declaration: fields,
    constant_declaration: fields,
    package_declaration: { kind: 'module', name: () => 'package', body: noBody },
  },
  imports: {
    import_declaration: (tree, node) => {
      const path = childOfKind(tree, node, 'scoped_identifier', 'identifier');
      if (path === null) return null;
      const from = textOf(tree, path);
      const everything = childOfKind(tree, node, 'asterisk') !== null;
      const name = lastPart(from, '.');
      // Methods of one name are overloads, wherever they come from.
      const shared = childOfKind(tree, node, 'static') !== null;
      const what = everything ? { name: '*', bound: '' } : { name, bound: name, shared };
      return { from: everything ? `${from}.*` : from, names: [what], list: null };
    },
  },
  // Fields are not: their initialisers run in order.
  orderFree: new Set(['method', 'class', 'interface', 'enum']),
  exported: (tree, node) => {
    const modifiers = childOfKind(tree, node, 'modifiers');
    return modifiers !== null && /\b(public|protected)\b/.test(textOf(tree, modifiers));
  },
  uses: { identifier: 'name', type_identifier: 'name' },
  usesByName: new Set(['method_invocation', 'annotation', 'marker_annotation']),
  labels: new Set(['element_value_pair']),
  unread: { kinds: new Set(), declaring: new Set() },
  selfContained: false,
  conditional: null,
  onceAmongSiblings: {
    local_variable_declaration: (tree, node) =>
      childrenOfKind(tree, node, 'variable_declarator').flatMap((child) => nameFrom('name')(tree, child)),
    switch_block_statement_group: labelsOf,
    switch_rule: labelsOf,
  },
  mayRepeat: () => false,
};
