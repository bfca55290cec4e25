// A repository of a maintainer with the two workflow files, and agents that push to it: all of it through the clients that
// people and agents use.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LocalForge, TOOLKIT } from '@sluice/local-github/dev/local-forge';
import { TRUST_ROOT_FILE } from '@sluice/model';
import type { RunReport } from '@sluice/local-github/runner/report';

const ROOT = join(import.meta.dirname, '../../..');
export const SHOP = 'acme/shop';

export type Files = Readonly<Record<string, string | null>>;

/** The project that agents work on: tests that run with node alone. */
export const PROJECT: Files = {
  'package.json': json({
    name: 'shop',
    version: '1.0.0',
    type: 'module',
    scripts: { test: 'node --test' },
  }),
  'src/price.js': lines(
    'export function price(cents) {',
    '  return cents / 100;',
    '}',
    '',
    '',
    'export const currency = "EUR";',
  ),
  'src/stock.js': lines('export function inStock(count) {', '  return count > 0;', '}'),
  'src/note.js': lines('export const note = "thank you";'),
  'test/price.test.js': lines(
    "import { test } from 'node:test';",
    "import assert from 'node:assert';",
    "import { price } from '../src/price.js';",
    "import { inStock } from '../src/stock.js';",
    "test('a price in whole units', () => assert.equal(price(250), 2.5));",
    "test('something is in stock', () => assert.equal(inStock(1), true));",
  ),
};

export function lines(...text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What a check run says of a branch. */
export interface Told {
  readonly conclusion: string | null;
  readonly title: string;
  readonly summary: string;
}

export interface ShopOptions {
  readonly visibility?: 'public' | 'private';
  readonly files?: Files;
  readonly policy?: string;
  readonly parallelJobs?: number;
  /** Where jobs find the roots of signatures: in a file of the machine, or on the base branch. */
  readonly trustRoot?: 'machine' | 'repository';
  /** Where the toolkit is taken from, instead of this checkout. */
  readonly checkout?: string;
  /** Further secrets of the environment. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Changes the two workflow files after `init` wrote them. */
  readonly editWorkflows?: (text: string, name: string) => string;
}

/** The forge with a toolkit, a shop that uses it, and a work tree to push from. */
export class Shop {
  readonly forge: LocalForge;
  readonly directory: string;
  readonly worktree: string;
  /** Of an app without the permission to change workflows, as agents have it. */
  readonly agentToken: string;
  readonly maintainerToken: string;
  readonly prToken: string;

  private constructor(forge: LocalForge, directory: string) {
    this.forge = forge;
    this.directory = directory;
    this.worktree = join(directory, 'worktree');
    const { hub } = forge;
    const own = { repositories: [SHOP] };
    this.agentToken = hub.createToken({
      kind: 'app',
      login: 'agents',
      permissions: { contents: 'write' },
      ...own,
    }).value;
    this.maintainerToken = hub.createToken({ kind: 'user', login: 'maintainer' }).value;
    const permissions = { contents: 'write', 'pull-requests': 'write' } as const;
    this.prToken = hub.createToken({ kind: 'pat', login: 'sluice-bot', permissions, ...own }).value;
  }

  static async open(options: ShopOptions = {}): Promise<Shop> {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-forge-'));
    const forge = await LocalForge.start({
      directory,
      checkout: options.checkout ?? ROOT,
      sigstoreEntry: join(ROOT, 'packages/local-github/src/sigstore/sigstore-process.ts'),
      ...(options.parallelJobs === undefined ? {} : { parallelJobs: options.parallelJobs }),
    });
    const shop = new Shop(forge, directory);
    try {
      await shop.#setUp(options);
      return shop;
    } catch (error) {
      await shop.close();
      throw error;
    }
  }

  /** What a maintainer does: a repository, the workflow files, the environment with its secret. */
  async #setUp({
    visibility = 'public',
    files = PROJECT,
    policy,
    trustRoot = 'machine',
    secrets = {},
    editWorkflows,
  }: ShopOptions): Promise<void> {
    const { hub, toolkitCommit } = this.forge;
    mkdirSync(this.worktree);
    await this.git('init', '--quiet', '--initial-branch=main');
    this.write({ ...files, ...(policy === undefined ? {} : { '.sluice.yml': policy }) });
    if (trustRoot === 'repository') this.write({ [TRUST_ROOT_FILE]: this.#takeTrustRoot() });
    await run('node', [
      join(ROOT, 'dist/sluice/index.cjs'),
      'init',
      '--repo',
      this.worktree,
      '--toolkit',
      TOOLKIT.fullName,
      '--commit',
      toolkitCommit,
    ]);
    for (const name of ['sluice.yml', 'sluice-manifest.yml']) {
      const file = join(this.worktree, '.github/workflows', name);
      if (editWorkflows) writeFileSync(file, editWorkflows(readFileSync(file, 'utf8'), name));
    }
    await this.commit('Start the shop');
    const [owner, name] = SHOP.split('/') as [string, string];
    await hub.createRepository({ owner, name, visibility, from: this.worktree });
    hub.configure(SHOP, {
      environments: {
        sluice: { secrets: { PR_CREATE_TOKEN: this.prToken, ...secrets }, branches: ['main'] },
      },
    });
  }

  /** The roots, which the machine does not name any more. */
  #takeTrustRoot(): string {
    const file = join(this.directory, 'sigstore.json');
    const { trustRoot, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { trustRoot: string };
    writeFileSync(file, JSON.stringify(rest));
    return readFileSync(trustRoot, 'utf8');
  }

  /** Writes files into the work tree; null removes one. */
  write(files: Files): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.worktree, path);
      if (content === null) rmSync(file, { force: true });
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
  }

  async commit(message: string): Promise<string> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', message);
    return (await this.git('rev-parse', 'HEAD')).trim();
  }

  /** One branch on main with one commit, in the local work tree. */
  async branch(
    name: string,
    files: Files,
    { from = 'main', message = `Work of ${name}` } = {},
  ): Promise<string> {
    await this.git('checkout', '--quiet', '-B', name, from);
    this.write(files);
    const head = await this.commit(message);
    await this.git('checkout', '--quiet', 'main');
    return head;
  }

  /** A push by an agent: the forge starts what the branch's own workflow files say. */
  push(refs: readonly string[], token = this.agentToken): Promise<string> {
    return this.git('push', '--quiet', '--force', this.remote(token), ...refs);
  }

  remote(token: string): string {
    const url = new URL(`${this.forge.hub.runnerHost.serverUrl}/${SHOP}.git`);
    url.username = 'x-access-token';
    url.password = token;
    return url.href;
  }

  git(...args: readonly string[]): Promise<string> {
    return run(
      'git',
      ['-c', 'user.name=Agent', '-c', 'user.email=agent@shop.example', ...args],
      this.worktree,
    );
  }

  /** A request to the API of the shop's repository, as a person or a program sends it. */
  api(method: string, path: string, { body, token }: { body: object; token: string }): Promise<Response> {
    return fetch(`${this.forge.hub.url}/api/v3/repos/${SHOP}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** A git command in the repository of the forge. */
  at(...args: readonly string[]): Promise<string> {
    return run('git', ['--git-dir', this.forge.hub.repository(SHOP).gitDir, ...args]);
  }

  /** The newest check of that name on the head of a branch; null: none. */
  async told(branch: string, name = 'Sluice report'): Promise<Told | null> {
    const head = (await this.at('rev-parse', `refs/heads/${branch}`)).trim();
    const checks = [...this.forge.hub.repository(SHOP).checkRuns.values()];
    const check = checks.filter((each) => each.headSha === head && each.name === name).at(-1);
    if (!check) return null;
    const { title, summary } = check.output;
    return { conclusion: check.conclusion, title: title ?? '', summary: summary ?? '' };
  }

  /** Pull requests, oldest first. */
  pulls(): { number: number; state: string; title: string; body: string; head: string; headSha: string }[] {
    return [...this.forge.hub.repository(SHOP).pulls.values()].map(({ issue, headRef, headSha }) => {
      const { number, state, title, body } = issue;
      return { number, state, title, body: body ?? '', head: headRef, headSha };
    });
  }

  /** Every run so far, as `name event conclusion`. */
  story(): string[] {
    return this.forge.runner
      .runs()
      .map(({ record, conclusion }) => `${record.name} ${record.event} ${conclusion}`);
  }

  /** Ends of the logs of jobs that failed, for whoever looks at a failing test. */
  failures(): string[] {
    return this.forge.runner
      .runs()
      .flatMap(({ record, jobs, annotations }) => [
        ...annotations
          .filter(({ level }) => level === 'failure')
          .map(({ message }) => `${record.name}: ${message}`),
        ...jobs
          .filter(({ conclusion }) => conclusion === 'failure')
          .map(({ name, log }) => `${record.name} / ${name}\n${withoutDebug(log)}`),
      ]);
  }

  /** What the double found wrong with requests or answers. */
  get complaints(): string[] {
    const { violations, unknownRequests } = this.forge.hub;
    return [...violations, ...unknownRequests];
  }

  /** Waits until nothing runs any more. */
  idle(): Promise<void> {
    return this.forge.runner.idle();
  }

  /** Does something once, before the first step of a job of that name. */
  before(job: RegExp, act: () => Promise<unknown>): void {
    let done = false;
    this.forge.runner.watch.steps(async ({ jobName }) => {
      if (done || !job.test(jobName)) return;
      done = true;
      await act();
    });
  }

  /** Starts the trusted pipeline by hand and waits for its end. */
  async coordinate(inputs: Readonly<Record<string, unknown>> = {}): Promise<RunReport> {
    const { hub, runner } = this.forge;
    const sha = (await this.at('rev-parse', 'refs/heads/main')).trim();
    const [started] = await runner.trigger({
      name: 'workflow_dispatch',
      repository: SHOP,
      sha,
      ref: 'refs/heads/main',
      actor: 'maintainer',
      payload: { inputs, workflow: '.github/workflows/sluice.yml', repository: this.#payload(hub) },
      changedPaths: null,
    });
    return runner.run(started!.id);
  }

  #payload(hub: LocalForge['hub']): Record<string, unknown> {
    const { visibility, defaultBranch } = hub.runnerHost.repositoryFacts(SHOP);
    return { full_name: SHOP, visibility, private: visibility !== 'public', default_branch: defaultBranch };
  }

  async close(): Promise<void> {
    await this.forge.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function withoutDebug(log: string): string {
  const kept = log.split('\n').filter((line) => !/^##\[debug\]|^ {2}|^[{}]$/.test(line));
  return kept.slice(-25).join('\n');
}

function run(command: string, args: readonly string[], cwd?: string): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    HOME: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.join(' ')}: ${stderr || error.message}`));
      else resolve(stdout);
    });
  });
}

/** For {@link ShopOptions.editWorkflows}: the pipeline runs when it is started by hand, and so is alone with what it does. */
export function byHand(text: string): string {
  return text.replace(/ {2}workflow_run:\n(?: {4}.*\n)+/, '');
}
