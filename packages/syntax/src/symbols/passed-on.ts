import type { Import, Passed } from '@sluice/model';
import type { ImportItem } from '../outline.ts';
import { childIn, childOfKind, childrenOf, kindOf, textOf } from '../node-table.ts';
import { childrenOfKind, unquoted } from '../rules.ts';
import { lineAt, lineStarts } from '../line-starts.ts';
import type { SyntaxTree } from '../syntax-tree.ts';

/** What a module of JavaScript or TypeScript exports that it does not define where it says so. */
export function exportsPassedOn(tree: SyntaxTree, imports: readonly Import[]): Passed[] {
  const lines = lineStarts(tree.text);
  const known = new Map(imports.map((each) => [each.local, each]));
  return childrenOf(tree, 0)
    .filter((node) => kindOf(tree, node) === 'export_statement')
    .flatMap((node) => {
      const line = lineAt(lines, tree.starts[node]!);
      return exported(tree, node).map(({ name, original, from }): Passed => {
        const there = from === '' ? known.get(original) : undefined;
        return there
          ? { name, original: there.name, from: there.from, line }
          : { name, original, from, line };
      });
    });
}

type Exported = Omit<Passed, 'line'>;

function exported(tree: SyntaxTree, node: number): Exported[] {
  const source = childIn(tree, node, 'source');
  const from = source === null ? '' : unquoted(textOf(tree, source));
  const clause = childOfKind(tree, node, 'export_clause');
  if (clause !== null)
    return childrenOfKind(tree, clause, 'export_specifier').map((each) => {
      const original = unquoted(textOf(tree, childIn(tree, each, 'name') ?? each));
      const alias = childIn(tree, each, 'alias');
      return { name: alias === null ? original : unquoted(textOf(tree, alias)), original, from };
    });
  const space = childOfKind(tree, node, 'namespace_export');
  if (space !== null) {
    const name = childrenOf(tree, space).at(-1)!;
    return [{ name: unquoted(textOf(tree, name)), original: '*', from }];
  }
  if (childOfKind(tree, node, '*') !== null) return [{ name: '*', original: '*', from }];
  return childOfKind(tree, node, 'default') === null ? [] : defaultExport(tree, node);
}

/** `export default parse;`, `export default function parse() {}`, or a value without a name. */
function defaultExport(tree: SyntaxTree, node: number): Exported[] {
  const declared = childIn(tree, node, 'declaration');
  const name = declared === null ? childIn(tree, node, 'value') : childIn(tree, declared, 'name');
  const isName = name !== null && ['identifier', 'type_identifier'].includes(kindOf(tree, name));
  return [{ name: 'default', original: isName ? textOf(tree, name) : '*', from: '' }];
}

/** What is imported into a module of Python is a name of it like any other. */
export function importsPassedOn(
  _: SyntaxTree,
  imports: readonly Import[],
  items: readonly ImportItem[],
): Passed[] {
  const stars = items.filter(({ imports: { names } }) => names.some(({ name }) => name === '*'));
  return [
    ...imports.map(({ name, local, from, line }) => ({ name: local, original: name, from, line })),
    ...stars.map(({ imports: { from }, line }) => ({ name: '*', original: '*', from, line })),
  ];
}

/** `pub use a::b;`, `pub use a::*;` */
export function publicUses(
  tree: SyntaxTree,
  imports: readonly Import[],
  items: readonly ImportItem[],
): Passed[] {
  const open = items.filter(({ scope, node }) => scope === '' && textOf(tree, node).startsWith('pub'));
  const lines = new Set(open.map(({ line }) => line));
  return [
    ...imports
      .filter(({ line }) => lines.has(line))
      .map(({ name, local, from, line }) => ({ name: local, original: name, from, line })),
    ...open.flatMap(({ imports: { from }, line }) =>
      from.endsWith('::*') ? [{ name: '*', original: '*', from: from.slice(0, -3), line }] : [],
    ),
  ];
}

export function nothingPassedOn(): Passed[] {
  return [];
}
