import { conclusions, Forge, jobOf, REPOSITORY } from '../support/forge.ts';

let forge: Forge;

beforeEach(() => {
  forge = new Forge();
});

afterEach(() => forge.remove());

const CALLED = `
name: Called
on:
  workflow_call:
    inputs:
      text: { type: string, required: true }
      count: { type: number, default: 2 }
      flag: { type: boolean }
    secrets:
      KEY: { required: true }
      ENV_KEY: {}
    outputs:
      echoed: { value: '\${{ jobs.work.outputs.echoed }}' }
cache-mode: none
jobs:
  work:
    runs-on: ubuntu-24.04
    outputs: { echoed: '\${{ steps.say.outputs.echoed }}' }
    steps:
      - uses: $/tool
      - id: say
        env: { KEY: '\${{ secrets.KEY }}', ENV_KEY: '\${{ secrets.ENV_KEY }}', OTHER: '\${{ secrets.OTHER }}' }
        run: |
          echo "echoed=\${{ inputs.text }}/\${{ inputs.count }}/\${{ inputs.flag }}" >> "$GITHUB_OUTPUT"
          echo "key has \${#KEY}, environment's has \${#ENV_KEY}, other has \${#OTHER}"
          echo "workflow=$GITHUB_WORKFLOW ref=$GITHUB_WORKFLOW_REF"
          echo "job file: \${{ job.workflow_repository }} \${{ job.workflow_file_path }} \${{ job.workflow_sha }}"
  bound:
    runs-on: ubuntu-24.04
    environment: prod
    steps:
      - env: { ENV_KEY: '\${{ secrets.ENV_KEY }}', OTHER: '\${{ secrets.OTHER }}' }
        run: echo "environment's has \${#ENV_KEY}, other has \${#OTHER}, vars \${{ vars.PLACE }}"
`;

const TOOL = {
  'tool/action.yml': 'name: T\ndescription: T\nruns: { using: node24, main: main.js }\n',
  'tool/main.js':
    "console.log('tool of ' + process.env.GITHUB_ACTION_REPOSITORY + ' at ' + process.env.GITHUB_ACTION_REF);",
};

function caller(uses: string, secrets: string): string {
  return `
name: Caller
on: push
jobs:
  call:
    uses: ${uses}
    with: { text: '\${{ github.ref_name }}', flag: true }
    secrets: ${secrets}
  after:
    needs: call
    runs-on: ubuntu-24.04
    steps: [{ run: 'echo "called said \${{ needs.call.outputs.echoed }}"' }]
`;
}

test('a workflow of another repository runs with its own commit, and with the secrets it is handed', async () => {
  forge.host.secretsOf[''] = { KEY: 'four', OTHER: 'repository-wide' };
  forge.host.secretsOf['prod'] = { ENV_KEY: 'prod-secret', OTHER: 'hidden' };
  forge.host.variablesOf['prod'] = { PLACE: 'there' };
  const commit = forge.commit({ ...TOOL, '.github/workflows/called.yml': CALLED }, 'main', 'tool/box');
  forge.commit({ 'tool/main.js': "console.log('a later tool')" }, 'main', 'tool/box');
  const run = await forge.runOne(
    caller(
      `tool/box/.github/workflows/called.yml@${commit}`,
      "{ KEY: '${{ secrets.KEY }}', ENV_KEY: '${{ secrets.ENV_KEY }}' }",
    ),
  );
  expect(run.annotations).toEqual([]);
  const { log, name } = jobOf(run, 'call/work');
  expect(name).toBe('call / work');
  expect(log).toContain(`tool of tool/box at ${commit}`);
  expect(log).toContain("key has 4, environment's has 0, other has 0");
  expect(log).toContain(`workflow=Caller ref=${REPOSITORY}/.github/workflows/main.yml@refs/heads/main`);
  expect(log).toContain(`job file: tool/box .github/workflows/called.yml ${commit}`);
  expect(jobOf(run, 'call/bound').log).toContain("environment's has 11, other has 0, vars there");
  expect(jobOf(run, 'after').log).toContain('called said main/2/true');
  expect(run.record.referencedWorkflows).toEqual([
    { path: `tool/box/.github/workflows/called.yml@${commit}`, sha: commit, ref: commit },
  ]);
  const request = forge.host.requests.find(({ jobWorkflowSha }) => jobWorkflowSha === commit);
  expect(request).toMatchObject({
    repository: REPOSITORY,
    workflowRef: `${REPOSITORY}/.github/workflows/main.yml@refs/heads/main`,
    jobWorkflowRef: `tool/box/.github/workflows/called.yml@${commit}`,
  });
});

test('an environment secret that the caller does not hand over stays empty, and inherit hands all over', async () => {
  forge.host.secretsOf[''] = { KEY: 'four' };
  forge.host.secretsOf['prod'] = { ENV_KEY: 'prod-secret' };
  const files = {
    ...TOOL,
    '.github/workflows/called.yml': CALLED.replace('KEY: { required: true }', 'KEY: {}'),
  };
  const without = await forge.runOne(
    caller('./.github/workflows/called.yml', '{}').replace('    secrets: {}\n', ''),
    files,
  );
  expect(jobOf(without, 'call/bound').log).toContain("environment's has 0");
  const inherited = await forge.runOne(caller('./.github/workflows/called.yml', 'inherit'));
  expect(jobOf(inherited, 'call/work').log).toContain("key has 4, environment's has 0");
  expect(jobOf(inherited, 'call/bound').log).toContain("environment's has 11");
});

const NESTED = `
on: workflow_call
permissions: { contents: read }
jobs:
  lower: { runs-on: ubuntu-24.04, permissions: {}, steps: [{ run: 'true' }] }
  same: { runs-on: ubuntu-24.04, steps: [{ run: 'true' }] }
  more: { runs-on: ubuntu-24.04, permissions: { contents: read, id-token: write }, steps: [{ run: 'echo "id=$ACTIONS_ID_TOKEN_REQUEST_URL"' }] }
`;

test('a called job may have less than its caller, and a run in which one asks for more fails at its start', async () => {
  const call = (permissions: string) =>
    `on: push\njobs:\n  call:\n    uses: ./.github/workflows/called.yml\n    permissions: ${permissions}\n`;
  const files = { '.github/workflows/called.yml': NESTED };
  const good = await forge.runOne(call('{ contents: write, id-token: write }'), files);
  expect(good.conclusion).toBe('success');
  expect(forge.host.requests.map(({ permissions }) => permissions)).toEqual(
    expect.arrayContaining([{}, { contents: 'read' }, { contents: 'read', 'id-token': 'write' }]),
  );
  expect(jobOf(good, 'call/more').log).toContain('id=http://127.0.0.1:9/id?v=1');
  const bad = await forge.runOne(call('{ contents: read }'));
  expect(bad).toMatchObject({ conclusion: 'failure', jobs: [] });
  expect(bad.annotations[0]?.message).toContain(
    "The nested job 'more' of octo/app/.github/workflows/called.yml is requesting 'id-token: write', but is only allowed 'id-token: none'.",
  );
  const open = await forge.runOne(
    'on: push\njobs:\n  a: { runs-on: ubuntu-24.04, steps: [{ run: "true" }] }\n',
  );
  expect(open.conclusion).toBe('success');
  expect(forge.host.requests.at(-1)?.permissions).toEqual({ contents: 'read', packages: 'read' });
});

test.each([
  ['an input is missing', 'with: {}', 'Input text is required'],
  ['an input is not declared', 'with: { text: a, odd: b }', 'odd is not defined'],
  ['a secret is missing', 'with: { text: a }', 'Secret KEY is required'],
  ['the file is missing', 'with: { text: a }', 'was not found'],
])('a call is refused at the start when %s', async (situation, lines, message) => {
  const name = situation === 'the file is missing' ? 'other' : 'called';
  const run = await forge.runOne(
    `on: push\njobs:\n  call:\n    uses: ./.github/workflows/${name}.yml\n    ${lines}\n`,
    {
      ...TOOL,
      '.github/workflows/called.yml': CALLED,
    },
  );
  expect(run).toMatchObject({ conclusion: 'failure', jobs: [] });
  expect(run.annotations.map((each) => each.message).join()).toContain(message);
});

test('a value of the wrong type fails the call, and workflows nest', async () => {
  const nested = (name: string) =>
    `on: workflow_call\njobs:\n  ${name}:\n    uses: $/.github/workflows/${name}.yml\n`;
  const run = await forge.runOne(
    `
on: push
jobs:
  wrong: { uses: ./.github/workflows/typed.yml, with: { n: '\${{ github.ref }}' } }
  deep: { uses: ./.github/workflows/one.yml }
`,
    {
      '.github/workflows/typed.yml':
        'on: { workflow_call: { inputs: { n: { type: number } } } }\njobs:\n  a: { runs-on: ubuntu-24.04, steps: [{ run: "true" }] }\n',
      '.github/workflows/one.yml': nested('two'),
      '.github/workflows/two.yml': nested('three'),
      '.github/workflows/three.yml':
        'on: workflow_call\njobs:\n  end: { runs-on: ubuntu-24.04, steps: [{ run: echo deep }] }\n',
    },
  );
  expect(conclusions(run)).toEqual({ wrong: 'failure', 'deep/two/three/end': 'success' });
  expect(jobOf(run, 'deep/two/three/end').name).toBe('deep / two / three / end');
  expect(run.annotations[0]?.message).toContain("of the input 'n' is not a number");
});
