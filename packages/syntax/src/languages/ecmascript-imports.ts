import type { ImportedName, ImportFacts, LanguageDescription } from '../language-description.ts';
import { childIn, childOfKind, childrenOf, kindOf, textOf, type NodeTable } from '../node-table.ts';
import { asBody, childrenIn, childrenOfKind, FREE_LIST, squeezed, unquoted } from '../rules.ts';

/** How JavaScript and TypeScript bring names in, and pass them on. */

function importStatement(tree: NodeTable, node: number): ImportFacts | null {
  const clause = childOfKind(tree, node, 'import_clause', 'import_require_clause');
  const source = childIn(tree, node, 'source') ?? (clause === null ? null : childIn(tree, clause, 'source'));
  if (source === null) return null;
  const from = unquoted(textOf(tree, source));
  if (clause === null) return { from, names: [], list: null };
  const names: ImportedName[] = [];
  for (const child of childrenOf(tree, clause)) {
    const kind = kindOf(tree, child);
    if (kind === 'identifier') names.push({ name: 'default', bound: textOf(tree, child) });
    if (kind === 'namespace_import')
      names.push({ name: '*', bound: squeezed(textOf(tree, child)).replace(/^\* as /, '') });
    if (kind === 'named_imports')
      for (const name of specifiers(tree, child, 'import_specifier')) names.push(name);
  }
  return { from, names, list: asBody(childOfKind(tree, clause, 'named_imports'), FREE_LIST) };
}

function specifiers(tree: NodeTable, list: number, kind: string): ImportedName[] {
  return childrenOfKind(tree, list, kind).map((specifier) => {
    const name = unquoted(textOf(tree, childIn(tree, specifier, 'name') ?? specifier));
    const alias = childIn(tree, specifier, 'alias');
    return { name, bound: alias === null ? name : textOf(tree, alias) };
  });
}

/** `export { a } from 'x'` and `export { a }`: names that pass through bind nothing here. */
function passedOn(tree: NodeTable, node: number): ImportFacts | null {
  const source = childIn(tree, node, 'source');
  const clause = childOfKind(tree, node, 'export_clause');
  if (source === null && clause === null) return null;
  const names = clause === null ? [{ name: '*', bound: '' }] : specifiers(tree, clause, 'export_specifier');
  return {
    from: source === null ? '' : unquoted(textOf(tree, source)),
    names: names.map(({ name }) => ({ name, bound: '' })),
    list: asBody(clause, FREE_LIST),
  };
}

/** `const a = require('b')`. */
function required(tree: NodeTable, node: number): ImportFacts | null {
  const [only, ...more] = childrenOfKind(tree, node, 'variable_declarator');
  const value = only === undefined || more.length > 0 ? null : childIn(tree, only, 'value');
  if (only === undefined || value === null || kindOf(tree, value) !== 'call_expression') return null;
  const called = childIn(tree, value, 'function');
  const call = childIn(tree, value, 'arguments');
  const [, module] = call === null ? [] : childrenOf(tree, call);
  if (called === null || textOf(tree, called) !== 'require' || module === undefined) return null;
  const name = childIn(tree, only, 'name');
  if (name === null || kindOf(tree, module) !== 'string') return null;
  const from = unquoted(textOf(tree, module));
  if (kindOf(tree, name) !== 'object_pattern')
    return { from, names: [{ name: '*', bound: textOf(tree, name) }], list: null };
  return { from, names: patternNames(tree, name), list: { node: name, members: FREE_LIST } };
}

function patternNames(tree: NodeTable, pattern: number): ImportedName[] {
  return childrenOf(tree, pattern).flatMap((child) => {
    if (kindOf(tree, child) === 'shorthand_property_identifier_pattern')
      return [{ name: textOf(tree, child), bound: textOf(tree, child) }];
    const [name] = childrenIn(tree, child, 'key');
    const bound = childIn(tree, child, 'value');
    return name === undefined || bound === null
      ? []
      : [{ name: textOf(tree, name), bound: textOf(tree, bound) }];
  });
}

export const ECMASCRIPT_IMPORTS: LanguageDescription['imports'] = {
  import_statement: importStatement,
  export_statement: passedOn,
  lexical_declaration: required,
  variable_declaration: required,
};
