/** The keys of one group in three versions, and which of them are in the merged one. */
export interface KeyOrders {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly kept: ReadonlySet<string>;
}

/** Neighbours that show the order of a place. */
const NEIGHBOURS = 3;

/** Parts that both sides have new at one place. */
export interface Meeting {
  /** The nearest neighbours that both sides have, in order. */
  readonly previous: readonly string[];
  readonly next: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  /** Something that the base had at this place is gone. */
  readonly replaced: boolean;
}

export interface Placement {
  readonly order: readonly string[];
  readonly meetings: readonly Meeting[];
  /** Both sides moved what was there, and not in the same way. */
  readonly bothMoved: boolean;
  /** Places at which one side added something and the other removed something. */
  readonly besideRemovals: number;
}

/** Who comes first of the keys that meet. */
export type Arrange = (meeting: Meeting) => readonly string[];

/**
 * The order of the merged keys: that of the side which moved something, ours if neither did; what only the other side
 * has follows the neighbour that it follows there.
 */
export function placeParts(orders: KeyOrders, arrange: Arrange): Placement {
  const { base, ours, theirs, kept } = orders;
  const inOurs = new Set(ours);
  const inTheirs = new Set(theirs);
  const shared = (key: string): boolean => kept.has(key) && inOurs.has(key) && inTheirs.has(key);
  const lead = leader(orders, shared);
  const runs = {
    base: runsAfter(base, shared, (key) => !kept.has(key)),
    ours: runsAfter(ours, shared, (key) => kept.has(key)),
    theirs: runsAfter(theirs, shared, (key) => kept.has(key)),
  };
  const spine = (lead === 'theirs' ? theirs : ours).filter(shared);
  const order: string[] = [];
  const meetings: Meeting[] = [];
  let besideRemovals = 0;
  for (const [i, previous] of [null, ...spine].entries()) {
    if (previous !== null) order.push(previous);
    const [mine, other] = [runs.ours.get(previous) ?? [], runs.theirs.get(previous) ?? []];
    const replaced = runs.base.has(previous);
    if (mine.length > 0 && other.length > 0) {
      const around = {
        previous: spine.slice(Math.max(0, i - NEIGHBOURS), i),
        next: spine.slice(i, i + NEIGHBOURS),
      };
      const meeting = { ...around, ours: mine, theirs: other, replaced };
      meetings.push(meeting);
      order.push(...arrange(meeting));
    } else {
      const removedBy = mine.length > 0 ? inTheirs : inOurs;
      besideRemovals += Number(
        mine.length + other.length > 0 && (runs.base.get(previous) ?? []).some((key) => !removedBy.has(key)),
      );
      order.push(...mine, ...other);
    }
  }
  return { order, meetings, bothMoved: lead === null, besideRemovals };
}

/** Whose order of the shared keys counts; null where both moved them apart. */
function leader(
  { base, ours, theirs }: KeyOrders,
  shared: (key: string) => boolean,
): 'ours' | 'theirs' | null {
  const [o, t] = [ours.filter(shared), theirs.filter(shared)];
  if (sameList(o, t)) return 'ours';
  const old = new Set(base);
  const b = base.filter(shared);
  const known = (key: string): boolean => old.has(key);
  if (sameList(t.filter(known), b)) return 'ours';
  return sameList(o.filter(known), b) ? 'theirs' : null;
}

/** For each shared key (null: the start) the chosen others that follow it before the next shared one. */
function runsAfter(
  keys: readonly string[],
  shared: (key: string) => boolean,
  chosen: (key: string) => boolean,
): Map<string | null, string[]> {
  const runs = new Map<string | null, string[]>();
  let at: string | null = null;
  for (const key of keys) {
    if (shared(key)) at = key;
    else if (chosen(key)) {
      const run = runs.get(at);
      if (run) run.push(key);
      else runs.set(at, [key]);
    }
  }
  return runs;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, i) => key === b[i]);
}
