import type { DeclarationRule, ImportedName, LanguageDescription } from '../language-description.ts';
import { nameFrom, FREE, FREE_LIST, lastPart, membersIn, noBody, ORDERED_LIST, squeezed } from '../rules.ts';
import { childIn, childOfKind, kindOf, textOf, type NodeTable } from '../node-table.ts';

const implementation: DeclarationRule = {
  kind: 'implementation',
  name: (tree, node) => {
    const type = childIn(tree, node, 'type');
    const trait = childIn(tree, node, 'trait');
    if (type === null) return null;
    const forType = squeezed(textOf(tree, type));
    return trait === null ? forType : `${squeezed(textOf(tree, trait))} for ${forType}`;
  },
  // Different bounds make different blocks.
  signature: (tree, node) => {
    const bounds = childOfKind(tree, node, 'where_clause');
    return bounds === null ? '' : squeezed(textOf(tree, bounds));
  },
  body: membersIn(FREE),
};

/** All names that a `use` brings in, however its braces nest. */
function usedNames(tree: NodeTable, node: number): ImportedName[] {
  const names: ImportedName[] = [];
  const end = tree.nexts[node]!;
  let at = node;
  let within = '';
  while (at < end) {
    const kind = kindOf(tree, at);
    let skip = false;
    if (kind === 'use_as_clause') {
      const path = childIn(tree, at, 'path');
      const alias = childIn(tree, at, 'alias');
      const bound = alias === null ? '' : textOf(tree, alias);
      names.push({
        name: path === null ? '' : lastPart(textOf(tree, path), '::'),
        bound: bound === '_' ? '' : bound,
      });
      skip = true;
    } else if (kind === 'use_wildcard') {
      names.push({ name: '*', bound: '' });
      skip = true;
    } else if (kind === 'scoped_identifier' || kind === 'identifier') {
      const name = lastPart(textOf(tree, at), '::');
      names.push({ name, bound: name });
      skip = true;
    } else if (kind === 'scoped_use_list') {
      const path = childIn(tree, at, 'path');
      within = path === null ? '' : lastPart(textOf(tree, path), '::');
      at = childIn(tree, at, 'list') ?? at;
    } else if (kind === 'self') names.push({ name: 'self', bound: within });
    at = skip ? tree.nexts[at]! : at + 1;
  }
  return names;
}

export const RUST: LanguageDescription = {
  name: 'Rust',
  grammar: 'rust',
  extensions: ['.rs'],
  comments: new Set(['line_comment', 'block_comment']),
  indented: false,
  attributes: new Set(['attribute_item']),
  wrappers: {},
  declarations: {
    function_item: { kind: 'function' },
    function_signature_item: { kind: 'function', body: noBody },
    struct_item: {
      kind: 'class',
      body: (tree, node) => {
        const body = childIn(tree, node, 'body');
        return body === null || kindOf(tree, body) !== 'field_declaration_list'
          ? null
          : { node: body, members: FREE_LIST };
      },
    },
    union_item: { kind: 'class', body: membersIn(FREE_LIST) },
    // A derived comparison, and a cast to a number, depend on the order of variants.
    enum_item: { kind: 'enum', body: membersIn(ORDERED_LIST) },
    enum_variant: { kind: 'enum-member', body: noBody },
    field_declaration: { kind: 'field', body: noBody },
    trait_item: { kind: 'interface', body: membersIn(FREE) },
    impl_item: implementation,
    mod_item: { kind: 'module', body: membersIn(FREE) },
    const_item: { kind: 'variable', body: noBody },
    static_item: { kind: 'variable', body: noBody },
    type_item: { kind: 'type', body: noBody },
    associated_type: { kind: 'type', body: noBody },
    macro_definition: { kind: 'macro', body: noBody },
  },
  imports: {
    use_declaration: (tree, node) => {
      const argument = childIn(tree, node, 'argument');
      if (argument === null) return null;
      const list = kindOf(tree, argument) === 'scoped_use_list' ? childIn(tree, argument, 'list') : null;
      const path = list === null ? null : childIn(tree, argument, 'path');
      const from = path === null ? textOf(tree, argument) : textOf(tree, path);
      return {
        from: squeezed(from),
        names: usedNames(tree, argument),
        list: list === null ? null : { node: list, members: FREE_LIST },
      };
    },
    extern_crate_declaration: (tree, node) => {
      const name = textOf(tree, childIn(tree, node, 'name') ?? node);
      const alias = childIn(tree, node, 'alias');
      return {
        from: name,
        names: [{ name: '*', bound: alias === null ? name : textOf(tree, alias) }],
        list: null,
      };
    },
  },
  orderFree: new Set([
    'function',
    'method',
    'class',
    'interface',
    'enum',
    'implementation',
    'module',
    'type',
    'variable',
    'field',
  ]),
  exported: (tree, node) => childOfKind(tree, node, 'visibility_modifier') !== null,
  uses: {
    identifier: 'name',
    type_identifier: 'name',
    shorthand_field_identifier: 'name',
    field_identifier: 'member',
  },
  usesByName: new Set(['scoped_identifier', 'scoped_type_identifier']),
  labels: new Set([]),
  unread: {
    kinds: new Set(['token_tree']),
    declaring: new Set([
      'struct',
      'enum',
      'union',
      'trait',
      'fn',
      'mod',
      'type',
      'const',
      'static',
      'let',
      'mut',
    ]),
  },
  selfContained: true,
  onceAmongSiblings: { match_arm: nameFrom('pattern'), field_initializer: nameFrom('field') },
  conditional: /\bcfg\b/,
  mayRepeat: (kind) => kind === 'macro' || kind === 'implementation',
};
