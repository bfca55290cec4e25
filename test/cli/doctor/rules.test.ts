import type { Facts } from '../../../packages/cli/src/doctor/facts.ts';
import { examine, type Finding } from '../../../packages/cli/src/doctor/finding.ts';
import { RULES } from '../../../packages/cli/src/doctor/rules/all-rules.ts';
import PUBLIC_GOOD from '../../../packages/adapters/src/sigstore/public-good-root.json' with { type: 'json' };
import { ROLES } from '../../../packages/cli/src/doctor/rulesets.ts';
import { bypassedBy, CHECK, COMMIT, GOOD, other, rulesWith, written } from './good-facts.ts';

const look = (changed: Partial<Facts>): Finding[] => examine(RULES, { ...GOOD, ...changed });
const stateOf = (findings: readonly Finding[], state: Finding['state']): string[] =>
  findings.filter((finding) => finding.state === state).map(({ id }) => id);
const workflows = (...changed: readonly NonNullable<Facts['workflows']>[number][]): Partial<Facts> => ({
  workflows: [
    ...GOOD.workflows!.filter(({ path }) => !changed.some((each) => each.path === path)),
    ...changed,
  ],
});
const manifest = (from: string, to: string) =>
  workflows(written('sluice-manifest.yml', (text) => replaced(text, from, to)));
const coordinator = (from: string, to: string) =>
  workflows(written('sluice.yml', (text) => replaced(text, from, to)));

const WANTS_MODEL = 'model: {use: offer}\n';
const HANDED = / {4}secrets:\n[^]*$/.exec(written('sluice.yml', (text) => text).text)![0];

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The file does not say ${JSON.stringify(from)}.`);
  return text.replace(from, () => to);
}

test('a policy that wants a model, with a key that is handed on, has nothing wrong', () => {
  const secrets = ['PR_CREATE_TOKEN', 'ANTHROPIC_API_KEY'];
  const findings = look({ policy: WANTS_MODEL, deployment: { ...GOOD.deployment!, secrets } });
  expect(stateOf(findings, 'wrong')).toEqual([]);
});

test('a repository that is set up as told has nothing wrong', () => {
  const findings = look({});
  expect(stateOf(findings, 'wrong')).toEqual([]);
  expect(stateOf(findings, 'unreadable')).toEqual([]);
  expect(stateOf(findings, 'hint')).toEqual(['pushed-by-app', 'hosted-runners', 'execution-protections']);
});

test('a private repository that keeps the roots of GitHub, or signs nothing, is well', () => {
  const github = { ...PUBLIC_GOOD, tlogs: [], ctlogs: [] };
  const kept = look({
    visibility: 'private',
    trustRoot: `${JSON.stringify(PUBLIC_GOOD)}\n${JSON.stringify(github)}\n`,
  });
  expect(stateOf(kept, 'wrong')).toEqual([]);
  expect(stateOf(look({ visibility: 'private', policy: 'signing: recompute-only\n' }), 'wrong')).toEqual([]);
});

test('rules have names of their own', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});

/** What is spoiled, how, and which rules alone object. */
const SPOILED: readonly (readonly [string, Partial<Facts>, readonly string[]])[] = [
  ['there are no workflow files', { workflows: [] }, ['workflows-present']],
  [
    'the manifest is pinned to a branch',
    manifest(`@${COMMIT}`, '@main'),
    ['workflows-present', 'actions-pinned'],
  ],
  [
    'the manifest is signed at a commit that is not allowed',
    manifest(COMMIT, '2'.repeat(40)),
    ['pins-agree'],
  ],
  ['the two files use two toolkits', manifest('acme/sluice', 'evil/sluice'), ['pins-agree']],
  ['the manifest runs on pull requests', manifest('  push:', '  pull_request:'), ['manifest-caller']],
  ['the signing job may write', manifest('contents: read', 'contents: write'), ['manifest-caller']],
  [
    'the signing job gets all',
    manifest('    permissions:\n      contents: read\n      id-token: write\n', ''),
    ['manifest-caller'],
  ],
  [
    'the coordinator runs on comments',
    coordinator('  schedule:', '  issue_comment:\n  schedule:'),
    ['coordinator-triggers'],
  ],
  [
    'the coordinator runs on every push',
    coordinator("    branches:\n      - 'main'\n", "    tags: ['v*']\n"),
    ['coordinator-triggers'],
  ],
  [
    'nothing is audited',
    coordinator("  push:\n    branches:\n      - 'main'\n", ''),
    ['coordinator-triggers'],
  ],
  [
    'the policy takes more branches than are signed',
    { policy: "branches: ['claude/**', 'agent/*']\n" },
    ['agent-branches'],
  ],
  ['the manifest workflow runs for others', manifest("'claude/**'", "'agent/**'"), ['agent-branches']],
  ['the coordinator waits for others', coordinator("'claude/**'", "'agent/**'"), ['agent-branches']],
  [
    'the manifest workflow has another name',
    manifest('name: Sluice manifest', 'name: Manifest'),
    ['manifest-name'],
  ],
  [
    'a coordinator is cancelled',
    coordinator('cancel-in-progress: false', 'cancel-in-progress: true'),
    ['one-coordinator'],
  ],
  ['coordinators run side by side', coordinator('concurrency:', 'x-concurrency:'), ['one-coordinator']],
  ['all secrets are handed on', coordinator(HANDED, '    secrets: inherit'), ['secret-by-name']],
  [
    'another secret is handed on',
    coordinator('      PR_CREATE_TOKEN: ', '      DEPLOY_KEY: ${{ secrets.X }}\n      PR_CREATE_TOKEN: '),
    ['secret-by-name'],
  ],
  ['a workflow may use the cache', manifest('cache-mode: none', 'cache-mode: read'), ['no-cache']],
  [
    'a job may use the cache',
    coordinator('jobs:\n  sluice:\n', 'jobs:\n  sluice:\n    cache-mode: write\n'),
    ['no-cache'],
  ],
  [
    'the base takes pushes',
    { rules: GOOD.rules!.filter(({ type }) => type !== 'pull_request') },
    ['pull-request-required', 'last-push-approval', 'stale-approvals', 'code-owner-review'],
  ],
  [
    'no approval is needed',
    { rules: rulesWith('pull_request', { required_approving_review_count: 0 }) },
    ['pull-request-required'],
  ],
  [
    'who pushed last may approve',
    { rules: rulesWith('pull_request', { require_last_push_approval: false }) },
    ['last-push-approval'],
  ],
  [
    'approvals stay',
    { rules: rulesWith('pull_request', { dismiss_stale_reviews_on_push: false }) },
    ['stale-approvals'],
  ],
  [
    'code owners are not asked',
    { rules: rulesWith('pull_request', { require_code_owner_review: false }) },
    ['code-owner-review'],
  ],
  [
    'no check is required',
    { rules: rulesWith('required_status_checks', { required_status_checks: [] }) },
    ['check-required'],
  ],
  [
    'another check is required',
    {
      rules: rulesWith('required_status_checks', {
        required_status_checks: [{ ...CHECK, context: 'build' }],
      }),
    },
    ['check-required'],
  ],
  [
    'any app may report the check',
    { rules: rulesWith('required_status_checks', { required_status_checks: [{ context: 'Sluice' }] }) },
    ['check-required'],
  ],
  [
    'the base may move on',
    { rules: rulesWith('required_status_checks', { strict_required_status_checks_policy: false }) },
    ['strict-checks'],
  ],
  [
    'the base can be rewritten',
    { rules: GOOD.rules!.filter(({ type }) => type !== 'non_fast_forward') },
    ['no-rewriting'],
  ],
  [
    'a bot may bypass',
    { rulesets: bypassedBy(7, { type: 'Integration', id: 1, mode: 'always' }) },
    ['no-bot-bypass'],
  ],
  [
    'everybody who may write may bypass',
    { rulesets: bypassedBy(8, { type: 'RepositoryRole', id: ROLES.write, mode: 'pull_request' }) },
    ['no-bot-bypass'],
  ],
  ['agents may write to our own branches', { checkpointRules: [] }, ['own-branches']],
  ['nobody but the bot can stop', { stopRules: GOOD.checkpointRules! }, ['own-branches']],
  ['the default token writes', { token: { default: 'write', canApprove: false } }, ['token-read-only']],
  ['workflows approve', { token: { default: 'read', canApprove: true } }, ['actions-approve-nothing']],
  ['tags are allowed as pins', { actions: { allowed: 'selected', shaPinning: false } }, ['sha-pinning']],
  ['Actions is off', { actions: { allowed: 'none', shaPinning: null } }, ['sha-pinning']],
  ['there is a repository secret', { secrets: ['NPM_TOKEN'] }, ['no-repository-secrets']],
  ['the organisation shares one', { organizationSecrets: ['NPM_TOKEN'] }, ['no-organization-secrets']],
  [
    'there is no environment',
    { deployment: { exists: false, branches: null, secrets: null } },
    ['environment-restricted', 'environment-secret'],
  ],
  [
    'every branch may use the environment',
    { deployment: { ...GOOD.deployment!, branches: ['*'] } },
    ['environment-restricted'],
  ],
  [
    'every protected branch may',
    { deployment: { ...GOOD.deployment!, branches: ['<protected>'] } },
    ['environment-restricted'],
  ],
  [
    'agent branches may, too',
    { deployment: { ...GOOD.deployment!, branches: ['main', 'claude/*'] } },
    ['environment-restricted'],
  ],
  ['the policy wants a model, and there is no key', { policy: WANTS_MODEL }, ['model-key']],
  [
    'there is a key that the coordinator is not handed',
    {
      policy: WANTS_MODEL,
      deployment: { ...GOOD.deployment!, secrets: ['PR_CREATE_TOKEN', 'ANTHROPIC_API_KEY'] },
      ...coordinator('      ANTHROPIC_API_KEY: ${{ secrets.ANTHROPIC_API_KEY }}\n', ''),
    },
    ['model-key'],
  ],
  ['the token is not there', { deployment: { ...GOOD.deployment!, secrets: [] } }, ['environment-secret']],
  [
    'a workflow runs on pull_request_target',
    workflows(other('on: [push, pull_request_target]\njobs: {}')),
    ['no-pull-request-target'],
  ],
  [
    'another workflow hands on all secrets',
    workflows(
      other(`on: push\njobs: { a: { uses: x/y/.github/workflows/z.yml@${COMMIT}, secrets: inherit } }`),
    ),
    ['no-inherited-secrets'],
  ],
  [
    'a job takes a secret without an environment',
    workflows(other('on: push\njobs: { a: { steps: [{ env: { T: "${{ secrets.NPM_TOKEN }}" } }] } }')),
    ['secrets-in-environments'],
  ],
  [
    'a job takes a secret by index',
    workflows(other('on: push\njobs: { a: { steps: [{ run: "x ${{ secrets[matrix.s] }}" }] } }')),
    ['secrets-in-environments'],
  ],
  [
    'an action is named by a tag',
    workflows(other('on: push\njobs: { a: { steps: [{ uses: actions/checkout@v5 }] } }')),
    ['actions-pinned'],
  ],
  ['nobody owns anything', { codeOwners: '' }, ['owners-of-steering-files']],
  [
    'a later line takes the owner away',
    { codeOwners: `${GOOD.codeOwners}/.github/workflows/\n` },
    ['owners-of-steering-files'],
  ],
  ['there is no stop label', { hasStopLabel: false }, ['stop-label']],
  ['a private repository keeps no trust root', { visibility: 'private' }, ['trust-root']],
  ['the policy asks for roots that are not there', { policy: 'signing: github\n' }, ['trust-root']],
  ['the trust root is none', { visibility: 'internal', trustRoot: '{}' }, ['trust-root']],
  [
    'the trust root is that of the public instance',
    { visibility: 'private', trustRoot: JSON.stringify(PUBLIC_GOOD) },
    ['trust-root'],
  ],
  ['the policy cannot be read', { policy: 'signing: [' }, ['trust-root']],
];

test.each(SPOILED)('%s', (_, changed, ids) => {
  const findings = look(changed);
  expect(stateOf(findings, 'wrong')).toEqual(ids);
  for (const finding of findings.filter(({ state }) => state === 'wrong')) {
    expect(finding.found).not.toBe('');
    expect(finding.fix.length).toBeGreaterThan(0);
  }
});

test('every rule that can be wrong has been wrong above', () => {
  const tried = new Set(SPOILED.flatMap(([, , ids]) => ids));
  const never = RULES.map(({ id }) => id).filter((id) => !tried.has(id));
  // These only hint: no API tells.
  expect(never).toEqual([
    'people-land',
    'pushed-by-app',
    'stop-variable',
    'hosted-runners',
    'execution-protections',
  ]);
});

const FINE: readonly (readonly [string, Partial<Facts>])[] = [
  [
    'a former commit that is still allowed',
    workflows(
      written('sluice-manifest.yml', (text) => text.replace(COMMIT, '2'.repeat(40))),
      written('sluice.yml', (text) =>
        text.replace("toolkit-commits: ''", `toolkit-commits: '${'2'.repeat(40)}'`),
      ),
    ),
  ],
  [
    'workflow files that run for every branch, and a policy that takes some out',
    {
      policy: "branches: ['agent/**', '!agent/wip']\n",
      ...workflows(
        written('sluice-manifest.yml', (text) => text.replace("'claude/**'", "'**'")),
        written('sluice.yml', (text) => text.replace("    branches:\n      - 'claude/**'\n", '')),
      ),
    },
  ],
  [
    'a second, laxer rule beside a strict one',
    { rules: [...GOOD.rules!, { type: 'pull_request', parameters: {}, ruleset: 9 }] },
  ],
  [
    'a bot that may bypass a ruleset of other branches',
    {
      rulesets: [
        ...GOOD.rulesets!,
        {
          id: 1,
          name: 'x',
          enforcement: 'active',
          bypassActors: [{ type: 'Integration', id: 1, mode: 'always' }],
        },
      ],
    },
  ],
  [
    'a secret in a job with an environment',
    workflows(
      other(
        'on: push\njobs: { a: { environment: npm, steps: [{ env: { T: "${{ secrets.NPM_TOKEN }}" } }] } }',
      ),
    ),
  ],
  [
    'the token of the workflow',
    workflows(other('on: push\njobs: { a: { steps: [{ env: { T: "${{ secrets.GITHUB_TOKEN }}" } }] } }')),
  ],
  [
    'actions of the repository itself, and a pinned image',
    workflows(
      other(
        `on: push\njobs: { a: { steps: [{ uses: ./x }, { uses: $/y }, { uses: "docker://z@sha256:${'a'.repeat(64)}" }] } }`,
      ),
    ),
  ],
];

test.each(FINE)('%s is fine', (_, changed) => {
  expect(stateOf(look(changed), 'wrong')).toEqual([]);
});

test('a check that nobody can go around is told: then only checkpoints ever land', () => {
  const findings = look({ rulesets: bypassedBy(8) });
  expect(stateOf(findings, 'hint')).toContain('people-land');
  expect(stateOf(findings, 'wrong')).toEqual([]);
});

test('a variable that stops is told, but is nothing wrong', () => {
  const findings = look({ variables: ['SLUICE_STOP'] });
  expect(stateOf(findings, 'hint')).toContain('stop-variable');
  expect(stateOf(findings, 'wrong')).toEqual([]);
});

test('what could not be read is never good', () => {
  const nothing = Object.fromEntries(
    Object.entries(GOOD).map(([key, value]) => [
      key,
      ['repository', 'base', 'environment'].includes(key) ? value : null,
    ]),
  ) as unknown as Facts;
  const findings = examine(RULES, nothing);
  expect(stateOf(findings, 'ok')).toEqual([]);
  expect(stateOf(findings, 'wrong')).toEqual([]);
});

test('where the other files are not known, nothing good is said of them', () => {
  expect(stateOf(look({ allWorkflows: false }), 'unreadable')).toEqual([
    'no-pull-request-target',
    'no-inherited-secrets',
    'secrets-in-environments',
    'actions-pinned',
  ]);
});

test('files that are no YAML are looked at without a fault', () => {
  const findings = look(
    workflows(
      other('on: [push\n  - :'),
      written('sluice.yml', (text) => `${text}\n: [`),
    ),
  );
  expect(stateOf(findings, 'wrong')).toEqual(
    expect.arrayContaining(['coordinator-triggers', 'secret-by-name', 'no-cache']),
  );
});
