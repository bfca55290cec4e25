import { groupBy } from './group-by.ts';
import { OUTCOMES, type Decision, type Memory, type MemoryEvent, type MemoryOutcome } from './memory.ts';
import { decisionOf } from './subject.ts';

/** How a conflict is the same as one that was decided: to the letter, or but for numbers and white space. */
export type Likeness = 'exact' | 'masked';

// Of conflicts that came again, 70 % were resolved as before where the text was the same, and 61 % where only numbers
// were others (68,723 hunks of public histories). The first decision counts as two observations at that rate, in
// hundredths: so a sum of them is exact.
const OBSERVATION = 100;
const PRIOR: Record<Likeness, { readonly for: number; readonly against: number }> = {
  exact: { for: 140, against: 60 },
  masked: { for: 122, against: 78 },
};

/** Below this nothing is recalled. */
export const CONFIDENT = 0.8;

/** What speaks for a decision and what against it. */
export interface Standing {
  /** Mean of the Beta posterior: how likely it is that a person would decide so again, 0 to 1. */
  readonly confidence: number;
  /** Whether tests passed with it. */
  readonly passed: boolean;
  readonly counts: Readonly<Record<MemoryOutcome, number>>;
  /** How often the same conflict was decided otherwise. */
  readonly contradictions: number;
  /** Seconds since the epoch. */
  readonly lastSeen: number;
}

/** Whether it may be taken again without asking anybody. */
export function isTrusted({ confidence, passed }: Standing): boolean {
  return passed && confidence >= CONFIDENT;
}

/** The events of each decision. */
export function eventsByDecision({ events }: Memory): Map<string, MemoryEvent[]> {
  const about = [...events.values()].filter(({ subject }) => decisionOf(subject) !== null);
  return groupBy(about, ({ subject }) => decisionOf(subject)!);
}

/** The standing of one of several decisions of conflicts that are the same in this likeness. */
export function standingOf(
  decision: Decision,
  rivals: readonly Decision[],
  events: ReadonlyMap<string, readonly MemoryEvent[]>,
  likeness: Likeness,
): Standing {
  const own = events.get(decision.id) ?? [];
  const counts = countOutcomes(own);
  const contradictions = rivals
    .filter(({ id }) => id !== decision.id)
    .reduce((sum, { id }) => {
      const other = countOutcomes(events.get(id) ?? []);
      return sum + other.decided + other.landed;
    }, 0);
  // The first decision is in the prior.
  const good = Math.max(0, total(counts, 'for') - 1);
  const bad = total(counts, 'against') + contradictions;
  const prior = PRIOR[likeness];
  const spoken = prior.for + OBSERVATION * good;
  return {
    confidence: spoken / (spoken + prior.against + OBSERVATION * bad),
    passed: counts.passed > 0,
    counts,
    contradictions,
    lastSeen: own.reduce((last, { at }) => Math.max(last, at), 0),
  };
}

function countOutcomes(events: readonly MemoryEvent[]): Record<MemoryOutcome, number> {
  const counts = { decided: 0, passed: 0, landed: 0, edited: 0, reverted: 0, failed: 0 };
  for (const { outcome } of events) counts[outcome] += 1;
  return counts;
}

function total(counts: Readonly<Record<MemoryOutcome, number>>, way: 'for' | 'against'): number {
  return (Object.keys(OUTCOMES) as MemoryOutcome[])
    .filter((outcome) => OUTCOMES[outcome] === way)
    .reduce((sum, outcome) => sum + counts[outcome], 0);
}
