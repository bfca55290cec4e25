import type { GitPath } from '@sluice/model';
import type { LandingItem, Sequence } from './landing-item.ts';

/** What stands in the way of an item; `loss`: what a merge without a conflict would lose. */
export interface Refused {
  readonly paths: readonly GitPath[];
  readonly loss: string | null;
}

/** A merge that was made, and what it has lost: looked for while the next ones are made; null: nothing. */
export interface Look {
  readonly at: LandingItem;
  readonly lost: Promise<Refused | null>;
}

/** Takes looks from the front until one has found a loss, or only `left` are left; in the order of the merges. */
export async function firstLossy(looks: Look[], left = 0): Promise<Sequence | null> {
  while (looks.length > left) {
    const { at, lost } = looks.shift()!;
    const refused = await lost;
    if (refused) return { kind: 'conflict', at, ...refused };
  }
  return null;
}
