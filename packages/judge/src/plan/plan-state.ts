import type { BranchName } from '@sluice/model';
import { itemSetOf } from './item-set.ts';
import type { RunOutcome } from './run-outcome.ts';

/** Branches that stand or fall together, in landing order; usually one. */
export type Item = readonly BranchName[];

/** All that the planner knows: what there is to land and what was observed. Everything else follows from it. */
export interface PlanState {
  /** Landing order. */
  readonly order: readonly Item[];
  /** Runs at the same time. */
  readonly slots: number;
  /** What is known of the base before anything is run. */
  readonly knownBase: 'green' | 'red' | 'unknown';
  /** By the key of the set. */
  readonly outcomes: ReadonlyMap<string, RunOutcome>;
}

/** Nothing observed yet. Throws a RangeError unless `slots` is a whole number of at least 1. */
export function startPlan(
  order: readonly Item[],
  options: { readonly slots: number; readonly base?: 'green' | 'red' },
): PlanState {
  if (!Number.isInteger(options.slots) || options.slots < 1) throw new RangeError('slots must be 1 or more.');
  return { order, slots: options.slots, knownBase: options.base ?? 'unknown', outcomes: new Map() };
}

/**
 * The state after a run. The first answer for a set counts and later ones change nothing: confirming a red result is
 * done before it gets here. Throws a RangeError for a key that names no set of these items.
 */
export function observe(state: PlanState, key: string, outcome: RunOutcome): PlanState {
  itemSetOf(key, state.order.length);
  if (state.outcomes.has(key)) return state;
  return { ...state, outcomes: new Map(state.outcomes).set(key, outcome) };
}
