import { existsSync, readFileSync } from 'node:fs';
import { conclusions, Forge, jobOf, REPOSITORY } from './support/forge.ts';

let forge: Forge;

beforeEach(() => {
  forge = new Forge();
});

afterEach(() => forge.remove());

const PIPELINE = `
on: push
jobs:
  first:
    runs-on: ubuntu-24.04
    outputs: { at: '\${{ steps.x.outputs.at }}' }
    steps: [{ id: x, run: 'echo "at=attempt $GITHUB_RUN_ATTEMPT" >> "$GITHUB_OUTPUT"' }]
  legs:
    needs: first
    runs-on: ubuntu-24.04
    strategy: { fail-fast: false, matrix: { slot: [1, 2] } }
    outputs:
      digest_1: \${{ matrix.slot == 1 && format('one of {0}', github.run_attempt) || '' }}
      digest_2: \${{ matrix.slot == 2 && format('two of {0}', github.run_attempt) || '' }}
    steps: [{ run: 'true' }]
  nested: { needs: first, uses: ./.github/workflows/called.yml }
  last:
    needs: [first, legs, nested]
    if: always()
    runs-on: ubuntu-24.04
    steps: [{ run: 'echo "\${{ needs.first.outputs.at }}; \${{ needs.legs.outputs.digest_1 }}; \${{ needs.legs.outputs.digest_2 }}; \${{ needs.legs.result }}"' }]
  cleanup:
    needs: nested
    runs-on: ubuntu-24.04
    steps: [{ run: 'true' }]
`;
const CALLED = 'on: workflow_call\njobs:\n  inner: { runs-on: ubuntu-24.04, steps: [{ run: "true" }] }\n';

test('a re-run of failed jobs keeps the id and what succeeded, and repeats what depends on the failure', async () => {
  forge.runner.watch.failJob(/legs \(2\)/);
  const run = await forge.runOne(PIPELINE, { '.github/workflows/called.yml': CALLED });
  expect(conclusions(run)).toMatchObject({
    'legs {"slot":1}': 'success',
    'legs {"slot":2}': 'failure',
    last: 'success',
  });
  expect(run.conclusion).toBe('failure');
  expect(jobOf(run, 'last').log).toContain('attempt 1; one of 1; ; failure');

  const again = await forge.runner.rerunFailed(run.id);
  const second = forge.runner.run(run.id);
  expect(again).toMatchObject({ id: run.id, attempt: 2, conclusion: 'success' });
  const attempts = Object.fromEntries(second.jobs.map(({ key, attempt }) => [key, attempt]));
  expect(attempts).toEqual({
    first: 1,
    'legs {"slot":1}': 1,
    'legs {"slot":2}': 2,
    'nested/inner': 1,
    cleanup: 1,
    last: 2,
  });
  expect(jobOf(second, 'last').log).toContain('attempt 1; one of 1; two of 2; success');

  await forge.runner.rerunAll(run.id);
  expect(new Set(forge.runner.run(run.id).jobs.map(({ attempt }) => attempt))).toEqual(new Set([3]));
});

test('a leg that fails ends the others, unless fail-fast is off', async () => {
  const legs = (failFast: boolean) =>
    `{ runs-on: ubuntu-24.04, strategy: { fail-fast: ${failFast}, max-parallel: 1, matrix: { n: [1, 2, 3] } }, steps: [{ run: 'test \${{ matrix.n }} != 1' }] }`;
  const run = await forge.runOne(`on: push\njobs:\n  fast: ${legs(true)}\n  slow: ${legs(false)}\n`);
  expect(Object.values(conclusions(run)).toSorted()).toEqual([
    'cancelled',
    'cancelled',
    'failure',
    'failure',
    'success',
    'success',
  ]);
  expect(jobOf(run, 'fast {"n":3}').conclusion).toBe('cancelled');
  expect(jobOf(run, 'slow {"n":3}').conclusion).toBe('success');
});

test('conditions see results near and far, and continue-on-error forgives', async () => {
  const step = "{ runs-on: ubuntu-24.04, steps: [{ run: 'true' }]";
  const run = await forge.runOne(`
on: push
jobs:
  bad: { runs-on: ubuntu-24.04, steps: [{ run: exit 1 }] }
  always: ${step}, needs: bad, if: always() }
  skipped_by_far_failure: ${step}, needs: always }
  on_failure: ${step}, needs: always, if: failure() }
  forgiven: { runs-on: ubuntu-24.04, continue-on-error: true, steps: [{ run: exit 1 }, { run: echo no }, { if: failure(), run: echo yes }] }
  after_forgiven: ${step}, needs: forgiven, if: "needs.forgiven.result == 'success'" }
  never: ${step}, if: false }
  after_never: ${step}, needs: never }
  empty: ${step}, strategy: { matrix: { n: "\${{ fromJSON('[]') }}" } } }
`);
  expect(conclusions(run)).toEqual({
    bad: 'failure',
    always: 'success',
    skipped_by_far_failure: 'skipped',
    on_failure: 'success',
    forgiven: 'failure',
    after_forgiven: 'success',
    never: 'skipped',
    after_never: 'skipped',
    empty: 'failure',
  });
  expect(jobOf(run, 'forgiven').log).toMatch(/^yes$/m);
  expect(jobOf(run, 'forgiven').log).not.toMatch(/^no$/m);
  expect(jobOf(run, 'empty').log).toContain("Matrix vector 'n' does not contain any values");
});

test('a time limit ends a step or a job, and what a step left behind ends with the job', async () => {
  const run = await forge.runOne(`
on: push
jobs:
  step:
    runs-on: ubuntu-24.04
    steps:
      - { run: sleep 100, timeout-minutes: 0.005 }
      - { if: failure(), run: echo after }
  job:
    runs-on: ubuntu-24.04
    timeout-minutes: 0.02
    steps:
      - { run: sleep 100 }
      - { run: echo never }
      - { if: always(), run: echo finally }
  orphan:
    runs-on: ubuntu-24.04
    steps:
      - { run: "setsid sleep 1000 >/dev/null 2>&1 & echo $! > pid; sleep 0.1" }
      - { run: 'kill -0 $(cat pid) && echo "orphan=$(cat pid)."' }
`);
  expect(conclusions(run)).toEqual({ step: 'failure', job: 'cancelled', orphan: 'success' });
  expect(jobOf(run, 'step').log).toContain('has timed out after 0.005 minutes');
  expect(jobOf(run, 'step').log).toMatch(/^after$/m);
  expect(jobOf(run, 'job').log).toContain('exceeded the maximum execution time of 0.02 minutes');
  expect(jobOf(run, 'job').log).toMatch(/^finally$/m);
  expect(jobOf(run, 'job').log).not.toMatch(/^never$/m);
  const pid = Number(/orphan=(\d+)\./.exec(jobOf(run, 'orphan').log)?.[1]);
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
});

/** A dead process whose parent has not asked for it is still listed, as `Z`. */
function isAlive(pid: number): boolean {
  expect(pid).toBeGreaterThan(1);
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && !readFileSync(path, 'utf8').includes(') Z ');
}

test('a group runs one, keeps one waiting, and a newer one takes its place', async () => {
  const sha = forge.commit({
    '.github/workflows/main.yml':
      'on: push\nconcurrency: { group: "g-${{ github.ref_name }}" }\njobs:\n  a: { runs-on: ubuntu-24.04, steps: [{ run: "true" }] }\n',
  });
  const trigger = () => forge.runner.trigger(forge.pushEvent(sha));
  const started = new Promise<void>((resolve) => {
    const stop = forge.runner.watch.steps(async () => {
      stop();
      resolve();
      await new Promise<void>((open) => (release = open));
    });
  });
  let release = () => {};
  const first = trigger();
  await started;
  const second = trigger();
  await statusOf('pending', 1);
  const third = trigger();
  const [dropped] = await second;
  expect(dropped?.conclusion).toBe('cancelled');
  release();
  expect((await Promise.all([first, third])).map(([run]) => run?.conclusion)).toEqual(['success', 'success']);
});

/** Waits until so many runs have been told of as having a status. */
async function statusOf(status: string, count: number): Promise<void> {
  const seen = () => forge.host.runRecords.filter((record) => record.status === status).length;
  while (seen() < count) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('cancel-in-progress, cancel and killJob end what runs', async () => {
  const file = (name: string, group: string) =>
    `name: ${name}\non: { workflow_dispatch: {} }\n${group}jobs:\n  a: { runs-on: ubuntu-24.04, steps: [{ run: sleep 100 }, { if: always(), run: echo finally }] }\n`;
  const sha = forge.commit({
    '.github/workflows/group.yml': file('group', 'concurrency: { group: G, cancel-in-progress: true }\n'),
    '.github/workflows/alone.yml': file('alone', ''),
  });
  const dispatch = (workflow: string) =>
    forge.runner.trigger(forge.pushEvent(sha, 'main', { name: 'workflow_dispatch', payload: { workflow } }));
  const nextProcess = () =>
    new Promise<{ runId: number; jobId: number }>((resolve) => {
      const stop = forge.runner.watch.processes((notice) => {
        if (notice.stepName !== 'Run sleep 100') return;
        stop();
        resolve(notice);
      });
    });
  let process = nextProcess();
  const first = dispatch('group.yml');
  await process;
  process = nextProcess();
  const second = dispatch('group.yml');
  expect((await first)[0]?.conclusion).toBe('cancelled');
  const { runId } = await process;
  await forge.runner.cancel(runId);
  const [cancelled] = await second;
  expect(cancelled?.conclusion).toBe('cancelled');
  process = nextProcess();
  const third = dispatch('alone.yml');
  const { jobId } = await process;
  forge.runner.killJob(jobId);
  const [killed] = await third;
  expect(killed?.conclusion).toBe('failure');
  expect(jobOf(forge.runner.run(killed?.id ?? 0), 'a').log).not.toMatch(/^finally$/m);
  expect(forge.leftOvers()).toEqual([]);
});

test('runs start others through workflow_run, three deep, from the files of the default branch', async () => {
  const follow = (name: string, after: string) =>
    `name: ${name}\non:\n  workflow_run: { workflows: [${after}], types: [completed] }\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo "${name} after \${{ github.event.workflow_run.name }} \${{ github.event.workflow_run.conclusion }} of \${{ github.event.workflow_run.head_branch }} on $GITHUB_REF $GITHUB_SHA"\n`;
  const main = forge.commit({
    '.github/workflows/b.yml': follow('B', 'A'),
    '.github/workflows/c.yml': follow('C', 'B'),
    '.github/workflows/d.yml': follow('D', 'C'),
    '.github/workflows/e.yml': follow('E', 'D'),
  });
  const [run] = await forge.push(
    {
      '.github/workflows/a.yml':
        'name: A\non: { push: { branches: ["claude/**"] } }\njobs:\n  a: { runs-on: ubuntu-24.04, steps: [{ run: "true" }] }\n',
      '.github/workflows/b.yml': 'on: push\njobs: {}\n',
    },
    'claude/x',
  );
  expect(run?.name).toBe('A');
  const names = forge.runner.runs().map(({ name, conclusion }) => `${name} ${conclusion}`);
  expect(names.toSorted()).toEqual([
    '.github/workflows/b.yml failure',
    'A success',
    'B success',
    'C success',
    'D success',
  ]);
  const second = forge.runner.runs().find(({ name }) => name === 'B');
  expect(second?.logs['a']).toContain(`B after A success of claude/x on refs/heads/main ${main}`);
});

test('dispatch with inputs, schedules, broken files and the token that starts nothing', async () => {
  const sha = forge.commit({
    '.github/workflows/a.yml': `
name: A
on:
  schedule: [{ cron: '5 4 * * *' }]
  push:
  workflow_dispatch:
    inputs: { flag: { type: boolean, default: true }, kind: { type: choice, options: [x, y], required: true } }
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{ if: "inputs.flag == true || github.event_name == 'schedule'", run: 'echo "\${{ inputs.kind }}/\${{ github.event.schedule }}"' }]
`,
    '.github/workflows/broken.yml': 'on: push\njobs:\n  a: { runs-on: x, stepz: [] }\n',
  });
  const dispatch = async (inputs: Record<string, string>) => {
    const event = forge.pushEvent(sha, 'main', {
      name: 'workflow_dispatch',
      payload: { workflow: 'a.yml', inputs },
    });
    const [run] = await forge.runner.trigger(event);
    return forge.runner.run(run?.id ?? 0);
  };
  expect((await dispatch({ kind: 'y' })).logs['a']).toMatch(/^y\/$/m);
  expect((await dispatch({ kind: 'z' })).annotations[0]?.message).toContain(
    'not in the list of allowed values',
  );
  expect((await dispatch({})).annotations[0]?.message).toContain("Required input 'kind' not provided");
  const [scheduled] = await forge.runner.tick('schedule', REPOSITORY, '5 4 * * *');
  expect(forge.runner.run(scheduled?.id ?? 0).logs['a']).toMatch(/^\/5 4 \* \* \*$/m);
  expect(await forge.runner.tick('schedule', REPOSITORY, '1 1 * * *')).toEqual([]);
  const pushed = await forge.runner.trigger(forge.pushEvent(sha));
  expect(pushed.map(({ path, conclusion }) => `${path} ${conclusion}`)).toEqual([
    '.github/workflows/a.yml success',
    '.github/workflows/broken.yml failure',
  ]);
  expect(await forge.runner.trigger(forge.pushEvent(sha, 'main', { actor: 'github-actions[bot]' }))).toEqual(
    [],
  );
});

test('an environment that refuses the ref fails the job, and a self-hosted runner says so', async () => {
  forge.host.protectedEnvironments.add('prod');
  const [run] = await forge.push(
    {
      '.github/workflows/a.yml': `
on: push
jobs:
  deploy: { runs-on: ubuntu-24.04, environment: { name: prod }, steps: [{ run: 'true' }] }
  own: { runs-on: [self-hosted, big], steps: [{ run: 'echo "\${{ runner.environment }}"' }] }
`,
    },
    'feature',
  );
  if (!run) throw new Error('There is no run.');
  expect(conclusions(run)).toEqual({ deploy: 'failure', own: 'success' });
  expect(jobOf(run, 'deploy').log).toContain('refs/heads/feature is not allowed to deploy to prod');
  expect(jobOf(run, 'own').log).toMatch(/^self-hosted$/m);
});
