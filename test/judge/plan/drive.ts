import { finished, nextRuns, observe, startPlan } from '@sluice/judge';
import type { PlanResult, RunOutcome } from '@sluice/judge';

/** Says what testing the branches (numbers of the landing order, ascending) shows. */
export type Oracle = (set: readonly number[]) => RunOutcome;

export interface Driven {
  readonly result: PlanResult;
  readonly accepted: readonly number[];
  readonly offenders: readonly { item: number; failingSet: readonly number[]; kind: string }[];
  /** Every set that was observed, in order, as text. */
  readonly observed: readonly (readonly [set: string, outcome: RunOutcome])[];
}

export interface Circumstances {
  readonly slots: number;
  readonly base?: 'green' | 'red';
  /** Which of the running ones ends next (taken modulo their number). */
  readonly finishes?: readonly number[];
  /** Whether runs that are no longer needed are ended, or run on and are told nevertheless. */
  readonly obeysStop?: boolean;
}

/** Runs a plan of `count` branches to its end, the way a pipeline would. Throws when it asks for a set twice. */
export function drive(count: number, oracle: Oracle, circumstances: Circumstances): Driven {
  const { slots, base, finishes = [0], obeysStop = true } = circumstances;
  const order = Array.from({ length: count }, (_, i) => [`b${i}`]);
  let state = startPlan(order, base === undefined ? { slots } : { slots, base });
  const observed: [string, RunOutcome][] = [];
  const running = new Map<string, number[]>();
  for (let turn = 0; ; turn++) {
    const { start, stop } = nextRuns(state, new Set(running.keys()));
    if (obeysStop) for (const key of stop) running.delete(key);
    for (const { key, items } of start)
      running.set(
        key,
        items.map(([name]) => Number(name!.slice(1))),
      );
    if (obeysStop && running.size > slots) throw new Error(`${running.size} runs in ${slots} slots`);
    const result = finished(state);
    if (result !== null) return { result, ...numbers(result), observed };
    if (running.size === 0) throw new Error('Neither finished nor anything to run.');
    const [key, set] = [...running][finishes[turn % finishes.length]! % running.size]!;
    running.delete(key);
    const outcome = oracle(set);
    if (observed.some(([known]) => known === String(set))) throw new Error(`${key} was tested twice.`);
    observed.push([String(set), outcome]);
    state = observe(state, key, outcome);
  }
}

function numbers(result: PlanResult): Pick<Driven, 'accepted' | 'offenders'> {
  const numberOf = (item: readonly string[]): number => Number(item[0]!.slice(1));
  return {
    accepted: result.accepted.map(numberOf),
    offenders: result.offenders.map(({ item, failingSet, kind }) => {
      return { item: numberOf(item), failingSet: failingSet.map(numberOf), kind };
    }),
  };
}

/** Red exactly when one of the hidden sets is contained: what monotone failures look like. */
export function failsWith(hidden: readonly (readonly number[])[]): Oracle {
  return (set) => (hidden.some((one) => one.every((member) => set.includes(member))) ? 'red' : 'green');
}
