import type { Item } from '@sluice/syntax';
import { titleOf, type Declared, type Side } from './declared.ts';
import type { Objection } from './objection.ts';
import type { Versions } from './versions.ts';

/** What one side did to a declaration that the other left alone, and that the merged program does not show. */
export function declarationChanges({ base, ours, theirs, merged }: Versions): Objection[] {
  return [
    ...changesOf({ side: 'ours', base, own: ours, other: theirs, merged }),
    ...changesOf({ side: 'theirs', base, own: theirs, other: ours, merged }),
  ];
}

interface Change {
  readonly side: Side;
  readonly base: Declared | null;
  readonly own: Declared;
  readonly other: Declared;
  readonly merged: Declared;
}

function changesOf(change: Change): Objection[] {
  const { side, base, own } = change;
  const objections: Objection[] = [];
  for (const [key, [item]] of own.byKey) {
    if (!item) continue;
    const where = { name: titleOf(item), side, line: item.line };
    if (base?.byKey.has(key) !== true) {
      if (isGone(item, key, change)) objections.push({ kind: 'declaration-lost', ...where });
    } else if (isAsBefore(key, change)) objections.push({ kind: 'change-lost', ...where });
  }
  return [...objections, ...broughtBack(change)];
}

/** Whether an added declaration is nowhere: not under its key, its name in another place, or its content under another name. */
function isGone(item: Item, key: string, { own, other, merged }: Change): boolean {
  if (merged.byKey.has(key) || merged.names.has(item.name)) return false;
  if (merged.contents.has(own.contentOf(item))) return false;
  // What it stands in was removed or renamed by the other side: that is a decision to take, not a loss.
  return item.scope === '' || other.titles.has(item.scope);
}

/** Whether a changed declaration is in the result what it was, although the other side left it alone. */
function isAsBefore(key: string, { base, own, other, merged }: Change): boolean {
  const was = onlyContent(base, key);
  if (was === null || onlyContent(own, key) === was) return false;
  return onlyContent(other, key) === was && onlyContent(merged, key) === was;
}

/** Declarations that one side removed, the other left alone, and the result has. */
function broughtBack({ side, base, own, other, merged }: Change): Objection[] {
  const objections: Objection[] = [];
  for (const key of base?.byKey.keys() ?? []) {
    if (own.byKey.has(key)) continue;
    const was = onlyContent(base, key);
    if (was === null || onlyContent(other, key) !== was || onlyContent(merged, key) !== was) continue;
    const item = merged.byKey.get(key)![0]!;
    objections.push({ kind: 'declaration-back', name: titleOf(item), side, line: item.line });
  }
  return objections;
}

/** The content of the one declaration with this key that is no list of others; null where there is none, or several. */
function onlyContent(version: Declared | null, key: string): string | null {
  const [item, ...more] = version?.byKey.get(key) ?? [];
  if (!version || !item || more.length > 0 || item.body?.list) return null;
  return version.contentOf(item);
}
