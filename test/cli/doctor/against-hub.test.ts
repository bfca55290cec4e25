// The command against a forge: a fresh repository is full of what is wrong, and the commands that doctor prints put it
// right, sent as they are to the API.
import { main } from '../../../packages/cli/src/main.ts';
import { ACTIONS_APP } from '../../../packages/cli/src/doctor/rulesets.ts';
import { fillTemplate } from '../../../packages/cli/src/init/fill-template.ts';
import { NAME, openWorld, type World } from '../../local-github/hub/world.ts';
import PUBLIC_GOOD from '../../../packages/adapters/src/sigstore/public-good-root.json' with { type: 'json' };
import { COMMIT, GOOD } from './good-facts.ts';

/** What GitHub's command line writes: the public instance, and GitHub's own, which has no logs. */
const TRUSTED_ROOT = `${JSON.stringify(PUBLIC_GOOD)}\n${JSON.stringify({ ...PUBLIC_GOOD, tlogs: [], ctlogs: [] })}\n`;
const CHOICES = { toolkit: 'acme/sluice', commit: COMMIT, base: 'main', branches: ['claude/**'], former: [] };
const FILES = {
  '.github/workflows/sluice-manifest.yml': fillTemplate('sluice-manifest.yml', CHOICES),
  '.github/workflows/sluice.yml': fillTemplate('sluice.yml', CHOICES),
  '.github/CODEOWNERS': GOOD.codeOwners!,
};

interface Told {
  readonly code: number;
  readonly findings: readonly {
    readonly id: string;
    readonly state: string;
    readonly fix: readonly string[];
  }[];
  readonly err: string;
}

let world: World;
let said: { out: string; err: string };
const env = { ...process.env };

beforeEach(async () => {
  world = await openWorld();
  said = { out: '', err: '' };
  delete process.env['GITHUB_TOKEN'];
  process.env['GH_TOKEN'] = world.admin.value;
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = { ...env };
  await world.close();
});

async function doctor(...args: string[]): Promise<Told> {
  said = { out: '', err: '' };
  const api = ['--api-url', `${world.hub.url}/api/v3`, '--json'];
  const code = await main(['node', 'sluice', 'doctor', '--repository', NAME, ...api, ...args], '0');
  const { findings } = (said.out === '' ? { findings: [] } : JSON.parse(said.out)) as Pick<Told, 'findings'>;
  return { code, findings, err: said.err };
}

const idsOf = ({ findings }: Told, state: string): string[] =>
  findings.filter((finding) => finding.state === state).map(({ id }) => id);

/** Does what a line of a fix says, with the same method, path and body that `gh` would send. */
async function follow(line: string): Promise<void> {
  const piped = /^echo '(.*)' \| gh api -X (\w+) (\S+) --input -$/.exec(line);
  if (piped) return send(piped[2]!, piped[3]!, JSON.parse(piped[1]!));
  const fields = /^gh api -X (\w+) (\S+)((?: -[fF] \w+=\S+)+)$/.exec(line);
  if (fields) {
    const pairs = [...fields[3]!.matchAll(/ -([fF]) (\w+)=(\S+)/g)].map(([, kind, name, value]) => [
      name!,
      // `-F` turns true and false into what they say.
      kind === 'F' && /^(?:true|false)$/.test(value!) ? value === 'true' : value!,
    ]);
    return send(fields[1]!, fields[2]!, Object.fromEntries(pairs));
  }
  const root = /^gh attestation trusted-root > (\S+)$/.exec(line);
  if (root) {
    world.write('main', { ...FILES, [root[1]!]: TRUSTED_ROOT });
    await world.git(`${world.directory}/clone`, ['fetch', '--quiet']);
    return;
  }
  if (line.startsWith('Land that file on main')) return;
  const label = /^gh label create (\S+) --repo \S+ --color (\w+) --description '(.*)'$/.exec(line);
  if (label)
    return send('POST', `repos/${NAME}/labels`, { name: label[1], color: label[2], description: label[3] });
  const secret = /^gh secret set (\w+) --repo acme\/shop --env (\w+)$/.exec(line);
  if (!secret) throw new Error(`Nobody could follow this: ${line}`);
  world.hub.configure(NAME, { environments: { [secret[2]!]: { secrets: { [secret[1]!]: 'x' } } } });
}

async function send(method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${world.hub.url}/api/v3/${path}`, {
    method,
    headers: { authorization: `bearer ${world.admin.value}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

test('a fresh repository is wrong in many ways, and the commands that are printed put it right', async () => {
  world.write('main', FILES);
  const clone = await world.git(world.directory, ['clone', '--quiet', world.remote, 'clone']);
  expect(clone.code).toBe(0);
  const before = await doctor('--repo', `${world.directory}/clone`);
  expect(before.code).toBe(2);
  expect(idsOf(before, 'unreadable')).toEqual([]);
  expect(idsOf(before, 'wrong')).toEqual(
    expect.arrayContaining([
      'pull-request-required',
      'check-required',
      'environment-restricted',
      'environment-secret',
    ]),
  );

  const wrong = before.findings.filter(({ state }) => state === 'wrong');
  for (const line of new Set(wrong.flatMap(({ fix }) => fix))) await follow(line);

  const after = await doctor('--repo', `${world.directory}/clone`);
  expect([idsOf(after, 'wrong'), idsOf(after, 'unreadable'), after.code]).toEqual([[], [], 0]);
  expect(world.hub.violations).toEqual([]);
});

test('without a clone the files are those of the default branch, all of them', async () => {
  world.write('main', { ...FILES, '.github/workflows/other.yml': 'on: pull_request_target\njobs: {}\n' });
  const told = await doctor();
  expect(idsOf(told, 'unreadable')).toEqual([]);
  expect(idsOf(told, 'wrong')).toContain('no-pull-request-target');
  expect(idsOf(told, 'wrong')).toContain('stop-label');
  expect(idsOf(told, 'ok')).toEqual(expect.arrayContaining(['workflows-present', 'pins-agree', 'no-cache']));
});

test('a repository without the files is told how to get them', async () => {
  world.write('main', { 'a.txt': 'one\n' });
  expect(idsOf(await doctor(), 'wrong')).toEqual(
    expect.arrayContaining(['workflows-present', 'owners-of-steering-files']),
  );
});

test('what the token may not read is told as such', async () => {
  world.write('main', FILES);
  process.env['GH_TOKEN'] = world.token({
    kind: 'pat',
    login: 'bob',
    permissions: { contents: 'read' },
  }).value;
  const told = await doctor();
  expect(told.code).toBe(2);
  expect(idsOf(told, 'unreadable')).toEqual(
    expect.arrayContaining([
      'token-read-only',
      'sha-pinning',
      'no-repository-secrets',
      'environment-restricted',
    ]),
  );
  expect(idsOf(told, 'ok')).toEqual(expect.arrayContaining(['workflows-present', 'pins-agree']));
});

test('a bot in the bypass list and a secret of the repository are found', async () => {
  world.write('main', FILES);
  world.hub.createRuleset(NAME, {
    name: 'Bots',
    enforcement: 'active',
    target: 'branch',
    bypass_actors: [{ actor_id: ACTIONS_APP, actor_type: 'Integration', bypass_mode: 'always' }],
    conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } },
    rules: [{ type: 'deletion' }],
  });
  world.hub.configure(NAME, {
    secrets: { NPM_TOKEN: 'x' },
    organizationSecrets: { DEPLOY_KEY: 'x' },
    variables: { SLUICE_STOP: 'yes' },
  });
  const told = await doctor();
  expect(idsOf(told, 'wrong')).toEqual(
    expect.arrayContaining(['no-bot-bypass', 'no-repository-secrets', 'no-organization-secrets']),
  );
  expect(idsOf(told, 'hint')).toContain('stop-variable');
});

test('a token that is not valid is an error, not a finding', async () => {
  world.write('main', FILES);
  process.env['GH_TOKEN'] = 'ghp_nothing';
  const told = await doctor();
  expect([told.code, told.findings]).toEqual([1, []]);
  expect(told.err).toContain('FORGE_DENIED');
});
