// How a memory is written down. It may come from a branch that others push to: nothing of it is believed unread.
import { METHOD_NAMES, STRATEGY_NAMES, canonicalJson, isOid } from '@sluice/model';
import * as z from 'zod';
import { EMPTY_MEMORY, offerKey, OUTCOMES, type Decision, type Memory, type MemoryEvent } from './memory.ts';
import { expire, mergeMemories } from './merge-memories.ts';
import { RECIPE_SIDES } from './recipe.ts';
import { shortDigest } from './short-digest.ts';

const FORMAT = 'sluice/memory@1';
/** Longer texts are not read. */
export const MOST_MEMORY_BYTES = 32 * 1_048_576;

const word = z.string().max(400);
const text = z.string().max(8_000);
const path = z.string().max(8_192);
const id = z.string().regex(/^[0-9a-f]{24}$/);
const oid = z.string().max(64).refine(isOid);
const at = z.int().min(0);
const most = <T extends z.ZodType>(item: T, count: number) => z.array(item).max(count);

const recipeLine = z.union([
  z.strictObject({ from: most(z.tuple([z.enum(RECIPE_SIDES), z.int().min(0)]), 3).min(1) }),
  z.strictObject({ text }),
]);
const decision = z.strictObject({
  id,
  pathClass: word,
  fingerprint: id,
  shape: id,
  exact: id,
  telling: z.boolean(),
  recipe: most(recipeLine, 2_000),
  sample: z.strictObject({ base: text, first: text, second: text, answer: text }),
});
const event = z.strictObject({
  id,
  subject: word,
  outcome: z.enum(Object.keys(OUTCOMES) as [keyof typeof OUTCOMES]),
  source: oid,
  path,
  at,
});
const offeredFile = z.strictObject({
  path,
  kind: word,
  method: z.enum(METHOD_NAMES as [(typeof METHOD_NAMES)[number]]),
  decisions: most(id, 1_000),
  before: oid.nullable(),
  offered: oid.nullable(),
  base: oid.nullable(),
  ours: oid.nullable(),
  theirs: oid.nullable(),
});
const offer = z.strictObject({
  commit: oid,
  at,
  target: path,
  base: oid,
  strategy: z.enum(STRATEGY_NAMES as [(typeof STRATEGY_NAMES)[number]]).nullable(),
  files: most(offeredFile, 1_000),
  contested: most(z.strictObject({ branch: path, head: oid }), 1_000),
});
const stored = z.strictObject({
  format: z.literal(FORMAT),
  decisions: most(decision, 10_000),
  events: most(event, 10_000),
  offers: most(offer, 1_000),
  forgotten: most(z.strictObject({ id: word, at }), 10_000),
  watched: most(z.strictObject({ ref: path, commit: oid, at }), 1_000),
});

export type MemoryReading =
  | { readonly kind: 'read'; readonly memory: Memory }
  /** `why` as part of a sentence. */
  | { readonly kind: 'damaged'; readonly why: string };

/** One spelling for each memory: one thing a line, so that versions can be compared. */
export function encodeMemory({ decisions, events, offers, forgotten, watched }: Memory): string {
  const parts: readonly (readonly [string, readonly unknown[]])[] = [
    ['decisions', [...decisions.values()]],
    ['events', [...events.values()]],
    ['offers', [...offers.values()]],
    ['forgotten', [...forgotten].map(([key, time]) => ({ id: key, at: time }))],
    ['watched', [...watched].map(([ref, value]) => ({ ref, ...value }))],
  ];
  const lists = parts.map(([name, items]) => {
    const lines = items.map((item) => `\n${canonicalJson(item)}`).join(',');
    return `${JSON.stringify(name)}:[${lines}]`;
  });
  return `{"format":${JSON.stringify(FORMAT)},\n${lists.join(',\n')}}\n`;
}

/** A memory from its text; `now` in seconds says what has expired, and that nothing was seen in the future. */
export function decodeMemory(written: string, now: number): MemoryReading {
  if (written.length > MOST_MEMORY_BYTES) return { kind: 'damaged', why: 'it is too large' };
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return { kind: 'damaged', why: 'it is not JSON' };
  }
  const { format } = Object(value) as { format?: unknown };
  if (format !== FORMAT)
    return { kind: 'damaged', why: `its format is ${JSON.stringify(format)?.slice(0, 60)}, not ${FORMAT}` };
  const read = stored.safeParse(value);
  if (!read.success)
    return { kind: 'damaged', why: z.prettifyError(read.error).split('\n').slice(0, 2).join(' ') };
  const { decisions, events, offers, forgotten, watched } = read.data;
  const untilNow = <T extends { readonly at: number }>(item: T): T => ({
    ...item,
    at: Math.min(item.at, now),
  });
  const memory: Memory = {
    decisions: new Map(decisions.filter(isGenuine).map((one) => [one.id, one])),
    events: new Map(events.filter(isGenuineEvent).map((one) => [one.id, untilNow(one)])),
    offers: new Map(offers.map((one) => [offerKey(one), untilNow(one)])),
    forgotten: new Map(forgotten.map(({ id: key, at: time }) => [key, Math.min(time, now)])),
    watched: new Map(watched.map(({ ref, ...rest }) => [ref, rest])),
  };
  return { kind: 'read', memory: expire(mergeMemories(EMPTY_MEMORY, memory), now) };
}

/** What calls itself by another's name is not it. */
function isGenuine({ id: name, ...rest }: Decision): boolean {
  return name === shortDigest(rest);
}

function isGenuineEvent({ id: name, subject, outcome, source, path: where }: MemoryEvent): boolean {
  return name === shortDigest([subject, outcome, source, where]);
}
