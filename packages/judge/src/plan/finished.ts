import type { Item, PlanState } from './plan-state.ts';
import { survey } from './survey.ts';
import type { Explained } from './survey.ts';

/** An item that does not land, and the smallest failing set found that it belongs to, in landing order. */
export interface Offender {
  readonly item: Item;
  readonly failingSet: readonly Item[];
  /** It fails by itself, fails only together with the others of the set, or does not merge with them. */
  readonly kind: 'alone' | 'interaction' | 'unmergeable';
}

export interface PlanResult {
  /** Landing order. Observed green as a whole, or empty. */
  readonly accepted: readonly Item[];
  readonly offenders: readonly Offender[];
  /** `red`: the base itself fails, nothing was judged, and items are neither accepted nor offenders. */
  readonly base: 'green' | 'red' | 'unknown';
}

/** The result, or null while there is something to run. */
export function finished(state: PlanState): PlanResult | null {
  const { wanted, accepted, offenders, base } = survey(state);
  if (wanted.length > 0) return null;
  const itemAt = (position: number): Item => state.order[position]!;
  return {
    accepted: (accepted ?? []).map(itemAt),
    offenders: offenders.map((explained) => offenderOf(explained, itemAt)),
    base,
  };
}

function offenderOf({ failure, failingSet }: Explained, itemAt: (position: number) => Item): Offender {
  const set = failingSet ?? [...failure.context, failure.culprit];
  const together = set.length > 1 ? 'interaction' : 'alone';
  return {
    item: itemAt(failure.culprit),
    failingSet: set.map(itemAt),
    kind: failure.outcome === 'unmergeable' ? 'unmergeable' : together,
  };
}
