import { canonicalJson } from '@sluice/model';
import { ALL, type Memory, type MemoryEvent } from './memory.ts';
import { decisionOf } from './subject.ts';

/** How much is kept: so many things, and so many bytes of them as they are written down. */
interface Bound {
  readonly count: number;
  readonly bytes: number;
}

// Each bound keeps the newest by a total order, so that it does not matter in which order memories are merged. Together
// they are less than 4 MB: git hands out no file that is larger.
const DECISION_BYTES = 2_000_000;
const BOUNDS = {
  decisionEvents: { count: 3_000, bytes: 900_000 },
  otherEvents: { count: 1_000, bytes: 300_000 },
  offers: { count: 100, bytes: 500_000 },
  forgotten: { count: 1_000, bytes: 100_000 },
  watched: { count: 100, bytes: 100_000 },
} as const satisfies Record<string, Bound>;

/** What is older than this counts no more, in seconds: code and people change. */
export const EXPIRES_AFTER = 180 * 86_400;

/** Both, each thing once. In any order, and however often, it comes to the same. */
export function mergeMemories(a: Memory, b: Memory): Memory {
  return settle({
    decisions: new Map([...a.decisions, ...b.decisions]),
    // Told of twice, it is as young as the younger: so what was forgotten does not depend on who met whom first.
    events: latest(a.events, b.events, ({ at }) => at),
    offers: latest(a.offers, b.offers, ({ at }) => at),
    forgotten: latest(a.forgotten, b.forgotten, (at) => at),
    watched: latest(a.watched, b.watched, ({ at }) => at),
  });
}

/** Without what is too old to count. */
export function expire(memory: Memory, now: number): Memory {
  const since = now - EXPIRES_AFTER;
  const young = <T extends { readonly at: number }>(map: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...map].filter(([, { at }]) => at >= since));
  const forgotten = new Map([...memory.forgotten].filter(([, at]) => at >= since));
  return settle({ ...memory, events: young(memory.events), offers: young(memory.offers), forgotten });
}

/** Without what was forgotten, within the bounds, in one order. */
function settle(memory: Memory): Memory {
  const forgotten = new Map(newestOf(memory.forgotten, BOUNDS.forgotten, (at) => at));
  const alive = [...memory.events].filter(([, event]) => !isForgotten(event, forgotten));
  const own = alive.filter(([, { subject }]) => decisionOf(subject) !== null);
  const others = alive.filter(([, { subject }]) => decisionOf(subject) === null);
  const events = [
    ...withRoomFor(
      memory.decisions,
      newestOf(own, BOUNDS.decisionEvents, ({ at }) => at),
    ),
    ...newestOf(others, BOUNDS.otherEvents, ({ at }) => at),
  ];
  const named = new Set(events.flatMap(([, { subject }]) => decisionOf(subject) ?? []));
  const offers = [...memory.offers].filter(([, { at }]) => at > (forgotten.get(ALL) ?? -1));
  return {
    decisions: sorted([...memory.decisions].filter(([id]) => named.has(id))),
    events: sorted(events),
    offers: sorted(newestOf(offers, BOUNDS.offers, ({ at }) => at)),
    forgotten: sorted([...forgotten]),
    watched: sorted(newestOf(memory.watched, BOUNDS.watched, ({ at }) => at)),
  };
}

/** Of events, the newest first, those before the first for whose decision there is no room. */
function withRoomFor(
  decisions: Memory['decisions'],
  events: readonly (readonly [string, MemoryEvent])[],
): (readonly [string, MemoryEvent])[] {
  const counted = new Set<string>();
  let room = DECISION_BYTES;
  const fits = ({ subject }: MemoryEvent): boolean => {
    const decision = decisions.get(decisionOf(subject)!);
    if (decision && !counted.has(decision.id)) room -= bytesOf(decision.id, decision);
    counted.add(decision?.id ?? '');
    return room >= 0;
  };
  const end = events.findIndex(([, event]) => !fits(event));
  return end < 0 ? [...events] : events.slice(0, end);
}

function isForgotten({ subject, at }: MemoryEvent, forgotten: ReadonlyMap<string, number>): boolean {
  const until = Math.max(forgotten.get(ALL) ?? -1, forgotten.get(decisionOf(subject) ?? subject) ?? -1);
  return at <= until;
}

function latest<T>(
  a: ReadonlyMap<string, T>,
  b: ReadonlyMap<string, T>,
  timeOf: (value: T) => number,
): Map<string, T> {
  const both = new Map(a);
  for (const [key, value] of b) {
    const known = both.get(key);
    if (known === value) continue;
    if (known === undefined || comesLater(value, known, timeOf)) both.set(key, value);
  }
  return both;
}

function comesLater<T>(value: T, known: T, timeOf: (value: T) => number): boolean {
  const later = timeOf(value) - timeOf(known);
  return later > 0 || (later === 0 && canonicalJson(value) > canonicalJson(known));
}

/** The newest first, as many as fit. */
function newestOf<T>(
  things: Iterable<readonly [string, T]>,
  { count, bytes }: Bound,
  timeOf: (value: T) => number,
): (readonly [string, T])[] {
  const order = [...things].toSorted(
    ([idA, a], [idB, b]) => timeOf(b) - timeOf(a) || (idA < idB ? -1 : idA > idB ? 1 : 0),
  );
  let room = bytes;
  const end = order.findIndex(([key, value], i) => i >= count || (room -= bytesOf(key, value)) < 0);
  return end < 0 ? order : order.slice(0, end);
}

/** A memory is merged many times in one run, and what is in it stays what it is. */
const measured = new WeakMap<object, number>();

/** At most so much does it take where it is written down. */
function bytesOf(key: string, value: unknown): number {
  return Buffer.byteLength(JSON.stringify(key)) + sizeOf(value) + 20;
}

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return Buffer.byteLength(canonicalJson(value));
  const size = measured.get(value) ?? Buffer.byteLength(canonicalJson(value));
  measured.set(value, size);
  return size;
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Map<string, T> {
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
