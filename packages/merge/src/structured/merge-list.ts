import type { ListView } from './list-view.ts';
import type { MergedEntry, Placed } from './merged-list.ts';
import { OPEN_PLACE } from './merge-text.ts';
import type { MergeSession } from './merge-session.ts';
import { orderTrios } from './order-trios.ts';
import { triosOf, type Three, type Trio } from './trio.ts';
import { writeList } from './write-list.ts';

export interface MergedList {
  readonly text: string;
  /** How many things are in it. */
  readonly count: number;
}

/** Merges three versions of a list: matches things, decides on each, puts them in order, writes them down. */
export function mergeList(
  lists: Three<ListView>,
  session: MergeSession,
  mergeEntry: (trio: Trio, session: MergeSession) => MergedEntry | null,
): MergedList {
  const trios = triosOf(lists);
  const placed = new Map<Trio, Placed>();
  for (const trio of trios) {
    const merged = mergeEntry(trio, session);
    if (merged) placed.set(trio, { trio, ...merged });
  }
  const { order, open } = orderTrios(trios, new Set(placed.keys()), lists, session);
  const items = order.map((trio) =>
    open.has(trio) ? { trio, text: OPEN_PLACE, after: '' } : placed.get(trio)!,
  );
  return { text: writeList(items, lists), count: items.length };
}
