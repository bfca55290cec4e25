import { everyItem, type Item, type Outline } from '@sluice/syntax';

export type Side = 'ours' | 'theirs';

/** The declarations of one version, by what names them. */
export interface Declared {
  readonly outline: Outline;
  /** By kind, scope, name and signature. */
  readonly byKey: ReadonlyMap<string, readonly Item[]>;
  /** All names that are declared, in whatever scope. */
  readonly names: ReadonlySet<string>;
  /** The same with their scopes. */
  readonly titles: ReadonlySet<string>;
  /** What each declaration says without comments and white space. */
  readonly contents: ReadonlySet<string>;
}

const known = new WeakMap<Outline, Declared>();

export function declaredIn(outline: Outline): Declared {
  const declared = known.get(outline) ?? collect(outline);
  known.set(outline, declared);
  return declared;
}

function collect(outline: Outline): Declared {
  const byKey = new Map<string, Item[]>();
  const names = new Set<string>();
  const titles = new Set<string>();
  const contents = new Set<string>();
  for (const item of everyItem(outline)) {
    if (item.role !== 'declaration' || item.kind === 'group' || item.name === '') continue;
    const key = keyOf(item);
    const before = byKey.get(key);
    if (before) before.push(item);
    else byKey.set(key, [item]);
    names.add(item.name);
    titles.add(titleOf(item));
    contents.add(contentOf(outline, item));
  }
  return { outline, byKey, names, titles, contents };
}

/** What the parts of a key are joined by: in no name of any language. */
const AND = '\0';

export function keyOf({ kind, scope, name, signature }: Item): string {
  return [kind, scope, name, signature].join(AND);
}

/** What a declaration says, white space aside. */
export function contentOf({ tree }: Outline, { core }: Item): string {
  return tree.text.slice(core.start, core.end).replaceAll(/\s+/g, '');
}

/** The name with its scope, for people. */
export function titleOf({ scope, name }: Item): string {
  return scope ? `${scope}.${name}` : name;
}
