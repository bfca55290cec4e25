import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, type AgentManifest } from '@sluice/model';
import { faultOf, sluice, type Finished } from '../support/cli.ts';
import { repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';
import { signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';
import { REF, TIP, TOOLKIT_COMMIT } from '../support/sigstore/workflow-token.ts';
import { zipOf } from '../support/zip.ts';

let world: SigningWorld;
let place: string;
beforeAll(async () => {
  world = await signingWorld();
  place = directory();
  writeFileSync(join(place, 'root.json'), JSON.stringify(world.sigstore.trustedRoot.publicGood));
  writeFileSync(join(place, 'own-root.json'), JSON.stringify(world.sigstore.trustedRoot.github));
  writeFileSync(join(place, MANIFEST_FILE), await world.signManifest());
});
afterAll(async () => {
  await world.close();
  removeAll();
});

const SIGNER = ['--toolkit', 'acme/sluice', '--commit', TOOLKIT_COMMIT, '--repository', 'octo/shop'];

function verify(file: string, ...more: readonly string[]): Promise<Finished> {
  return sluice(['verify', join(place, file), ...SIGNER, '--trust-root', join(place, 'root.json'), ...more]);
}

test('a good manifest is believed, and what nobody asked for is said to be unchecked', async () => {
  const run = await verify(MANIFEST_FILE);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toContain(
    `claude/fix-login at ${TIP.slice(0, 10)}: believed, as far as something was demanded`,
  );
  expect(run.stdout).toContain('ok           runner environment (.11): github-hosted');
  expect(run.stdout).toContain(`not checked  source repository ref (.14): ${REF}`);
  expect(run.stdout).toContain('not made again from git');
});

test('with everything demanded nothing is unchecked', async () => {
  const demanded = ['--branch', 'claude/fix-login', '--tip', TIP, '--run', '900/1'];
  const run = await verify(MANIFEST_FILE, ...demanded, '--repository-id', '7001', '--owner-id', '42');
  expect(run.code).toBe(0);
  expect(run.stdout).not.toContain('not checked');
});

test.each([
  ['another branch', ['--branch', 'claude/other'], 'wrong-ref'],
  ['another commit', ['--tip', '9'.repeat(40)], 'wrong-commit'],
  ['another run', ['--run', '901'], 'wrong-run'],
  ['another commit of the toolkit', ['--commit', '8'.repeat(40), '--toolkit', 'evil/sluice'], 'wrong-signer'],
  ['another repository', ['--repository', 'octo/other'], 'wrong-repository'],
])('%s is not believed', async (_, options, kind) => {
  const run = await verify(MANIFEST_FILE, ...options);
  expect(run.code).toBe(2);
  expect(run.stdout).toContain(`not believed (${kind})`);
  expect(run.stdout).toContain('WRONG');
});

test('the verdict as JSON', async () => {
  const run = await verify(MANIFEST_FILE, '--tip', '9'.repeat(40), '--json');
  const verdict = JSON.parse(run.stdout);
  expect(verdict).toMatchObject({
    schema: 'sluice/manifest-verdict@1',
    believed: false,
    rejection: { kind: 'wrong-commit', expected: '9'.repeat(40), actual: TIP },
  });
  expect(verdict.checks).toContainEqual({
    field: 'build trigger (.20)',
    expected: 'push',
    actual: 'push',
    ok: true,
    checked: true,
  });
});

test('the artifact as GitHub hands it out is read too', async () => {
  const content = await world.signManifest();
  writeFileSync(join(place, 'artifact.zip'), zipOf([{ name: MANIFEST_FILE, content, streamed: true }]));
  expect((await verify('artifact.zip')).code).toBe(0);
  const other = { name: 'other.txt', content };
  writeFileSync(join(place, 'two.zip'), zipOf([{ name: MANIFEST_FILE, content }, other]));
  const run = await verify('two.zip');
  expect(run.code).toBe(2);
  expect(run.stdout).toContain('not believed (archive-invalid)');
});

describe('with a repository', () => {
  const repo = once(() => {
    const made = repository();
    made.commit('claude/fix-login', { 'src/login.ts': 'fixed\n' });
    return made;
  });

  /** Signs what git says about the branch, or something else. */
  async function signed(name: string, other: Partial<AgentManifest> = {}): Promise<string> {
    const here = repo();
    const head = here.oid('claude/fix-login');
    const base = here.oid('main');
    const blob = here.git('rev-parse', `${head}:src/login.ts`);
    const facts = {
      head,
      base,
      target: { ref: 'refs/heads/main', sha: base },
      commits: 1,
      committedAt: Number(here.git('log', '-1', '--format=%ct', head)),
      changes: [
        { path: 'src/login.ts', before: null, after: { mode: '100644', oid: blob }, renamedTo: null },
      ],
      dependencies: [],
      task: { title: here.git('log', '-1', '--format=%s', head) },
      ...other,
    };
    writeFileSync(join(place, name), await world.signManifest({ claims: { sha: head }, facts }));
    return name;
  }

  test('the manifest is made again, and git says the same', async () => {
    const run = await verify(await signed('same.json'), '--repo', repo().path);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('git says the same');
    expect(run.stdout).not.toContain('not checked  source repository commit');
  });

  test('a change that it hides is found', async () => {
    const run = await verify(await signed('forged.json', { changes: [] }), '--repo', repo().path);
    expect(run.code).toBe(2);
    expect(run.stdout).toContain('not believed (mismatch)');
    expect(run.stdout).toContain('changes[0]');
  });

  test('a target that the base never had is found', async () => {
    const target = { ref: 'refs/heads/main', sha: repo().oid('claude/fix-login') };
    const run = await verify(await signed('target.json', { target }), '--repo', repo().path);
    expect(run.stdout).toContain('not believed (mismatch)');
  });

  test('the tip is the one that the branch has there', async () => {
    const run = await verify(MANIFEST_FILE, '--repo', repo().path);
    expect(run.stdout).toContain('not believed (wrong-commit)');
  });
});

/** Made when it is first needed. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

test('what cannot be read or is not said right is an error', async () => {
  expect(faultOf(await verify('nothing.json')).code).toBe('FILE_UNREADABLE');
  expect(faultOf(await verify(MANIFEST_FILE, '--tip', 'HEAD')).code).toBe('OPTION_INVALID');
  expect(faultOf(await verify(MANIFEST_FILE, '--run', 'latest')).code).toBe('OPTION_INVALID');
  const wrongRoot = await verify(MANIFEST_FILE, '--trust-root', join(place, 'own-root.json'));
  expect(faultOf(wrongRoot).code).toBe('TRUST_ROOT_INVALID');
  const github = sluice(['verify', join(place, MANIFEST_FILE), ...SIGNER, '--profile', 'github']);
  expect(faultOf(await github).code).toBe('TRUST_ROOT_INVALID');
});
