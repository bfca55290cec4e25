import { asOid, type TierResult } from '@sluice/model';
import type { TestCounts } from '@sluice/judge';
import type { Sandbox } from '@sluice/ports';
import { TierRuns } from '../../packages/pipeline/src/tier-runs.ts';
import type { Tools } from '../../packages/pipeline/src/validation-tools.ts';
import { DEFAULT_POLICY } from '@sluice/config';

const TREE = asOid('a'.repeat(40));
const FLOOR: TestCounts = new Map([
  ['a', 1],
  ['b', 1],
]);

interface Ran {
  readonly exit?: number;
  readonly tests: readonly string[];
}

/** A sandbox in which the runs come to these ends, in order, and a store that remembers. */
function observing(...ran: readonly Ran[]) {
  const stored = new Map<string, unknown>();
  let runs = 0;
  const sandbox = {
    run: () => {
      const { exit = 0, tests } = ran[runs++]!;
      const report = Buffer.from(tests.map((name) => `<testcase name="${name}"/>`).join(''));
      return Promise.resolve({
        exit,
        ended: 'exit',
        seconds: 1,
        output: Buffer.alloc(0),
        outputBytes: 0,
        report,
      });
    },
  } as unknown as Sandbox;
  const tools = {
    git: { materialise: () => Promise.resolve() },
    store: {
      get: (key: string) => Promise.resolve(stored.get(key)),
      put: (key: string, value: unknown) =>
        Promise.resolve(void stored.set(key, JSON.parse(JSON.stringify(value)))),
    },
    progress: () => undefined,
    signal: new AbortController().signal,
    neutralise: String,
  } as unknown as Tools;
  const subject = {
    tree: TREE,
    tier: 'test',
    command: 'x',
    limits: DEFAULT_POLICY.limits,
    installDigest: null,
    toolchain: 't',
    report: 'report.xml',
  };
  return async () => {
    const run = { subject, sandbox, workspace: '/nowhere', mounts: [] };
    const { result, tests } = await new TierRuns(tools).observe(run, () => Promise.resolve(FLOOR));
    return {
      result: result as Pick<TierResult, 'exit' | 'cached'>,
      tests: [...tests.keys()].toSorted(),
      runs,
    };
  };
}

test('tests that are all there are run once', async () => {
  expect(await observing({ tests: ['a', 'b', 'c'] })()).toMatchObject({ tests: ['a', 'b', 'c'], runs: 1 });
});

test('tests that are missing have to be missing twice', async () => {
  expect(await observing({ tests: ['a'] }, { tests: ['b'] })()).toMatchObject({ tests: ['a', 'b'], runs: 2 });
  expect(await observing({ tests: ['a'] }, { tests: ['a'] })()).toMatchObject({ tests: ['a'], runs: 2 });
});

test('of a red run nothing is missing: it is red by itself', async () => {
  const red = await observing({ exit: 1, tests: [] }, { exit: 1, tests: [] })();
  expect(red).toMatchObject({ result: { exit: 1 }, runs: 2 });
});

test('what was seen is remembered with its tests, and not run again', async () => {
  const observe = observing({ tests: ['a'] }, { tests: ['a'] });
  await observe();
  expect(await observe()).toMatchObject({ result: { cached: true }, tests: ['a'], runs: 2 });
});
