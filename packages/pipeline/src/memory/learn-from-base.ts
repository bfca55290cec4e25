import { mergeMemories, type Memory } from '@sluice/memory';
import type { Git } from '@sluice/ports';
import type { Base } from '../discover.ts';
import { attempt } from './attempt.ts';
import { judgeOffers } from './judge-offers.ts';
import { learnMerges } from './learn-merges.ts';

interface BaseLesson {
  readonly git: Git;
  readonly base: Base;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly warn: (message: string) => void;
}

/** What the base says that a memory does not know yet: how people merged, and what became of what was offered. */
export function learnFromBase({ git, base, now, warn }: BaseLesson, known: Memory): Promise<Memory> {
  return attempt(warn, async () =>
    mergeMemories(await learnMerges(git, base, known, now), await judgeOffers(git, base, known, now)),
  );
}
