import { bareKey } from './part.ts';
import type { Meeting } from './place-parts.ts';

type Compare = (a: string, b: string) => number;

const plain: Compare = (a, b) => (a < b ? -1 : Number(a > b));
const folded: Compare = (a, b) => plain(a.toLowerCase(), b.toLowerCase());

/** By the first numbers in them, `#9` before `#10`; -1 without one. */
const numeric: Compare = (a, b) => {
  const [x, y] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? -1) - (y[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
};

function numbersOf(key: string): number[] {
  return [...key.slice(0, 80).matchAll(/\d{1,15}/g)].slice(0, 4).map(([digits]) => Number(digits));
}

const reverse =
  (compare: Compare): Compare =>
  (a, b) =>
    compare(b, a);

const ORDERS: readonly Compare[] = [plain, folded, numeric, reverse(numeric), reverse(plain)];

/**
 * Parts that meet at one place: in the order that each side keeps with the neighbours there, if it keeps one (by
 * name, by number, newest first), else ours before theirs.
 */
export function arrangeMeeting(meeting: Meeting): readonly string[] {
  const sorted = sortedMeeting(meeting);
  return sorted ?? [...meeting.ours, ...meeting.theirs];
}

/** The meeting in the order that both sides keep, with their neighbours; null if there is none. */
export function sortedMeeting({ previous, next, ours, theirs }: Meeting): readonly string[] | null {
  const around = (keys: readonly string[]): string[] => [...previous, ...keys, ...next].map(bareKey);
  for (const compare of ORDERS) {
    if (!isSorted(around(ours), compare) || !isSorted(around(theirs), compare)) continue;
    return mergeSorted(ours, theirs, (a, b) => compare(bareKey(a), bareKey(b)));
  }
  return null;
}

/** Strictly: equal neighbours show no order. */
function isSorted(keys: readonly string[], compare: Compare): boolean {
  return keys.length > 1 && keys.every((key, i) => i === 0 || compare(keys[i - 1]!, key) < 0);
}

function mergeSorted(ours: readonly string[], theirs: readonly string[], compare: Compare): string[] {
  const out: string[] = [];
  let at = 0;
  for (const key of ours) {
    while (at < theirs.length && compare(theirs[at]!, key) < 0) out.push(theirs[at++]!);
    out.push(key);
  }
  return [...out, ...theirs.slice(at)];
}
