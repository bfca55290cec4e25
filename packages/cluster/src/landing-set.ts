import { BitSet } from './bit-set.ts';
import type { ConflictRows } from './conflict-rows.ts';

/** Parts up to this size that conflicts tie together are solved exactly. */
const EXACT = 40;
/** Bounds the exact search; beyond it the best set found so far stands. */
const NODE_BUDGET = 2_000_000;

/**
 * The maximum independent set of the conflict graph among `members`: the most branches that merge pairwise, and among
 * sets of one size the one with the greatest weight. Exact up to 40 members that are tied together once what is decided
 * at once is taken away; beyond, greedy by degree with (1,2)-swaps (Andrade, Resende, Werneck, 'Fast local search for
 * the maximum independent set problem', 2012).
 */
export function landingSet(
  members: readonly number[],
  rows: ConflictRows,
  weight: (i: number) => number,
): number[] {
  // Weights stay below one in all, so that they decide only between sets of the same size.
  const scale = 1 / (1 + members.reduce((sum, i) => sum + weight(i), 0));
  const value = (i: number): number => 1 + weight(i) * scale;
  const { taken, left } = reduce(members, rows, value);
  const rest = rows
    .componentsAmong(left)
    .flatMap((part) =>
      part.length <= EXACT ? exact(part, rows, value) : improve(greedy(part, rows, value), part, rows),
    );
  return [...taken, ...rest].sort((a, b) => a - b);
}

/** Takes every member whose neighbours all conflict with each other and are worth no more: some best set has it. */
function reduce(members: readonly number[], rows: ConflictRows, value: (i: number) => number) {
  const alive = BitSet.of(rows.size, members);
  const taken: number[] = [];
  for (let changed = true; changed;) {
    changed = false;
    for (const i of alive.clone()) {
      if (!alive.has(i)) continue;
      const near = rows.row(i).clone().retainAll(alive);
      // In this order: the first says no to nearly all of a large clique at once.
      if (isOutdone(i, near, value) || !isClique(near, rows)) continue;
      taken.push(i);
      alive.delete(i);
      alive.deleteAll(near);
      changed = true;
    }
  }
  return { taken, left: [...alive] };
}

function isOutdone(i: number, near: BitSet, value: (i: number) => number): boolean {
  for (const j of near) if (value(j) > value(i)) return true;
  return false;
}

function isClique(set: BitSet, rows: ConflictRows): boolean {
  const rest = set.clone();
  for (const i of set) {
    rest.delete(i);
    if (!rest.clone().deleteAll(rows.row(i)).isEmpty) return false;
  }
  return true;
}

/** Branch and bound on the member with most conflicts: either it is out, or it is in and its neighbours are out. */
function exact(members: readonly number[], rows: ConflictRows, value: (i: number) => number): number[] {
  let best = greedy(members, rows, value);
  let bestValue = total(best, value);
  let nodes = 0;
  const search = (left: BitSet, chosen: readonly number[], worth: number): void => {
    nodes += 1;
    const list = [...left];
    if (worth > bestValue) [best, bestValue] = [[...chosen], worth];
    if (list.length === 0 || nodes > NODE_BUDGET || worth + bound(list, rows, value) <= bestValue) return;
    const pivot = mostConflicted(list, left, rows);
    const within = left.clone().deleteAll(rows.row(pivot));
    within.delete(pivot);
    search(within, [...chosen, pivot], worth + value(pivot));
    const without = left.clone();
    without.delete(pivot);
    search(without, chosen, worth);
  };
  search(BitSet.of(rows.size, members), [], 0);
  return best;
}

/** No set is worth more than the best of each clique in a cover by cliques. */
function bound(list: readonly number[], rows: ConflictRows, value: (i: number) => number): number {
  const cliques: { members: number[]; best: number }[] = [];
  for (const i of list) {
    const clique = cliques.find(({ members }) => members.every((j) => rows.has(i, j)));
    if (clique) {
      clique.members.push(i);
      clique.best = Math.max(clique.best, value(i));
    } else {
      cliques.push({ members: [i], best: value(i) });
    }
  }
  return cliques.reduce((sum, { best }) => sum + best, 0);
}

function mostConflicted(list: readonly number[], left: BitSet, rows: ConflictRows): number {
  let most = list[0]!;
  let degree = -1;
  for (const i of list) {
    const conflicts = rows.row(i).clone().retainAll(left).size;
    if (conflicts > degree) [most, degree] = [i, conflicts];
  }
  return most;
}

function greedy(members: readonly number[], rows: ConflictRows, value: (i: number) => number): number[] {
  const left = BitSet.of(rows.size, members);
  const degree = new Map(members.map((i) => [i, rows.row(i).clone().retainAll(left).size]));
  const chosen: number[] = [];
  while (!left.isEmpty) {
    const next = [...left].reduce((a, b) => {
      const gap = degree.get(b)! - degree.get(a)!;
      return gap < 0 || (gap === 0 && value(b) > value(a)) ? b : a;
    });
    chosen.push(next);
    const gone = rows.row(next).clone().retainAll(left);
    gone.add(next);
    left.deleteAll(gone);
    for (const i of gone) for (const j of rows.row(i)) if (left.has(j)) degree.set(j, degree.get(j)! - 1);
  }
  return chosen;
}

/** While one member can make way for two that conflict with it alone, it does. */
function improve(start: readonly number[], members: readonly number[], rows: ConflictRows): number[] {
  const set = BitSet.of(rows.size, start);
  for (let improved = true; improved;) {
    improved = false;
    for (const out of set.clone()) {
      const pair = replacements(out, set, members, rows);
      if (!pair) continue;
      set.delete(out);
      for (const i of pair) set.add(i);
      addFree(set, members, rows);
      improved = true;
    }
  }
  return [...set];
}

function replacements(
  out: number,
  set: BitSet,
  members: readonly number[],
  rows: ConflictRows,
): [number, number] | null {
  const only = members.filter(
    (i) => !set.has(i) && rows.has(i, out) && rows.row(i).clone().retainAll(set).size === 1,
  );
  for (const [n, a] of only.entries()) {
    const b = only.slice(n + 1).find((other) => !rows.has(a, other));
    if (b !== undefined) return [a, b];
  }
  return null;
}

function addFree(set: BitSet, members: readonly number[], rows: ConflictRows): void {
  for (const i of members) if (!set.has(i) && !rows.row(i).intersects(set)) set.add(i);
}

function total(chosen: readonly number[], value: (i: number) => number): number {
  return chosen.reduce((sum, i) => sum + value(i), 0);
}
