export { changedRegions, type ChangedRegion } from './changed-regions.ts';
export { beginsAnew, endsInLead, itemCuts } from './item-cuts.ts';
export { languageOf, LANGUAGES } from './languages.ts';
export {
  GRAMMARS,
  type DeclarationKind,
  type GrammarName,
  type ImportedName,
  type ImportFacts,
  type LanguageDescription,
  type Members,
} from './language-description.ts';
export type { Item, ItemBody, ItemList, Span } from './item.ts';
export { lineAt, lineStarts } from './line-starts.ts';
export { namesBound } from './names-bound.ts';
export { parentsOf } from './parents.ts';
export { namesUsed, type NameUse } from './names-used.ts';
export { declarationsOf, everyItem, importsOf, outlineOf, type ImportItem, type Outline } from './outline.ts';
export { openSyntaxReader, type SyntaxParts, type SyntaxReader } from './syntax-reader.ts';
export {
  childIn,
  childOfKind,
  childrenOf,
  isLeaf,
  kindOf,
  nodesOfKind,
  textOf,
  type NodeTable,
} from './node-table.ts';
export { repeatedSiblings, type Repeated } from './repeated-siblings.ts';
export type { SyntaxTree } from './syntax-tree.ts';
export { importedModule, isStrict, locateSymbols } from './symbols/locate-symbols.ts';
export { moduleFile } from './symbols/module-of.ts';
export type { ModuleAlias, ProjectLayout, ScriptPackage } from './symbols/project-layout.ts';
export { symbolsOf } from './symbols/symbols-of.ts';
