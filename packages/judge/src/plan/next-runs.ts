import { keyOf } from './item-set.ts';
import type { Item, PlanState } from './plan-state.ts';
import { survey } from './survey.ts';

/** A set of items to merge and test together. Without items it is the base alone. */
export interface RunRequest {
  /** Names the set within its plan: what `observe` wants back. */
  readonly key: string;
  /** Landing order. */
  readonly items: readonly Item[];
}

export interface NextRuns {
  /** The most urgent first; they fit into the slots once the runs of `stop` have ended. */
  readonly start: readonly RunRequest[];
  /** Running ones whose answer is not needed any more. Telling it to `observe` nevertheless does no harm. */
  readonly stop: readonly string[];
}

/**
 * What to do next, given the keys of the runs that are under way. It never asks again for a set that was observed or
 * that is running. Both lists empty with nothing running: the plan is finished.
 */
export function nextRuns(state: PlanState, running: ReadonlySet<string> = new Set()): NextRuns {
  const wanted = new Map(survey(state).wanted.map((set) => [keyOf(set), set]));
  const stop = [...running].filter((key) => !wanted.has(key));
  const free = Math.max(0, state.slots - (running.size - stop.length));
  const start = [...wanted].filter(([key]) => !running.has(key)).slice(0, free);
  return { start: start.map(([key, set]) => ({ key, items: set.map((i) => state.order[i]!) })), stop };
}
