import type { SameWorkPair } from '@sluice/model';
import type { Contender } from './contender.ts';
import type { Spot } from './spot.ts';

/** Pairs of which a person said that they do the same work, though nothing in their changes ties them. */
export function sameWorkSpots(contenders: readonly Contender[], pairs: readonly SameWorkPair[]): Spot[] {
  const index = new Map(contenders.map(({ name }, i) => [name, i]));
  return pairs.flatMap(([one, other]): Spot[] => {
    const [a, b] = [index.get(one), index.get(other)];
    if (a === undefined || b === undefined || a === b) return [];
    return [
      { kind: 'same-work', path: '', detail: 'the policy says that they do the same', classes: [[a], [b]] },
    ];
  });
}
