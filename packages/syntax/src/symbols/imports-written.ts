import type { Import } from '@sluice/model';
import type { ImportFacts } from '../language-description.ts';
import type { ImportItem } from '../outline.ts';
import { kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';

/** Imports name by name; those whose module cannot be told for each name are left out. */
export function importsWritten(tree: SyntaxTree, items: readonly ImportItem[]): Import[] {
  return items
    .filter(({ scope }) => scope === '' || tree.language.name !== 'Rust')
    .flatMap(({ imports, line, node }) => {
      const kind = kindOf(tree, node);
      const { from, names } = imports;
      if (tree.language.name === 'Rust') return rustImports(textOf(tree, node), { imports, line });
      if (tree.language.name === 'Java' && names[0]?.name !== '*') {
        const module = from.slice(0, Math.max(0, from.lastIndexOf('.')));
        return names.map(({ name, bound }) => ({ name, local: bound, from: module, line }));
      }
      // `import a` and `import a.b as c` bring a module, `import a.b` brings what it is in.
      if (kind === 'import_statement' && tree.language.name === 'Python')
        return names
          .filter(({ name, bound }) => name === bound || !name.startsWith(`${bound}.`))
          .map(({ name, bound }) => ({ name: '*', local: bound, from: name, line }));
      return names
        .filter(({ bound }) => bound !== '')
        .map(({ name, bound }) => ({ name, local: bound, from, line }));
    });
}

/** `use a::b::{c, d};` and `use a::b::c;`: braces within braces, and stars, leave the module open. */
function rustImports(text: string, { imports, line }: { imports: ImportFacts; line: number }): Import[] {
  const { from, names, list } = imports;
  const braces = text.slice(text.indexOf('{') + 1);
  if (text.includes('{') && (list === null || /::|\{/.test(braces))) return [];
  const path = list === null ? from.replace(/\s+as\s+\w+$/, '') : from;
  const module = list === null ? path.slice(0, Math.max(0, path.lastIndexOf('::'))) : path;
  return names
    .filter(({ name, bound }) => bound !== '' && name !== '*' && name !== 'self')
    .map(({ name, bound }) => ({ name, local: bound, from: module, line }));
}
