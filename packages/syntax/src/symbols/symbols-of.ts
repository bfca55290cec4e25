import type { FileSymbols } from '@sluice/model';
import { importsOf, type Outline } from '../outline.ts';
import { definitionsIn } from './definitions-in.ts';
import { importsWritten } from './imports-written.ts';
import { symbolRulesOf } from './symbol-languages.ts';
import { LONGEST_NAME } from './symbol-rules.ts';
import { walkSymbols } from './walk-symbols.ts';

/** What a program defines, uses, imports and claims; null for a language of which that is not known. */
export function symbolsOf(outline: Outline, path: string): FileSymbols | null {
  const { tree } = outline;
  const rules = symbolRulesOf(tree);
  if (!rules) return null;
  const items = importsOf(outline);
  const imports = importsWritten(tree, items);
  const owners = new Set(imports.map(({ local }) => local));
  return {
    package: rules.packageOf(tree),
    definitions: definitionsIn(outline, path, rules),
    imports: imports.filter(({ name, local }) => name.length + local.length <= LONGEST_NAME),
    passed: rules
      .passed(tree, imports, items)
      .filter(({ name, original }) => name.length + original.length <= LONGEST_NAME),
    open: rules.isOpen(tree),
    ...walkSymbols(tree, rules, owners),
  };
}
