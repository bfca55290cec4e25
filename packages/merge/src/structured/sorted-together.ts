import type { Entry, ListView } from './list-view.ts';
import type { Three, Trio } from './trio.ts';

/** Entries that are in order by chance are few. */
const FEWEST = 3;

type Compare = (a: Entry, b: Entry) => number;

/** What both sides added at one place as one run in the order that the list is kept in; null when it is in none. */
export function sortedTogether(
  left: readonly Trio[],
  right: readonly Trio[],
  lists: Three<ListView>,
): Trio[] | null {
  const ours = left.map((trio) => trio.ours!);
  const theirs = right.map((trio) => trio.theirs!);
  const [role, ...others] = new Set([...ours, ...theirs].map(({ item }) => item.role));
  if (others.length > 0 || role === 'statement' || role === 'comment') return null;
  const runs = [runAround(lists.ours, ours), runAround(lists.theirs, theirs)];
  const compare = ordersOf(runs.flat()).find((order) => runs.every((run) => isSorted(run, order)));
  if (!compare) return null;
  const entryOf = (trio: Trio): Entry => (trio.ours ?? trio.theirs)!;
  return [...left, ...right].sort((a, b) => compare(entryOf(a), entryOf(b)));
}

/** The orders that lists are kept in: by character or by letter, one kind after the other or all kinds together. */
function ordersOf(entries: readonly Entry[]): Compare[] {
  const kinds = [...new Set(entries.map(({ item }) => item.kind))];
  const byCode: Compare = (a, b) => compareText(keyOf(a), keyOf(b));
  const byLetter: Compare = (a, b) =>
    compareText(keyOf(a).toLowerCase(), keyOf(b).toLowerCase()) || byCode(a, b);
  const byKind: Compare = (a, b) => kinds.indexOf(a.item.kind) - kinds.indexOf(b.item.kind);
  return [byCode, byLetter, (a, b) => byKind(a, b) || byCode(a, b), (a, b) => byKind(a, b) || byLetter(a, b)];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The entries of one role without a blank line between them, in which the given ones stand. */
function runAround({ entries }: ListView, added: readonly Entry[]): Entry[] {
  const belongs = (entry: Entry | undefined): boolean => entry?.item.role === added[0]!.item.role;
  const joins = (entry: Entry): boolean => (entry.gap.match(/\n/g)?.length ?? 0) <= 1;
  let from = added[0]!.index;
  while (from > 0 && joins(entries[from]!) && belongs(entries[from - 1])) from--;
  let to = added.at(-1)!.index + 1;
  while (to < entries.length && joins(entries[to]!) && belongs(entries[to])) to++;
  return entries.slice(from, to);
}

function isSorted(run: readonly Entry[], compare: Compare): boolean {
  if (run.length < FEWEST) return false;
  return run.every((entry, index) => index === 0 || compare(run[index - 1]!, entry) <= 0);
}

function keyOf({ item, text }: Entry): string {
  return item.role === 'declaration' || item.role === 'import' ? item.name : text;
}
