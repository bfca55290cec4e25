import type { Item } from '@sluice/syntax';
import { bareLine } from '../no-loss/ruled-lines.ts';
import { areAlike } from './are-alike.ts';
import { titleOf, type Declared, type Side } from './declared.ts';
import type { ObjectionOf } from './objection.ts';
import type { Versions } from './versions.ts';

/** Attributes and decorators on lines of their own. */
const ATTRIBUTE = /^(?:@(?!interface\b)|#\[)/;
const TELLING = /[\p{L}\p{N}].*[\p{L}\p{N}]/u;

type Stray = ObjectionOf<'stray-lead'>;

/**
 * Comments and attributes that a side has before one declaration and the merged program before another one, where no
 * version has them: the other side removed the first, or put something between.
 */
export function strayLeads({ base, ours, theirs, merged }: Versions): Stray[] {
  const sides: readonly (readonly [Side, Declared])[] = [
    ['ours', ours],
    ['theirs', theirs],
  ];
  const owners = new Map<Declared, ReadonlyMap<string, Item>>();
  return [...merged.byKey].flatMap(([key, [item]]): Stray[] => {
    const expected = new Set([base, ours, theirs].flatMap((version) => leadsAt(version, key)));
    const fresh = item ? leadOf(merged, item).filter((line) => !expected.has(line)) : [];
    const isNew = base?.byKey.has(key) !== true;
    for (const line of fresh)
      for (const [side, own] of sides) {
        if (!owners.has(own)) owners.set(own, ownersIn(own, merged));
        const owner = owners.get(own)!.get(line);
        if (!owner || owner.name === item!.name) continue;
        if (isNew && isRenamed(owner, item!, { own, merged })) continue;
        return [{ kind: 'stray-lead', line: item!.line, name: titleOf(item!), of: titleOf(owner), side }];
      }
    return [];
  });
}

/** Lines with the first declaration before which a version has them, and the merged program no more. */
function ownersIn(own: Declared, merged: Declared): Map<string, Item> {
  const owners = new Map<string, Item>();
  for (const [key, items] of own.byKey) {
    const kept = new Set(leadsAt(merged, key));
    for (const item of items)
      for (const line of leadOf(own, item)) if (!kept.has(line) && !owners.has(line)) owners.set(line, item);
  }
  return owners;
}

/** Whether the merged program has a declaration under another name. */
function isRenamed(was: Item, is: Item, { own, merged }: { own: Declared; merged: Declared }): boolean {
  return !merged.names.has(was.name) && areAlike(own.codeOf(was), merged.codeOf(is));
}

function leadsAt(version: Declared | null, key: string): string[] {
  return (version?.byKey.get(key) ?? []).flatMap((item) => leadOf(version!, item));
}

const leads = new WeakMap<Item, readonly string[]>();

/** The lines before a declaration that belong to it, as far as they say something. */
function leadOf(version: Declared, item: Item): readonly string[] {
  const known = leads.get(item);
  if (known) return known;
  const { text } = version.outline.tree;
  const comments = text.slice(item.span.start, item.core.start).split('\n');
  const code = version.codeOf(item).split('\n');
  const attributes = code.slice(
    0,
    Math.max(
      0,
      code.findIndex((line) => !ATTRIBUTE.test(line.trim())),
    ),
  );
  const found = [...comments, ...attributes].map(bareLine).filter((line) => TELLING.test(line));
  leads.set(item, found);
  return found;
}
