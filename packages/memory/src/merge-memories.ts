import { canonicalJson } from '@sluice/model';
import { ALL, type Memory, type MemoryEvent } from './memory.ts';
import { decisionOf } from './subject.ts';

// Each bound keeps the newest by a total order, so that it does not matter in which order memories are merged.
const MOST_DECISION_EVENTS = 3_000;
/** Of decisions as they are written down: git hands out no file of more than 4 MB. */
const MOST_DECISION_CHARACTERS = 2_000_000;
const MOST_OTHER_EVENTS = 1_000;
const MOST_OFFERS = 100;
const MOST_FORGOTTEN = 1_000;
const MOST_WATCHED = 100;

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
  const forgotten = newest(memory.forgotten, MOST_FORGOTTEN, (at) => at);
  const alive = new Map([...memory.events].filter(([, event]) => !isForgotten(event, forgotten)));
  const own = new Map([...alive].filter(([, { subject }]) => decisionOf(subject) !== null));
  const others = new Map([...alive].filter(([id]) => !own.has(id)));
  const events = [
    ...newestThatFit(own, memory.decisions),
    ...newest(others, MOST_OTHER_EVENTS, ({ at }) => at),
  ];
  const named = new Set(events.flatMap(([, { subject }]) => decisionOf(subject) ?? []));
  return {
    decisions: sorted([...memory.decisions].filter(([id]) => named.has(id))),
    events: sorted(events),
    offers: sorted([
      ...newest(
        new Map([...memory.offers].filter(([, { at }]) => at > (forgotten.get(ALL) ?? -1))),
        MOST_OFFERS,
        ({ at }) => at,
      ),
    ]),
    forgotten: sorted([...forgotten]),
    watched: sorted([...newest(memory.watched, MOST_WATCHED, ({ at }) => at)]),
  };
}

/** The newest events for whose decisions there is room. */
function newestThatFit(
  events: ReadonlyMap<string, MemoryEvent>,
  decisions: Memory['decisions'],
): (readonly [string, MemoryEvent])[] {
  const counted = new Set<string>();
  let room = MOST_DECISION_CHARACTERS;
  const fits = ({ subject }: MemoryEvent): boolean => {
    const decision = decisions.get(decisionOf(subject)!);
    if (decision && !counted.has(decision.id)) room -= canonicalJson(decision).length;
    counted.add(decision?.id ?? '');
    return room >= 0;
  };
  const order = newestFirst(events, ({ at }) => at).slice(0, MOST_DECISION_EVENTS);
  const end = order.findIndex(([, event]) => !fits(event));
  return end < 0 ? order : order.slice(0, end);
}

function isForgotten({ subject, at }: MemoryEvent, forgotten: ReadonlyMap<string, number>): boolean {
  const until = Math.max(forgotten.get(ALL) ?? -1, forgotten.get(decisionOf(subject) ?? '') ?? -1);
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
    if (known === undefined || comesLater(value, known, timeOf)) both.set(key, value);
  }
  return both;
}

function comesLater<T>(value: T, known: T, timeOf: (value: T) => number): boolean {
  const later = timeOf(value) - timeOf(known);
  return later > 0 || (later === 0 && canonicalJson(value) > canonicalJson(known));
}

function newest<T>(
  map: ReadonlyMap<string, T>,
  most: number,
  timeOf: (value: T) => number,
): ReadonlyMap<string, T> {
  return map.size <= most ? map : new Map(newestFirst(map, timeOf).slice(0, most));
}

function newestFirst<T>(map: ReadonlyMap<string, T>, timeOf: (value: T) => number): [string, T][] {
  return [...map].toSorted(
    ([idA, a], [idB, b]) => timeOf(b) - timeOf(a) || (idA < idB ? -1 : idA > idB ? 1 : 0),
  );
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Map<string, T> {
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
