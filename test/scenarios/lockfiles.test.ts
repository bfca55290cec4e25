// A lockfile that two branches change is made again by its package manager: the real npm in the real sandbox, against a
// registry on the loopback.
import { outcomes, resultOf, sluice, type Finished } from '../support/cli.ts';
import { auditRegistry, type AuditRegistry } from '../support/audit-registry.ts';
import { locked, packageJson, packageLock, tarball } from '../support/lockfiles.ts';
import { repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

let registry: AuditRegistry;

beforeAll(async () => {
  registry = await auditRegistry({ left: [], tool: [], one: [], 'one-more': [] });
});
afterAll(async () => {
  await registry.close();
  removeAll();
});

const POLICY = `tiers:
  - name: test
    command: test -d vendor && sh ./check.sh
install:
  command: mkdir vendor
  lockfiles: [package-lock.json]
  provides: [vendor]
  hosts: [registry.example.org]
supply-chain: {audit: off}
`;
const wishes = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '^1.0.0']));

/** A project that needs `left`, and `tool` to be developed, and what is given besides. */
function files(more: { readonly needs?: string; readonly develops?: string } = {}): Record<string, string> {
  const needed = ['left', ...(more.needs ? [more.needs] : [])];
  const development = ['tool', ...(more.develops ? [more.develops] : [])];
  const entries = [...needed, ...development].toSorted().map((name) => [
    `node_modules/${name}`,
    locked(name, {
      version: '1.1.0',
      resolved: tarball(name, '1.1.0', registry.host),
      dev: development.includes(name) || undefined,
    }),
  ]);
  const dev = { devDependencies: wishes(development) };
  return {
    'package.json': packageJson(wishes(needed), dev),
    'package-lock.json': packageLock(wishes(needed), Object.fromEntries(entries), dev),
  };
}

/** Two branches that each bring a package. */
function contend(npmrc = `registry=https://${registry.host}/\n`): Repository {
  const repo = repository({
    ...files(),
    '.npmrc': npmrc,
    'check.sh': 'exit 0\n',
    '.sluice.yml': POLICY,
  });
  repo.commit('claude/one', files({ needs: 'one' }));
  repo.commit('claude/two', files({ develops: 'one-more' }));
  return repo;
}

const run = (repo: Repository, ...more: readonly string[]): Promise<Finished> =>
  sluice(['run', '--repo', repo.path, ...more], { env: { NODE_EXTRA_CA_CERTS: registry.certificate } });
const lockfiles = (finished: Finished) =>
  resultOf(finished).candidates.flatMap((candidate) =>
    candidate.files.filter(({ path }) => path === 'package-lock.json'),
  );

test('is made again from the merged manifest, and lands', async () => {
  const repo = contend();
  const finished = await run(repo);
  expect(Object.values(outcomes(finished)).toSorted()).toEqual(['landed merged', 'landed resolved']);
  expect(finished.stderr).toMatch(/^install: npm makes package-lock\.json again$/m);
  const { ref } = resultOf(finished).checkpoint!;
  const { packages } = JSON.parse(repo.show(ref, 'package-lock.json'));
  expect(packages).toMatchObject({
    '': { dependencies: wishes(['left', 'one']), devDependencies: wishes(['tool', 'one-more']) },
    'node_modules/left': { version: '1.1.0' },
    'node_modules/one': { version: '1.1.0', resolved: tarball('one', '1.1.0', registry.host) },
    'node_modules/one-more': { version: '1.1.0', dev: true },
  });
  expect(lockfiles(finished)).toContainEqual(expect.objectContaining({ method: 'regenerated', dropped: [] }));
});

test('comes to the same in the next run, without asking again', async () => {
  const repo = contend();
  const { ref } = resultOf(await run(repo)).checkpoint!;
  const again = await run(repo);
  expect(resultOf(again).checkpoint!.ref).toBe(ref);
  expect(again.stderr).not.toMatch(/npm makes/);
});

test('is taken out with the command to run where the registry does not answer', async () => {
  const repo = contend('registry=https://127.0.0.2:1/\nfetch-retries=0\n');
  const finished = await run(repo);
  expect(Object.values(outcomes(finished)).toSorted()).toEqual(['held conflict', 'landed merged']);
  expect(lockfiles(finished)).toContainEqual(
    expect.objectContaining({
      method: 'taken-out',
      dropped: expect.arrayContaining([
        expect.stringMatching(/^Run `npm install --package-lock-only .*` \(not made here: npm ended with/),
      ]),
    }),
  );
});

test.each([['--no-install'], ['--no-tests']])(
  'is taken out where %s says that nothing is fetched',
  async (option) => {
    const finished = await run(contend(), option);
    expect(finished.stderr).not.toMatch(/npm makes/);
    expect(lockfiles(finished)).toContainEqual(expect.objectContaining({ method: 'taken-out' }));
  },
);
