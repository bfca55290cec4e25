import {
  everyItem,
  namesBound,
  outlineOf,
  repeatedSiblings,
  type ImportItem,
  type Item,
  type Outline,
  type Repeated,
  type SyntaxTree,
} from '@sluice/syntax';
import { freeNames } from './free-names.ts';

export type Side = 'ours' | 'theirs';

/** By the trees of programs: what one merge comes to is a side of the next. */
const versions = new WeakMap<SyntaxTree, Declared>();

export function declaredIn(tree: SyntaxTree): Declared {
  const declared = versions.get(tree) ?? new Declared(tree);
  versions.set(tree, declared);
  return declared;
}

/** What one version of a program declares and imports. Each part is worked out when it is first asked for, and kept. */
export class Declared {
  readonly outline: Outline;
  readonly #contentOf = new Map<Item, string>();
  #items: readonly Item[] | null = null;
  #names: ReadonlySet<string> | null = null;
  #titles: ReadonlySet<string> | null = null;
  #contents: ReadonlySet<string> | null = null;
  #byKey: ReadonlyMap<string, readonly Item[]> | null = null;
  #bound: ReadonlySet<string> | null = null;
  #freeNames: ReadonlyMap<string, number> | null = null;
  #repeated: ReadonlyMap<string, Repeated> | null = null;

  constructor(tree: SyntaxTree) {
    this.outline = outlineOf(tree);
  }

  /** The declarations by kind, scope, name and signature. */
  get byKey(): ReadonlyMap<string, readonly Item[]> {
    return (this.#byKey ??= this.#groups());
  }

  /** All names that are declared, in whatever scope. */
  get names(): ReadonlySet<string> {
    return (this.#names ??= new Set(this.#declarations().map(({ name }) => name)));
  }

  /** The same with their scopes. */
  get titles(): ReadonlySet<string> {
    return (this.#titles ??= new Set(this.#declarations().map(titleOf)));
  }

  /** What each declaration says. */
  get contents(): ReadonlySet<string> {
    return (this.#contents ??= new Set(this.#declarations().map((item) => this.contentOf(item))));
  }

  /** All imports, `export … from` among them, in order. */
  get imports(): ImportItem[] {
    return this.#everyItem().filter((item): item is ImportItem => item.imports !== null);
  }

  /** Names that are given a meaning anywhere: declared, imported, as variables and parameters. */
  get bound(): ReadonlySet<string> {
    return (this.#bound ??= namesBound(this.outline.tree));
  }

  /** Names that are used and given no meaning, with the line of the first use outside of imports. */
  get freeNames(): ReadonlyMap<string, number> {
    return (this.#freeNames ??= freeNames(this.outline, this.bound));
  }

  /** What stands in one block more than once. */
  get repeated(): ReadonlyMap<string, Repeated> {
    return (this.#repeated ??= repeatedSiblings(this.outline.tree));
  }

  /** A declaration as it is written, its attributes included. */
  codeOf({ core }: Item): string {
    return this.outline.tree.text.slice(core.start, core.end);
  }

  /** What a declaration says, white space aside. */
  contentOf(item: Item): string {
    const known = this.#contentOf.get(item);
    if (known !== undefined) return known;
    const content = this.codeOf(item).replaceAll(/\s+/g, '');
    this.#contentOf.set(item, content);
    return content;
  }

  #everyItem(): readonly Item[] {
    return (this.#items ??= everyItem(this.outline));
  }

  #declarations(): readonly Item[] {
    return this.#everyItem().filter(
      ({ role, kind, name }) => role === 'declaration' && kind !== 'group' && name !== '',
    );
  }

  #groups(): Map<string, Item[]> {
    const groups = new Map<string, Item[]>();
    for (const item of this.#declarations()) {
      const key = keyOf(item);
      const known = groups.get(key);
      if (known) known.push(item);
      else groups.set(key, [item]);
    }
    return groups;
  }
}

/** What the parts of a key are joined by: in no name of any language. */
const AND = '\0';

export function keyOf({ kind, scope, name, signature }: Item): string {
  return [kind, scope, name, signature].join(AND);
}

/** The name with its scope, for people. */
export function titleOf({ scope, name }: Item): string {
  return scope ? `${scope}.${name}` : name;
}
