import { conclusions, Forge, jobOf, REPOSITORY } from '../support/forge.ts';

let forge: Forge;

beforeEach(() => {
  forge = new Forge();
});

afterEach(() => forge.remove());

/** Says what it got, and leaves an output and a state; as an action bundled without packages would. */
const MAIN = `
const { appendFileSync } = require('node:fs');
const env = process.env;
console.log('main: who=' + env.INPUT_WHO + ' more=' + env['INPUT_HOW-MANY'] + ' state=' + env.STATE_seen);
console.log('action path: ' + env.GITHUB_ACTION_PATH + ' repository: ' + env.GITHUB_ACTION_REPOSITORY);
console.log('runtime: ' + Boolean(env.ACTIONS_RUNTIME_TOKEN) + ' results: ' + env.ACTIONS_RESULTS_URL);
appendFileSync(env.GITHUB_OUTPUT, 'said=hello ' + env.INPUT_WHO + '\\n');
appendFileSync(env.GITHUB_STATE, 'left<<X\\na\\nb\\nX\\n');
appendFileSync(env.GITHUB_STEP_SUMMARY, '# From an action\\n');
appendFileSync(env.GITHUB_ENV, 'FROM_ACTION=yes\\n');
`;

const JAVASCRIPT = {
  'say/action.yml': `
name: Say
description: Says hello
inputs:
  who: { description: name, default: '\${{ github.actor }}' }
  how-many: { description: number, default: 3 }
outputs:
  said: { description: words }
runs: { using: node24, pre: pre.js, main: main.js, post: post.js, post-if: 'success() || failure()' }
`,
  'say/main.js': MAIN,
  'say/pre.js':
    "require('node:fs').appendFileSync(process.env.GITHUB_STATE, 'seen=pre\\n'); console.log('pre');",
  'say/post.js': "console.log('post: ' + JSON.stringify(process.env.STATE_left) + process.env.INPUT_WHO);",
};

test('an action runs its stages, shares state among them, and only actions get the artifact token', async () => {
  const run = await forge.runOne(
    `
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    outputs: { said: '\${{ steps.say.outputs.said }}' }
    steps:
      - run: echo "script runtime=$ACTIONS_RUNTIME_TOKEN." && exit 3
        id: bad
        continue-on-error: true
      - uses: $/say
        id: say
        with: { who: 'you', odd: 1 }
      - run: 'echo "env=$FROM_ACTION outcome=\${{ steps.bad.outcome }} conclusion=\${{ steps.bad.conclusion }}"'
`,
    JAVASCRIPT,
  );
  const job = jobOf(run, 'a');
  expect(job.conclusion).toBe('success');
  expect(job.outputs).toEqual({ said: 'hello you' });
  expect(job.log).toContain('main: who=you more=3 state=pre');
  expect(job.log).toContain(`action path: undefined repository: ${REPOSITORY}`);
  expect(job.log).toContain('runtime: true results: http://127.0.0.1:9/results');
  expect(job.log).toContain('script runtime=.');
  expect(job.log).toContain('env=yes outcome=failure conclusion=success');
  expect(job.log).toContain('post: "a\\nb"you');
  expect(job.log).toContain("Unexpected input(s) 'odd', valid inputs are ['who', 'how-many']");
  expect(job.summary).toBe('# From an action\n');
  expect(job.steps.map(({ name, conclusion }) => `${name}: ${conclusion}`)).toEqual([
    'Set up job: success',
    'Pre Run $/say: success',
    'Run echo "script runtime=$ACTIONS_RUNTIME_TOKEN." && exit 3: success',
    'Run $/say: success',
    'Run echo "env=$FROM_ACTION outcome=failure conclusion=success": success',
    'Post Run $/say: success',
    'Complete job: success',
  ]);
});

const COMPOSITE = {
  'action.yml': `
name: All
description: Composite at the root
inputs:
  who: { description: name, default: nobody }
outputs:
  said: { description: words, value: '\${{ steps.inner.outputs.said }} and \${{ steps.own.outputs.x }}' }
runs:
  using: composite
  steps:
    - uses: $/say
      id: inner
      with: { who: '\${{ inputs.who }}' }
    - id: own
      shell: bash
      run: |
        echo "x=1" >> "$GITHUB_OUTPUT"
        echo "ref=\${{ github.action_ref }} path=$(basename "$GITHUB_ACTION_PATH") step=$FROM_STEP"
    - if: failure()
      shell: sh
      run: echo never
    - shell: bash
      run: exit 4
    - if: failure()
      shell: sh
      run: echo "after failure inside"
    - shell: bash
      run: echo "not after failure"
`,
};

test('a composite action of another repository: $/ is its own commit, failure is its own, outputs are given even so', async () => {
  const commit = forge.commit({ ...JAVASCRIPT, ...COMPOSITE }, 'main', 'tool/box');
  forge.commit({ 'say/main.js': "console.log('a later commit')" }, 'main', 'tool/box');
  const run = await forge.runOne(`
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: tool/box@${commit}
        id: all
        continue-on-error: true
        env: { FROM_STEP: here }
        with: { who: me }
      - run: echo "got \${{ steps.all.outputs.said }}, \${{ steps.all.outcome }}"
      - run: echo "nothing checked out" && test ! -e action.yml
`);
  const { log, conclusion } = jobOf(run, 'a');
  expect(conclusion).toBe('success');
  expect(log).toContain('main: who=me more=3 state=pre');
  expect(log).toContain('repository: tool/box');
  expect(log).toContain(`ref=${commit} path=${commit} step=here`);
  expect(log).toContain('after failure inside');
  expect(log).not.toContain('not after failure\n##');
  expect(log).not.toContain('a later commit');
  expect(log).toContain('got hello me and 1, failure');
  expect(log).toContain('post: "a\\nb"me');
});

test('what this runner cannot do fails and says its name', async () => {
  const run = await forge.runOne(`
on: push
jobs:
  services: { runs-on: ubuntu-24.04, services: { db: { image: postgres } }, steps: [{ run: 'true' }] }
  container: { runs-on: ubuntu-24.04, container: node, steps: [{ run: 'true' }] }
  windows: { runs-on: windows-latest, steps: [{ run: 'true' }] }
  unknown: { runs-on: ubuntu-24.04, steps: [{ uses: actions/cache@v4, with: { path: x, key: y } }] }
  docker: { runs-on: ubuntu-24.04, steps: [{ uses: 'docker://alpine' }] }
  input: { runs-on: ubuntu-24.04, steps: [{ uses: actions/checkout@v4, with: { lfs: true } }] }
  old: { runs-on: ubuntu-24.04, steps: [{ uses: actions/checkout@v1 }] }
  local: { runs-on: ubuntu-24.04, steps: [{ uses: ./missing }] }
`);
  const said = Object.fromEntries(
    run.jobs.map(({ key, annotations }) => [key, annotations.map((each) => each.message).join()]),
  );
  expect(new Set(Object.values(conclusions(run)))).toEqual(new Set(['failure']));
  expect(said['services']).toContain('services');
  expect(said['container']).toContain('container');
  expect(said['windows']).toContain('windows-latest');
  expect(said['unknown']).toContain('actions/cache@v4');
  expect(said['docker']).toContain('docker');
  expect(said['input']).toContain('lfs');
  expect(said['old']).toContain('v4, v5, v6');
  expect(said['local']).toContain('Did you forget to run actions/checkout');
});
