// What a package manager sees when it makes a lockfile again, and when it is asked at all.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '@sluice/model';
import { neutralise } from '@sluice/adapters/sandbox/neutralise';
import type { Sandbox, SandboxRequest, Store } from '@sluice/ports';
import { LockfileWorkshop, type Regenerated } from '../../packages/pipeline/src/lockfile-workshop.ts';
import { directory, removeAll } from '../support/sandboxed.ts';
import { TEST_POLICY } from '../support/surveyed.ts';
import { inRepository, removeHistories, writeBranches, type Edits } from '../support/written-history.ts';

afterAll(() => {
  removeHistories();
  removeAll();
});

const LOCK = { 'package.json': '{}', 'package-lock.json': 'old', 'src/index.js': '1' };

interface Situation {
  readonly base: Edits;
  readonly branch: Edits;
  readonly path?: string;
  readonly programs?: readonly string[];
  readonly policy?: Partial<Policy>;
  readonly store?: Store;
  readonly exit?: number;
  readonly prints?: string;
}

interface Seen {
  readonly made: Regenerated;
  readonly content: string | null;
  readonly asked: readonly (Pick<SandboxRequest, 'command' | 'hosts'> & {
    readonly files: Readonly<Record<string, string>>;
  })[];
}

/** A sandbox that writes down what it is shown, and leaves `new` as lockfile. */
async function makeOn({ base, branch, path = 'package-lock.json', ...rest }: Situation): Promise<Seen> {
  const asked: Seen['asked'][number][] = [];
  const sandbox: Sandbox = {
    name: 'fake',
    warning: null,
    toolchain: () => Promise.resolve('tools'),
    run: ({ workspace, command, hosts }) => {
      asked.push({ command, hosts, files: filesIn(workspace) });
      const report = rest.exit ? null : Buffer.from('new');
      const nothing = { output: Buffer.from(rest.prints ?? ''), outputBytes: 0, seconds: 0 };
      return Promise.resolve({ exit: rest.exit ?? 0, ended: 'exit', report, ...nothing });
    },
  };
  return inRepository(writeBranches({ base, branches: { branch } }), async (git) => {
    const tools = {
      git,
      policy: { ...TEST_POLICY, ...rest.policy },
      machine: {
        registryHosts: (program: string) => Promise.resolve([`${program}.example.org`]),
        registryVariables: (program: string) =>
          Promise.resolve<Record<string, string>>(program === 'go' ? { GOPROXY: "a'b" } : {}),
        hasProgram: (name: string) => (rest.programs ?? ['npm', 'cargo']).includes(name),
      },
      store: rest.store ?? memoryStore(),
      workDir: directory(),
      signal: new AbortController().signal,
      progress: () => undefined,
      neutralise,
      findSandbox: () => Promise.resolve(sandbox),
    };
    const workshop = new LockfileWorkshop(tools, await git.files((await git.resolve('main'))!));
    const tree = await git.treeOf((await git.resolve('branch'))!);
    const made = await workshop.make(path, tree);
    const [blob] = 'oid' in made ? await git.blobs([made.oid]) : [null];
    return { made, content: blob?.toString('utf8') ?? null, asked };
  });
}

function memoryStore(): Store {
  const values = new Map<string, unknown>();
  return {
    get: (key) => Promise.resolve(values.get(key)),
    put: (key, value) => Promise.resolve(void values.set(key, value)),
  };
}

function filesIn(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((file) => [file.slice(root.length + 1), readFileSync(file, 'utf8')]));
}

test('it sees manifests and lockfile of the merged tree, and nothing else of it', async () => {
  const branch = { 'package.json': '{"a":1}', 'packages/x/package.json': '{}', 'x.sh': 'x' };
  const { content, asked } = await makeOn({ base: LOCK, branch });
  expect(content).toBe('new');
  expect(asked).toEqual([
    {
      command: expect.stringContaining('--ignore-scripts'),
      hosts: ['npm.example.org'],
      files: { 'package-lock.json': 'old', 'package.json': '{"a":1}', 'packages/x/package.json': '{}' },
    },
  ]);
});

test('settings are those of the base: a branch does not choose whom it asks', async () => {
  const base = { ...LOCK, '.npmrc': 'registry=https://good.example.org/\n' };
  const { asked } = await makeOn({ base, branch: { '.npmrc': 'registry=https://evil.example.org/\n' } });
  expect(asked[0]).toMatchObject({
    hosts: ['npm.example.org', 'good.example.org'],
    files: { '.npmrc': 'registry=https://good.example.org/\n' },
  });
});

test('a link that stands for a manifest is not shown', async () => {
  const branch = { 'x/package.json': { mode: '120000', content: '/etc/passwd' } };
  const { asked } = await makeOn({ base: LOCK, branch });
  expect(Object.keys(asked[0]!.files).toSorted()).toEqual(['package-lock.json', 'package.json']);
});

test('a lockfile further down is made where it lies', async () => {
  const branch = { 'app/Cargo.toml': 'x', 'app/Cargo.lock': 'old', 'app/src/lib.rs': '', 'Cargo.toml': 'y' };
  const supplyChain = { ...TEST_POLICY.supplyChain, hosts: ['crates.example.org'] };
  const { asked } = await makeOn({ base: LOCK, branch, path: 'app/Cargo.lock', policy: { supplyChain } });
  expect(asked).toEqual([
    {
      command: 'cargo update --workspace',
      hosts: ['crates.example.org'],
      files: { 'Cargo.lock': 'old', 'Cargo.toml': 'x', 'src/lib.rs': '' },
    },
  ]);
});

test('where no registry is known it is made of the files alone', async () => {
  const { content, asked } = await makeOn({
    base: LOCK,
    branch: { 'Cargo.lock': 'old' },
    path: 'Cargo.lock',
  });
  expect(content).toBe('new');
  expect(asked).toMatchObject([{ command: 'cargo update --workspace', hosts: [] }]);
});

test('a program that is set up by variables is told them', async () => {
  const { asked } = await makeOn({
    base: LOCK,
    branch: { 'go.sum': 'old' },
    path: 'go.sum',
    programs: ['go'],
  });
  expect(asked[0]!.command).toMatch(/^export GOPROXY='a'\\''b'\n[^]*go mod tidy/);
  expect(asked[0]!.hosts).toEqual(['go.example.org']);
});

test('the policy has the last word on hosts', async () => {
  const supplyChain = { ...TEST_POLICY.supplyChain, hosts: ['only.example.org'] };
  const { asked } = await makeOn({ base: LOCK, branch: {}, policy: { supplyChain } });
  expect(asked[0]!.hosts).toEqual(['only.example.org']);
});

test('what was made of the same once is not made again', async () => {
  const store = memoryStore();
  await makeOn({ base: LOCK, branch: { 'a.txt': '1' }, store });
  const again = await makeOn({ base: LOCK, branch: { 'a.txt': '2' }, store });
  expect(again.asked).toEqual([]);
  expect(again.content).toBe('new');
  const other = await makeOn({ base: LOCK, branch: { 'package.json': '{"b":2}' }, store });
  expect(other.asked).toHaveLength(1);
});

test.each([
  [{ path: 'composer.lock' }, 'nothing is known that makes it'],
  [{ programs: [] }, 'npm is not installed where the sandbox sees it'],
  [{ exit: 1 }, 'npm ended with exit status 1'],
  [
    { exit: 1, prints: '\u001b[31mno such\u001b[0m package\n\n  at x \n' },
    'npm ended with exit status 1, saying: no such package / at x',
  ],
  [
    { path: 'Cargo.lock', programs: ['cargo'], exit: 101, prints: 'no network' },
    'cargo ended with exit status 101, saying: no network; no host is known that it may ask: name it in supply-chain.hosts',
  ],
  [
    { policy: { supplyChain: { ...TEST_POLICY.supplyChain, hosts: [] } } },
    'no host is known that npm may ask: name it in supply-chain.hosts',
  ],
])('%j says why it is not made', async (given, why) => {
  expect((await makeOn({ base: LOCK, branch: {}, ...given })).made).toEqual({ why });
});
