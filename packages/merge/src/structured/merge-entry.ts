import type { ItemList } from '@sluice/syntax';
import { EMPTY_LIST, nameOf, viewOf, withoutComma, type Entry } from './list-view.ts';
import { mergeList } from './merge-list.ts';
import type { MergedEntry } from './merged-list.ts';
import { OPEN_PLACE } from './merge-text.ts';
import type { MergeSession } from './merge-session.ts';
import type { Three, Trio } from './trio.ts';

/** What becomes of one thing; null when it is gone, or when it is a conflict, which the session notes. */
export function mergeEntry(trio: Trio, session: MergeSession): MergedEntry | null {
  const { base, ours, theirs } = trio;
  if (ours && theirs) return mergeBoth({ base, ours, theirs }, session);
  const left = ours ?? theirs;
  if (!left) return null;
  return base ? removedByOne(base, left, { trio, session }) : kept(left);
}

function kept({ text, after }: Entry): MergedEntry {
  return { text, after: withoutComma(after) };
}

interface Removal {
  readonly trio: Trio;
  readonly session: MergeSession;
}

/** One side removed it: gone if the other left it alone. An import is a set of names, of which some may stay. */
function removedByOne(base: Entry, left: Entry, { trio, session }: Removal): MergedEntry | null {
  if (session.keeps(left.item)) {
    session.facts.keptImports++;
    return kept(left);
  }
  const list = listOf(left);
  if (left.item.role === 'import' && list) {
    const lists = { base: listView(base), ours: listView(trio.ours), theirs: listView(trio.theirs) };
    const { text, count } = mergeList(lists, session, mergeEntry);
    if (count > 0)
      return { text: headOf(left, list) + text + footOf(left, list), after: withoutComma(left.after) };
  }
  if (left.item.role !== 'import' && left.content !== base.content) {
    session.conflict('changed-and-removed', nameOf(base));
    return { text: OPEN_PLACE, after: '' };
  }
  session.facts.removed++;
  if (base.item.role === 'declaration') session.lost[trio.ours ? 'ours' : 'theirs'].push(nameOf(base));
  return null;
}

type Matched = Three<Entry> | { readonly base: null; readonly ours: Entry; readonly theirs: Entry };

function mergeBoth(matched: Matched, session: MergeSession): MergedEntry | null {
  const { base, ours, theirs } = matched;
  note(matched, session);
  const after = session.settle(
    base && withoutComma(base.after),
    withoutComma(ours.after),
    withoutComma(theirs.after),
  );
  const changed = session.looksInto(ours.item) ? null : oneSided(base?.text ?? null, ours.text, theirs.text);
  const text = changed ?? mergeLists(matched, session) ?? mergeWhole(matched, session);
  return text === NOTHING_LEFT ? null : { text, after };
}

function note({ base, ours, theirs }: Matched, { facts }: MergeSession): void {
  if (!base) {
    if (ours.text !== theirs.text) facts.bothAdded++;
    return;
  }
  if (base.item.name !== ours.item.name || base.item.name !== theirs.item.name) facts.renamed++;
  if (base.text === ours.text || base.text === theirs.text || ours.text === theirs.text) return;
  if (base.item.role === 'import' || base.item.role === 'name') facts.imports++;
}

function mergeWhole({ base, ours, theirs }: Matched, session: MergeSession): string {
  if (base) session.facts.bothChanged++;
  return marked(session.settle(base?.text ?? null, ours.text, theirs.text), { base, ours, theirs }, session);
}

/** Of an import of which each side removed some names, so that none is left. */
const NOTHING_LEFT = '';

/** Merges what stands around a list as text, and the list thing by thing; null when a side has no list. */
function mergeLists({ base, ours, theirs }: Matched, session: MergeSession): string | null {
  const lists = { base: base && listOf(base), ours: listOf(ours), theirs: listOf(theirs) };
  if (!lists.ours || !lists.theirs || (base && !lists.base)) return null;
  const part = (of: (entry: Entry, list: ItemList) => string): string =>
    session.settle(
      base && lists.base && of(base, lists.base),
      of(ours, lists.ours!),
      of(theirs, lists.theirs!),
    );
  const head = part(headOf);
  const foot = part(footOf);
  if (!base && (head + foot).includes(OPEN_PLACE)) return null;
  const views = { base: listView(base), ours: listView(ours), theirs: listView(theirs) };
  const around = { base, ours, theirs };
  const { text, count } = mergeList(views, session, mergeEntry);
  if (count === 0 && bringsInOnlyNames(ours)) return NOTHING_LEFT;
  return marked(head, around, session) + text + marked(foot, around, session);
}

function bringsInOnlyNames({ item }: Entry): boolean {
  const names = item.body?.list?.items.filter(({ role }) => role === 'name').length ?? 0;
  return names > 0 && names === item.imports?.names.length;
}

/** Notes a conflict for a text with open places. */
function marked(text: string, { base, ours }: Trio, session: MergeSession): string {
  if (text.includes(OPEN_PLACE))
    session.conflict(base ? 'both-changed' : 'both-added', nameOf((base ?? ours)!));
  return text;
}

/** The text of whoever changed it; null when both did. */
function oneSided(base: string | null, ours: string, theirs: string): string | null {
  if (ours === theirs || theirs === base) return ours;
  return ours === base ? theirs : null;
}

function listOf({ item }: Entry): ItemList | null {
  return item.body?.list ?? null;
}

function listView(entry: Entry | null): ReturnType<typeof viewOf> {
  const list = entry && listOf(entry);
  return entry && list ? viewOf(entry.outline, list) : EMPTY_LIST;
}

function headOf({ item, outline: { tree } }: Entry, { span }: ItemList): string {
  return tree.text.slice(item.span.start, span.start);
}

function footOf({ item, outline: { tree } }: Entry, { span }: ItemList): string {
  return tree.text.slice(span.end, item.core.end);
}
