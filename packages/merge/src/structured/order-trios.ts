import { nameOf, type Entry, type ListView } from './list-view.ts';
import type { MergeSession } from './merge-session.ts';
import { sortedTogether } from './sorted-together.ts';
import type { Three, Trio } from './trio.ts';

export interface Order {
  readonly order: readonly Trio[];
  /** Of these, the ones that stand for a place at which both sides put something that cannot both be. */
  readonly open: ReadonlySet<Trio>;
}

/** The order of the things that stay: what both sides have as the side that moved something has it, and between that what each added. */
export function orderTrios(
  trios: readonly Trio[],
  staying: ReadonlySet<Trio>,
  lists: Three<ListView>,
  session: MergeSession,
): Order {
  const bySide = (side: 'ours' | 'theirs'): Trio[] =>
    trios.filter((trio) => staying.has(trio) && trio[side]).sort((a, b) => a[side]!.index - b[side]!.index);
  const ours = bySide('ours');
  const theirs = bySide('theirs');
  const spine = spineOf(ours, theirs, { lists, session });
  const shared = new Set(spine);
  const oursAdded = additions(ours, shared);
  const theirsAdded = additions(theirs, shared);
  const isReplaced = replacements(trios);
  const order: Trio[] = [];
  const open = new Set<Trio>();
  for (const [at, anchor] of [null, ...spine].entries()) {
    if (anchor) order.push(anchor);
    const [left, right] = [oursAdded.get(anchor) ?? [], theirsAdded.get(anchor) ?? []];
    if (left.length === 0 || right.length === 0) append(order, [...left, ...right]);
    else if (isReplaced(anchor, spine[at] ?? null)) {
      session.conflict('both-replaced', nameOf((right[0]!.theirs ?? right[0]!.ours)!));
      open.add(left[0]!);
      order.push(left[0]!);
    } else if (left.some((trio) => runs(trio.ours!)) && right.some((trio) => runs(trio.theirs!))) {
      session.conflict('both-added-code', nameOf(right[0]!.theirs!));
      open.add(left[0]!);
      order.push(left[0]!);
    } else append(order, bothAdded(left, right, { lists, session }));
  }
  return { order, open };
}

/** As `push` with all of them, of which there may be more than a call can have. */
function append(order: Trio[], trios: readonly Trio[]): void {
  for (const trio of trios) order.push(trio);
}

interface Context {
  readonly lists: Three<ListView>;
  readonly session: MergeSession;
}

/** What both sides have, in the order of the side that changed the order. */
function spineOf(ours: readonly Trio[], theirs: readonly Trio[], { lists, session }: Context): Trio[] {
  const left = ours.filter((trio) => trio.theirs);
  const right = theirs.filter((trio) => trio.ours);
  if (left.every((trio, index) => trio === right[index])) return left;
  session.facts.reordered++;
  if (keepsBaseOrder(left)) return right;
  if (keepsBaseOrder(right)) return left;
  const moved = left.find((trio, index) => trio !== right[index])!;
  if (!lists.ours.free && !isFree(moved.ours!)) session.conflict('both-reordered', nameOf(moved.ours!));
  return left;
}

function keepsBaseOrder(trios: readonly Trio[]): boolean {
  const indexes = trios.flatMap(({ base }) => (base ? [base.index] : []));
  return indexes.every((index, at) => at === 0 || indexes[at - 1]! < index);
}

/** What one side alone has, by what stands before it that both have. */
function additions(own: readonly Trio[], shared: ReadonlySet<Trio>): Map<Trio | null, Trio[]> {
  const found = new Map<Trio | null, Trio[]>();
  let anchor: Trio | null = null;
  for (const trio of own) {
    if (shared.has(trio)) anchor = trio;
    else if (found.has(anchor)) found.get(anchor)!.push(trio);
    else found.set(anchor, [trio]);
  }
  return found;
}

/** Tells whether something between two things is gone from both sides, so that both put something else in its place. */
function replacements(trios: readonly Trio[]): (before: Trio | null, after: Trio | null) => boolean {
  const gone = trios
    .flatMap(({ base, ours, theirs }) => (base && !ours && !theirs && !isImported(base) ? [base.index] : []))
    .sort((a, b) => a - b);
  let next = 0;
  return (before, after) => {
    const from = before?.base?.index ?? -1;
    const to = after?.base?.index ?? Infinity;
    if (gone[next - 1]! > from) next = 0;
    while (next < gone.length && gone[next]! <= from) next++;
    return next < gone.length && gone[next]! < to;
  };
}

function bothAdded(left: readonly Trio[], right: readonly Trio[], { lists, session }: Context): Trio[] {
  const { facts } = session;
  facts.sameGap++;
  const entries = [...left.map((trio) => trio.ours!), ...right.map((trio) => trio.theirs!)];
  if (entries.some((entry) => isImported(entry))) facts.imports++;
  const sorted = sortedTogether(left, right, lists);
  if (sorted) return sorted;
  if (!entries.every((entry) => lists.ours.free || isFree(entry))) facts.orderOpen++;
  return standsApart(left[0]!.ours!) && !standsApart(right[0]!.theirs!)
    ? [...right, ...left]
    : [...left, ...right];
}

/** After a blank line: what has none belongs to what is before it. */
function standsApart({ gap }: Entry): boolean {
  return (gap.match(/\n/g)?.length ?? 0) > 1;
}

function isImported({ item }: Entry): boolean {
  return item.role === 'import' || item.role === 'name';
}

function isFree({ item, outline }: Entry): boolean {
  if (item.role === 'declaration')
    return (outline.tree.language.orderFree as ReadonlySet<string>).has(item.kind);
  return item.role !== 'statement';
}

/** Code that does something when it is reached. */
function runs({ item }: Entry): boolean {
  return item.role === 'statement';
}
