import type { Item, ItemList } from './item.ts';
import { itemsOf } from './items.ts';
import type { ImportFacts } from './language-description.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** A program as the list of what it declares, imports and does, lists within their owners. */
export interface Outline {
  readonly tree: SyntaxTree;
  readonly list: ItemList;
}

/** The outline of a program; bodies of functions are not looked into. */
export function outlineOf(tree: SyntaxTree): Outline {
  return { tree, list: itemsOf(tree) };
}

/** All declarations, those within others after their owner. */
export function declarationsOf(outline: Outline): Item[] {
  return everyItem(outline).filter((item) => item.role === 'declaration' && item.kind !== 'group');
}

export type ImportItem = Item & { readonly imports: ImportFacts };

/** All imports, `export … from` among them, in order. */
export function importsOf(outline: Outline): ImportItem[] {
  return everyItem(outline).filter(isImport);
}

function isImport(item: Item): item is ImportItem {
  return item.imports !== null;
}

/** Every item of every list, owners before what they hold. */
export function everyItem({ list }: Outline): Item[] {
  const found: Item[] = [];
  const open = [...list.items].reverse();
  for (let item = open.pop(); item; item = open.pop()) {
    found.push(item);
    for (const inner of item.body?.list?.items.toReversed() ?? []) open.push(inner);
  }
  return found;
}
