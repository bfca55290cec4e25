// The search for what can land, told as one straight story over what was observed so far. It is told anew after each
// observation and stops where the next answer is missing, so that no progress has to be stored beside the facts.

import { explainFailure } from './explain-failure.ts';
import type { Failure } from './explain-failure.ts';
import { findTurn } from './find-turn.ts';
import { keyOf } from './item-set.ts';
import type { ItemSet } from './item-set.ts';
import type { PlanState } from './plan-state.ts';
import type { RunOutcome } from './run-outcome.ts';

/** A failure and the smallest failing set found for it; null: still being looked for. */
export interface Explained {
  readonly failure: Failure;
  readonly failingSet: ItemSet | null;
}

export interface Survey {
  /** Sets whose outcome is missing, the most urgent first. Empty: it is over. */
  readonly wanted: readonly ItemSet[];
  /** What lands; null: not known yet, or nothing can be judged. */
  readonly accepted: ItemSet | null;
  readonly offenders: readonly Explained[];
  readonly base: 'green' | 'red' | 'unknown';
}

type OutcomeOf = (set: ItemSet) => RunOutcome | undefined;

/** How far one can tell from the state. What to land comes before why the others do not. */
export function survey(state: PlanState): Survey {
  const outcomeOf: OutcomeOf = (set) => state.outcomes.get(keyOf(set));
  const all = state.order.map((_, i) => i);
  const whole = all.length === 0 ? 'green' : outcomeOf(all);
  const base = colourOfBase(state, outcomeOf([]));
  if (whole === undefined) return { wanted: [all], accepted: null, offenders: [], base };
  if (whole === 'green') return { wanted: [], accepted: all, offenders: [], base };
  if (base === 'red') return { wanted: [], accepted: null, offenders: [], base };

  const found = findFailures(all, widthsOf(state), outcomeOf);
  // Explaining an offender is worth nothing while the base itself may be what fails.
  if (base === 'unknown') return { wanted: [[], ...found.wanted], accepted: null, offenders: [], base };
  const explained = found.failures.map((failure) => ({
    failure,
    answer: explainFailure(failure, state.slots, outcomeOf),
  }));
  return {
    wanted: distinct([
      ...found.wanted,
      ...explained.flatMap(({ answer }) => ('wanted' in answer ? answer.wanted : [])),
    ]),
    accepted: found.accepted,
    offenders: explained.map(({ failure, answer }) => ({
      failure,
      failingSet: 'wanted' in answer ? null : answer.failingSet,
    })),
    base,
  };
}

function colourOfBase(state: PlanState, observed: RunOutcome | undefined): Survey['base'] {
  if (observed === undefined) return state.knownBase;
  return observed === 'green' ? 'green' : 'red';
}

/** The first round shares the slots with the run of the base. */
function widthsOf(state: PlanState): readonly [number, number] {
  const first = state.knownBase === 'unknown' ? Math.max(1, state.slots - 1) : state.slots;
  return [first, state.slots];
}

interface Found {
  readonly wanted: readonly ItemSet[];
  readonly failures: readonly Failure[];
  readonly accepted: ItemSet | null;
}

/**
 * Takes out the item at which the failing prefix turns, goes on behind the prefix that passes, and ends when all that
 * is left was itself observed green. One item leaves in each round, so there are at most as many rounds as items.
 */
function findFailures(all: ItemSet, widths: readonly [number, number], outcomeOf: OutcomeOf): Found {
  const failures: Failure[] = [];
  let left = all;
  let good = 0;
  // A prefix of length `good` was observed green, or is empty: the base, which the caller makes sure of.
  while (left.length > good) {
    const whole = outcomeOf(left);
    if (whole === undefined) return { wanted: [left], failures, accepted: null };
    if (whole === 'green') break;
    const prefixes = left;
    const answer = findTurn({
      good,
      bad: left.length,
      widths: failures.length === 0 ? widths : [widths[1], widths[1]],
      passes: (length) => isGreen(outcomeOf(prefixes.slice(0, length))),
    });
    if ('probes' in answer) {
      return { wanted: answer.probes.map((length) => prefixes.slice(0, length)), failures, accepted: null };
    }
    good = answer.turn - 1;
    const outcome = outcomeOf(left.slice(0, answer.turn));
    failures.push({
      context: left.slice(0, good),
      culprit: left[good]!,
      outcome: outcome === 'unmergeable' ? 'unmergeable' : 'red',
    });
    left = left.filter((_, i) => i !== good);
  }
  return { wanted: [], failures, accepted: left };
}

function isGreen(outcome: RunOutcome | undefined): boolean | undefined {
  return outcome === undefined ? undefined : outcome === 'green';
}

function distinct(sets: readonly ItemSet[]): ItemSet[] {
  return [...new Map(sets.map((set) => [keyOf(set), set])).values()];
}
