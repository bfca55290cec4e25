import { eventsByDecision, isTrusted, weigh, type Standing } from './confidence.ts';
import { groupBy } from './group-by.ts';
import type { Decision, Memory } from './memory.ts';
import { statistics, type Fared } from './strategy-statistics.ts';
import { decisionOf } from './subject.ts';

/** One decision with what is known of it, for people. */
export interface DescribedDecision extends Standing {
  readonly decision: Decision;
  /** Whether the very same conflict would be decided so again. */
  readonly recalled: boolean;
  /** Paths on which it was seen, each once. */
  readonly paths: readonly string[];
}

export interface DescribedMemory {
  /** The last seen first. */
  readonly decisions: readonly DescribedDecision[];
  /** By subject: `method/<kind>/<method>` or `strategy/<strategy>`. */
  readonly statistics: readonly (Fared & { readonly subject: string })[];
  /** Checkpoints and candidates of which it is not known yet what became of them. */
  readonly offers: number;
}

/** Everything in a memory that a person may want to know. */
export function describeMemory(memory: Memory): DescribedMemory {
  const events = eventsByDecision(memory);
  const alike = groupBy(memory.decisions.values(), ({ exact }) => exact);
  const weighed = [...alike.values()].flatMap((rivals) => weigh(rivals, events, 'exact'));
  const decisions = weighed.map(({ decision, standing }): DescribedDecision => {
    const paths = [...new Set((events.get(decision.id) ?? []).map(({ path }) => path))];
    return { ...standing, decision, recalled: isTrusted(standing), paths };
  });
  return {
    decisions: decisions.toSorted(
      (a, b) => b.lastSeen - a.lastSeen || (a.decision.id < b.decision.id ? -1 : 1),
    ),
    statistics: [...statistics(memory)]
      .filter(([subject]) => decisionOf(subject) === null)
      .map(([subject, fared]) => ({ subject, ...fared }))
      .toSorted((a, b) => (a.subject < b.subject ? -1 : 1)),
    offers: memory.offers.size,
  };
}
