// Tests that end with status 0 because they do not run: the tests that ran on the base are the least that has to run.
import type { Oid, TierResult } from '@sluice/model';
import type { TestCounts } from './count-tests.ts';

/** The command of the results that {@link floorResult} makes: nothing was run for them. */
export const FLOOR = 'floor';

const MOST_NAMED = 50;

/** Ids of the floor that ran less often than there, in its order. */
export function missingTests(floor: TestCounts, ran: TestCounts): readonly string[] {
  return [...floor].filter(([id, times]) => (ran.get(id) ?? 0) < times).map(([id]) => id);
}

/** What was seen in several runs of the same tree: each test as often as in the run that had it most. */
export function mostTests(runs: readonly TestCounts[]): TestCounts {
  const most = new Map<string, number>();
  for (const [id, times] of runs.flatMap((counts) => [...counts])) {
    most.set(id, Math.max(times, most.get(id) ?? 0));
  }
  return most;
}

/** Stands behind the green result of a tier; red if tests of the base are missing. The log names them as the report does. */
export function floorResult(
  { tree, tier }: { readonly tree: Oid; readonly tier: string },
  floor: TestCounts,
  ran: TestCounts,
): TierResult {
  const missing = missingTests(floor, ran);
  const rest = missing.length - MOST_NAMED;
  const lines =
    missing.length === 0
      ? [`All ${floor.size} tests of the base ran.`]
      : [
          `${missing.length} of ${floor.size} tests that run on the base did not run:`,
          ...missing.slice(0, MOST_NAMED),
          ...(rest > 0 ? [`and ${rest} more`] : []),
        ];
  return {
    tree,
    tier: `${tier}, floor`,
    command: FLOOR,
    exit: missing.length === 0 ? 0 : 1,
    ended: 'exit',
    seconds: 0,
    cached: false,
    log: lines.join('\n'),
  };
}
