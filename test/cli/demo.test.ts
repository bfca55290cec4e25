import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_BRANCHES } from '../../packages/cli/src/demo/demo-history.ts';
import { planHistory } from '../../packages/cli/src/demo/history.ts';
import { writeDemo } from '../../packages/cli/src/demo/write-demo.ts';

const MAIN = '6b5a0a50a7c68a2d7e81f01a17690fc2c5076486';
const AGENTS = Object.keys(DEMO_BRANCHES).toSorted();

let root: string;
let demo: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sluice-demo-test-'));
  demo = join(root, 'demo');
  await writeDemo(demo);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function git(directory: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: directory, encoding: 'utf8' }).trim();
}

function tips(directory: string): string {
  return git(directory, 'for-each-ref', '--format=%(objectname) %(refname)');
}

/** Exit status of one of the project's own scripts on the files of a branch. */
function run(branch: string, ...command: [string, ...string[]]): number | null {
  const tree = mkdtempSync(join(root, 'tree-'));
  const archive = execFileSync('git', ['archive', branch], { cwd: demo });
  execFileSync('tar', ['x', '-C', tree], { input: archive });
  const [file, ...args] = command;
  // jest's own settings would make the inner test runner report to it instead of failing.
  const { NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  return spawnSync(file, args, { cwd: tree, env, stdio: 'ignore' }).status;
}

/** The paths of which git says that the two branches conflict. */
function conflicts(ours: string, theirs: string): string[] {
  const args = ['merge-tree', '--write-tree', '--name-only', '--no-messages', ours, theirs];
  const { status, stdout } = spawnSync('git', args, { cwd: demo, encoding: 'utf8' });
  expect([0, 1]).toContain(status);
  return status === 0 ? [] : stdout.trim().split('\n').slice(1);
}

describe('the demo repository', () => {
  test('is a clean work tree on main with eight agent branches', () => {
    expect(git(demo, 'status', '--porcelain', '--branch')).toBe('## main');
    expect(git(demo, 'rev-parse', 'HEAD')).toBe(MAIN);
    expect(git(demo, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/claude').split('\n')).toEqual(
      AGENTS,
    );
    expect(git(demo, 'fsck', '--strict')).toBe('');
  });

  test('has the same commits whatever the user has configured', async () => {
    const { home, hookRan } = hostileHome();
    const before = { ...process.env };
    Object.assign(process.env, { HOME: home, XDG_CONFIG_HOME: home, GIT_DIR: join(root, 'elsewhere.git') });
    process.env['GIT_AUTHOR_NAME'] = 'somebody';
    process.env['GIT_DEFAULT_HASH'] = 'sha256';
    const other = join(root, 'other');
    try {
      await writeDemo(other);
    } finally {
      process.env = before;
    }
    expect(tips(other)).toBe(tips(demo));
    expect(git(other, 'status', '--porcelain')).toBe('');
    expect(readdirSync(root)).not.toContain('elsewhere.git');
    expect(readdirSync(home)).not.toContain(hookRan);
  });

  test('passes its own lint and tests on main, without any install', () => {
    expect(run('main', 'node', 'scripts/lint.js')).toBe(0);
    expect(run('main', 'node', '--test')).toBe(0);
  });

  test.each(AGENTS)('%s passes or fails its tests as documented', (branch) => {
    const red = DEMO_BRANCHES[branch as keyof typeof DEMO_BRANCHES].includes('breaks a test');
    expect(run(branch, 'node', 'scripts/lint.js')).toBe(0);
    expect(run(branch, 'node', '--test')).toBe(red ? 1 : 0);
  });

  test('conflicts where it says so and nowhere else', () => {
    const pairs = AGENTS.flatMap((ours, i) => AGENTS.slice(i + 1).map((theirs) => [ours, theirs] as const));
    const contended = pairs.map((pair) => [...pair, ...conflicts(...pair)]).filter((each) => each.length > 2);
    expect(contended).toEqual([
      ['claude/order-discounts', 'claude/order-notes', 'package.json'],
      ['claude/retry-longer', 'claude/retry-scattered', 'src/retry.js'],
    ]);
  });

  test('has one hot file, one stacked branch and one protected path', () => {
    const touching = (path: string) =>
      AGENTS.filter((branch) =>
        git(demo, 'diff', '--name-only', `main...${branch}`).split('\n').includes(path),
      );
    expect(touching('src/orders.js')).toEqual([
      'claude/order-discounts',
      'claude/order-notes',
      'claude/order-search',
    ]);
    expect(touching('.github/workflows/test.yml')).toEqual(['claude/ci-node-24']);
    expect(git(demo, 'merge-base', 'claude/money-currency', 'claude/money-rounding')).toBe(
      git(demo, 'rev-parse', 'claude/money-rounding'),
    );
  });
});

describe('where the demo repository goes', () => {
  test('a directory with anything in it is left alone, with --force too', async () => {
    const taken = join(root, 'taken');
    mkdirSync(join(taken, '.git'), { recursive: true });
    writeFileSync(join(taken, 'thesis.txt'), 'years of work');
    for (const force of [false, true]) {
      await expect(writeDemo(taken, { force })).rejects.toMatchObject({ code: 'TARGET_EXISTS' });
    }
    expect(readdirSync(taken).toSorted()).toEqual(['.git', 'thesis.txt']);
  });

  test('an earlier demo is replaced only with --force', async () => {
    const again = join(root, 'again');
    await writeDemo(again);
    git(again, 'branch', '-D', 'claude/order-notes');
    writeFileSync(join(again, 'new.txt'), '');
    await expect(writeDemo(again)).rejects.toMatchObject({ code: 'TARGET_EXISTS' });
    await writeDemo(again, { force: true });
    expect(tips(again)).toBe(tips(demo));
    expect(readdirSync(again)).not.toContain('new.txt');
  });

  test('a file in its place is a fault with a code', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(writeDemo(join(root, 'file'))).rejects.toMatchObject({ code: 'WRITE_FAILED' });
  });
});

describe('a demo history that does not fit', () => {
  const commit = { author: 'agent-1', date: 0, message: 'x' };

  test('an edit that finds its place twice is an error', () => {
    const first = { ...commit, files: { a: 'x x' } };
    const second = { ...commit, edits: [{ path: 'a', find: 'x', put: 'y' }] };
    expect(() => planHistory([{ branch: 'main', from: null, commits: [first, second] }])).toThrow(
      'a has 2 places',
    );
  });

  test('a branch from one that comes later is an error', () => {
    expect(() => planHistory([{ branch: 'b', from: 'main', commits: [commit] }])).toThrow('No branch main');
  });
});

/** A home whose git would rename main, sign, convert line endings and run hooks. */
function hostileHome(): { home: string; hookRan: string } {
  const home = mkdtempSync(join(root, 'home-'));
  const hooks = join(home, 'hooks');
  mkdirSync(join(home, 'templates', 'info'), { recursive: true });
  writeFileSync(join(home, 'templates', 'info', 'attributes'), '* text eol=crlf\n');
  mkdirSync(hooks);
  for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change']) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch ${home}/hook-ran\n`);
    chmodSync(join(hooks, hook), 0o755);
  }
  const settings = [
    '[init]\n defaultBranch = trunk\n defaultObjectFormat = sha256\n templateDir = ' +
      join(home, 'templates'),
    '[commit]\n gpgsign = true',
    '[core]\n autocrlf = true\n hooksPath = ' + hooks,
    '[user]\n useConfigOnly = true',
  ];
  writeFileSync(join(home, '.gitconfig'), settings.join('\n') + '\n');
  return { home, hookRan: 'hook-ran' };
}
