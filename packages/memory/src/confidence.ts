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

/** A decision and what is known of it. */
export interface Weighed {
  readonly decision: Decision;
  readonly standing: Standing;
}

/** Each of the decisions of conflicts that are the same in this likeness, in the order given; linear in their number. */
export function weigh(
  rivals: readonly Decision[],
  events: ReadonlyMap<string, readonly MemoryEvent[]>,
  likeness: Likeness,
): Weighed[] {
  const heard = rivals.map((decision) => {
    const own = events.get(decision.id) ?? [];
    const counts = countOutcomes(own);
    return { decision, own, counts, taken: counts.decided + counts.landed };
  });
  const all = heard.reduce((sum, { taken }) => sum + taken, 0);
  return heard.map(({ decision, own, counts, taken }) => {
    const contradictions = all - taken;
    return {
      decision,
      standing: {
        confidence: confidenceOf(counts, contradictions, likeness),
        passed: counts.passed > 0,
        counts,
        contradictions,
        lastSeen: own.reduce((last, { at }) => Math.max(last, at), 0),
      },
    };
  });
}

function confidenceOf(
  counts: Readonly<Record<MemoryOutcome, number>>,
  contradictions: number,
  likeness: Likeness,
): number {
  const prior = PRIOR[likeness];
  // The first decision is in the prior.
  const spoken = prior.for + OBSERVATION * Math.max(0, total(counts, 'for') - 1);
  return spoken / (spoken + prior.against + OBSERVATION * (total(counts, 'against') + contradictions));
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
