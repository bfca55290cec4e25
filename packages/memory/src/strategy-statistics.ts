import type { Strategy } from '@sluice/model';
import { OUTCOMES, type Memory } from './memory.ts';

/** How a method or strategy fared: a Beta posterior with one success and one failure assumed before there was data. */
export interface Fared {
  readonly good: number;
  readonly bad: number;
  /** Posterior mean, 0 to 1. */
  readonly mean: number;
}

/** With fewer observations nothing is left out. */
const ENOUGH = 10;
/** What people take more rarely than this is not made any more. */
const WORTHLESS = 0.1;

/** All subjects of a memory that are no decision, by name. */
export function statistics({ events }: Memory): Map<string, Fared> {
  const counts = new Map<string, { good: number; bad: number }>();
  for (const { subject, outcome } of events.values()) {
    const count = counts.get(subject) ?? { good: 0, bad: 0 };
    if (OUTCOMES[outcome] === 'for') count.good += 1;
    else count.bad += 1;
    counts.set(subject, count);
  }
  return new Map([...counts].map(([subject, count]) => [subject, fared(count)]));
}

/**
 * Strategies in the order in which to try them, without those that people hardly ever take. The first, which loses
 * nothing, stays the first whatever its figures are; the same figures leave the order as it is.
 */
export function orderStrategies<S extends Strategy>(
  ladder: readonly S[],
  fares: (strategy: Strategy) => Fared | undefined,
): S[] {
  const [first, ...rest] = ladder;
  const meanOf = (strategy: S): number => fares(strategy)?.mean ?? 0.5;
  const worth = rest.filter((strategy) => {
    const known = fares(strategy);
    return !known || known.good + known.bad < ENOUGH || known.mean >= WORTHLESS;
  });
  return [...(first === undefined ? [] : [first]), ...worth.toSorted((a, b) => meanOf(b) - meanOf(a))];
}

function fared({ good, bad }: { good: number; bad: number }): Fared {
  return { good, bad, mean: (good + 1) / (good + bad + 2) };
}
