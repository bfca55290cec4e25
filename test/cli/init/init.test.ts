import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { main } from '../../../packages/cli/src/main.ts';
import { repository as newRepository, type Repository } from '../../support/repository.ts';
import { directory, removeAll } from '../../support/sandboxed.ts';

const COMMIT = '1'.repeat(40);
const FOLDER = '.github/workflows';

let repository: Repository;
let said: { out: string; err: string };

beforeEach(() => {
  repository = newRepository();
  said = { out: '', err: '' };
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
});
afterEach(() => jest.restoreAllMocks());
afterAll(removeAll);

const init = (...args: string[]): Promise<number> =>
  main(
    [
      'node',
      'sluice',
      'init',
      '--repo',
      repository.path,
      '--toolkit',
      'acme/sluice',
      '--commit',
      COMMIT,
      ...args,
    ],
    '0',
  );
const file = (name: string): string => readFileSync(join(repository.path, FOLDER, name), 'utf8');

test('writes two files, and says what only a person can set', async () => {
  repository.git('remote', 'add', 'origin', 'git@github.com:acme/shop.git');
  expect(await init()).toBe(0);
  expect(readdirSync(join(repository.path, FOLDER))).toEqual(['sluice-manifest.yml', 'sluice.yml']);
  expect(said.out).toContain('wrote .github/workflows/sluice.yml');
  for (const needed of [
    'gh api -X PUT repos/acme/shop/environments/sluice --input -',
    'gh secret set PR_CREATE_TOKEN --repo acme/shop --env sluice',
    'gh api -X POST repos/acme/shop/rulesets --input -',
    '"name":"Sluice: own branches"',
    '/.sluice.yml @OWNER/TEAM',
    'default_workflow_permissions=read',
    'https://github.com/acme/shop/settings/actions',
    'workflows no access',
    'gh attestation trusted-root > .github/sluice-trust-root.jsonl',
    'gh label create stop-claude --repo acme/shop',
    'sluice doctor',
  ]) {
    expect(said.out).toContain(needed);
  }
});

test('a dry run shows the files and writes nothing', async () => {
  expect(await init('--dry-run')).toBe(0);
  expect(existsSync(join(repository.path, '.github'))).toBe(false);
  expect(said.out).toContain(`uses: acme/sluice/.github/workflows/extract.yml@${COMMIT}`);
});

test('works from a folder below the root', async () => {
  mkdirSync(join(repository.path, 'deep/er'), { recursive: true });
  expect(await init('--repo', join(repository.path, 'deep/er'))).toBe(0);
  expect(file('sluice.yml')).toContain(COMMIT);
});

test('an upgrade says which commits are still believed', async () => {
  await init();
  expect(await init('--upgrade', '--commit', '2'.repeat(40))).toBe(0);
  expect(said.out).toContain(`still believed, for branches pushed before: ${COMMIT}`);
  expect(file('sluice.yml')).toContain(`toolkit-commits: '${COMMIT}'`);
});

test('a file of somebody else stays as it is', async () => {
  mkdirSync(join(repository.path, FOLDER), { recursive: true });
  writeFileSync(join(repository.path, FOLDER, 'sluice.yml'), 'on: push\n');
  expect(await init()).toBe(1);
  expect(said.err).toContain('TARGET_EXISTS');
  expect(file('sluice.yml')).toBe('on: push\n');
  expect(readdirSync(join(repository.path, FOLDER))).toEqual(['sluice.yml']);
});

test.each(['.github', FOLDER, `${FOLDER}/sluice.yml`])(
  'nothing is written through a link at %s',
  async (path) => {
    const outside = directory({ 'sluice.yml': 'theirs' });
    mkdirSync(join(repository.path, path, '..'), { recursive: true });
    symlinkSync(path.endsWith('.yml') ? join(outside, 'sluice.yml') : outside, join(repository.path, path));
    expect(await init('--force')).toBe(1);
    expect(said.err).toContain('TARGET_EXISTS');
    expect(readdirSync(outside)).toEqual(['sluice.yml']);
    expect(readFileSync(join(outside, 'sluice.yml'), 'utf8')).toBe('theirs');
    expect(lstatSync(join(repository.path, path)).isSymbolicLink()).toBe(true);
  },
);

test('what is no work tree is refused', async () => {
  expect(await init('--repo', directory())).toBe(1);
  expect(said.err).toContain('NOT_A_REPOSITORY');
  expect(await init('--repo', repository.gitDir)).toBe(1);
});
