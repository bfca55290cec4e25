import {
  countTests,
  missingTests,
  mostTests,
  needsConfirmation,
  settle,
  verdictKey,
  type TestCounts,
  type VerdictSubject,
} from '@sluice/judge';
import { isGreen, type TierResult } from '@sluice/model';
import type { Mount, Sandbox } from '@sluice/ports';
import type { Tools } from './validation-tools.ts';

/** One tier on one tree, and where it is run. */
export interface TierRun {
  readonly subject: VerdictSubject;
  readonly sandbox: Sandbox;
  readonly workspace: string;
  readonly mounts: readonly Mount[];
}

export interface Observation {
  readonly result: TierResult;
  /** Empty where the tier writes no report. */
  readonly tests: TestCounts;
}

/** What runs when, and is remembered: each tier on each tree is run until it can be believed, and then never again. */
export class TierRuns {
  /** Tiers that failed and passed on one tree. */
  readonly flaky = new Set<string>();
  readonly #tools: Tools;
  readonly #known = new Map<string, Promise<Observation>>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** `floor` is asked only when the tier passed: tests that are missing have to be missing twice. */
  observe(run: TierRun, floor: () => Promise<TestCounts | null>): Promise<Observation> {
    const key = verdictKey(run.subject);
    const known = this.#known.get(key) ?? this.#observe(`verdict-${key}`, run, floor);
    this.#known.set(key, known);
    return known;
  }

  async #observe(key: string, run: TierRun, floor: () => Promise<TestCounts | null>): Promise<Observation> {
    const { store, signal } = this.#tools;
    const { subject } = run;
    const stored = readStored(await store.get(key), subject);
    if (stored) return stored;
    const seen: Observation[] = [];
    while (needsConfirmation(seen.map(({ result }) => result)) || (await isBelow(floor, seen))) {
      signal.throwIfAborted();
      seen.push(await this.#run(run, seen.length > 0));
      signal.throwIfAborted();
    }
    const { result, flaky } = settle(seen.map((one) => one.result))!;
    const tests = mostTests(seen.map((one) => one.tests));
    if (flaky) this.flaky.add(subject.tier);
    else await store.put(key, { result, tests: [...tests] });
    return { result, tests };
  }

  async #run({ subject, sandbox, workspace, mounts }: TierRun, again: boolean): Promise<Observation> {
    const { tree, tier, command, limits, report } = subject;
    const { git, progress, signal, neutralise } = this.#tools;
    const message = `${tier} on ${tree.slice(0, 10)}${again ? ', once more to be sure' : ''}`;
    progress({ stage: 'validate', message });
    await git.materialise(tree, workspace);
    const nothing = { hosts: [], collect: [], collectInto: null };
    const ran = await sandbox.run({ workspace, command, limits, mounts, report, signal, ...nothing });
    const { exit, ended, seconds, output } = ran;
    return {
      result: { tree, tier, command, exit, ended, seconds, cached: false, log: neutralise(output) },
      tests: countTests(ran.report?.toString('utf8') ?? ''),
    };
  }
}

async function isBelow(
  floor: () => Promise<TestCounts | null>,
  seen: readonly Observation[],
): Promise<boolean> {
  const [first, second] = seen;
  if (first === undefined || second !== undefined || !isGreen(first.result)) return false;
  const least = await floor();
  return least !== null && missingTests(least, first.tests).length > 0;
}

function readStored(value: unknown, { tree }: VerdictSubject): Observation | null {
  const { result, tests } = Object(value) as { result?: TierResult; tests?: unknown };
  if (!Array.isArray(tests) || result?.tree !== tree || typeof result.ended !== 'string') return null;
  return { result: { ...result, cached: true }, tests: new Map(tests as [string, number][]) };
}
