import { Interner } from '../diff/interner.ts';
import { matchByRarity } from '../diff/match-by-rarity.ts';
import type { Entry, ListView } from './list-view.ts';
import { similarity, wordBag } from './similarity.ts';

/** From entries of one version to the same things in another. */
export type Matches = ReadonlyMap<Entry, Entry>;

/** How much two entries of one kind have to share when their names say nothing. */
const ALIKE = 0.6;
/** Of entries that are left over: more are not compared in pairs. */
const MOST_COMPARED = 60;

/**
 * Finds the same things in two versions of a list: what says the same in the same order, then what has the same name
 * and kind, then what was moved, and at last, for what was renamed or has no name, by how much they share.
 */
export function matchEntries(from: ListView, to: ListView): Matches {
  const found = matchNamed(from, to);
  matchAlike(from, to, found);
  return found.matches;
}

/** The same without likeness: two things that are new are not the same because they look alike. */
export function matchAdded(from: ListView, to: ListView): Matches {
  return matchNamed(from, to).matches;
}

function matchNamed(from: ListView, to: ListView): Found {
  const found = { matches: new Map<Entry, Entry>(), taken: new Set<Entry>() };
  matchUnchanged(from, to, found);
  for (const keyOf of [contentKey, exactKey, nameKey, moduleKey]) matchByKey(from, to, { ...found, keyOf });
  return found;
}

interface Found {
  readonly matches: Map<Entry, Entry>;
  readonly taken: Set<Entry>;
}

function matchUnchanged(from: ListView, to: ListView, { matches, taken }: Found): void {
  const names = new Interner();
  const ids = [from, to].map(({ entries }) => names.idsOf(entries.map(({ content }) => content)));
  matchByRarity(ids[0]!, ids[1]!, names.words.length).forEach((partner, index) => {
    if (partner < 0) return;
    matches.set(from.entries[index]!, to.entries[partner]!);
    taken.add(to.entries[partner]!);
  });
}

interface ByKey extends Found {
  /** Null for entries that are not matched in this way. */
  readonly keyOf: (entry: Entry) => string | null;
}

/** Several of one key are paired in order, if there are as many on both sides. */
function matchByKey(from: ListView, to: ListView, { matches, taken, keyOf }: ByKey): void {
  const others = grouped(
    to.entries.filter((entry) => !taken.has(entry)),
    keyOf,
  );
  for (const [key, entries] of grouped(
    from.entries.filter((entry) => !matches.has(entry)),
    keyOf,
  )) {
    const partners = others.get(key) ?? [];
    if (partners.length !== entries.length) continue;
    entries.forEach((entry, index) => {
      matches.set(entry, partners[index]!);
      taken.add(partners[index]!);
    });
  }
}

function contentKey({ content }: Entry): string {
  return content;
}

function exactKey(entry: Entry): string | null {
  const { item } = entry;
  if (item.role === 'declaration') return ['d', item.kind, item.name, item.signature].join('\0');
  if (item.role === 'import' && item.imports?.list) return `i\0${importHead(entry)}`;
  return null;
}

function nameKey({ item }: Entry): string | null {
  return item.role === 'declaration' ? `d\0${item.name}` : null;
}

function moduleKey({ item }: Entry): string | null {
  return item.role === 'import' ? item.name : null;
}

/** An import without its list of names. */
function importHead({ item, outline: { tree } }: Entry): string {
  const { start, end } = item.body?.list?.span ?? item.core;
  const text = tree.text.slice(item.core.start, start) + tree.text.slice(end, item.core.end);
  return text.replaceAll(/[\s()]+/g, ' ').trim();
}

function grouped(entries: readonly Entry[], keyOf: (entry: Entry) => string | null): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

/** Pairs what is left by likeness, the most alike first. */
function matchAlike(from: ListView, to: ListView, { matches, taken }: Found): void {
  const left = from.entries.filter((entry) => !matches.has(entry) && comparable(entry));
  const right = to.entries.filter((entry) => !taken.has(entry) && comparable(entry));
  if (left.length > MOST_COMPARED || right.length > MOST_COMPARED) return;
  const bags = new Map([...left, ...right].map((entry) => [entry, wordBag(entry.text)]));
  const pairs = left.flatMap((a) =>
    right
      .filter((b) => a.item.kind === b.item.kind && a.item.role === b.item.role)
      .map((b) => ({ a, b, alike: similarity(bags.get(a)!, bags.get(b)!) })),
  );
  for (const { a, b, alike } of pairs.sort((x, y) => y.alike - x.alike)) {
    if (alike < ALIKE) break;
    if (matches.has(a) || taken.has(b)) continue;
    matches.set(a, b);
    taken.add(b);
  }
}

/** Names of imports are what they say; nothing else. */
function comparable({ item }: Entry): boolean {
  return item.role !== 'name' && !(item.role === 'import' && item.imports?.list === null);
}
