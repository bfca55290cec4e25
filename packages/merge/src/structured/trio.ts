import type { Entry, ListView } from './list-view.ts';
import { matchAdded, matchEntries, type Matches } from './match-entries.ts';

/** The three versions of something. */
export interface Three<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** One thing in the versions that have it: at least one has. */
export type Trio = Three<Entry | null>;

/** Every thing of three versions of a list: the base's in its order, then what ours added, then what only theirs added. */
export function triosOf({ base, ours, theirs }: Three<ListView>): Trio[] {
  const toOurs = withoutClaimed(matchEntries(base, ours), theirs);
  const toTheirs = withoutClaimed(matchEntries(base, theirs), ours);
  const trios: Trio[] = base.entries.map((entry) => ({
    base: entry,
    ours: toOurs.get(entry) ?? null,
    theirs: toTheirs.get(entry) ?? null,
  }));
  const inBase = new Set([...toOurs.values(), ...toTheirs.values()]);
  const added = (list: ListView): ListView => ({
    ...list,
    entries: list.entries.filter((entry) => !inBase.has(entry)),
  });
  const [newOurs, newTheirs] = [added(ours), added(theirs)];
  const both = matchNew(newOurs, newTheirs, [...ours.entries, ...theirs.entries]);
  for (const entry of newOurs.entries)
    trios.push({ base: null, ours: entry, theirs: both.get(entry) ?? null });
  const shared = new Set(both.values());
  for (const entry of newTheirs.entries)
    if (!shared.has(entry)) trios.push({ base: null, ours: null, theirs: entry });
  return trios;
}

/** A thing is no other one renamed when the other side has one of its name, too. */
function withoutClaimed(matches: Matches, other: ListView): Matches {
  const names = new Set(other.entries.map(({ item }) => `${item.role} ${item.name}`));
  return new Map(
    [...matches].filter(
      ([{ item }, partner]) =>
        item.name === partner.item.name || !names.has(`${partner.item.role} ${partner.item.name}`),
    ),
  );
}

/** Two imports of one module are one, unless the file has the habit of writing them apart. */
function matchNew(ours: ListView, theirs: ListView, all: readonly Entry[]): Map<Entry, Entry> {
  const counts = new Map<string, number>();
  for (const { item } of all)
    if (item.role === 'import') counts.set(item.name, (counts.get(item.name) ?? 0) + 1);
  const matches = new Map(matchAdded(ours, theirs));
  for (const [left, right] of matches)
    if (left.item.role === 'import' && left.text !== right.text && counts.get(left.item.name)! > 2)
      matches.delete(left);
  return matches;
}
