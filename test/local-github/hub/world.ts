// A hub with one repository, and the clients that tests drive it with.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getOctokit } from '@actions/github';
import { graphql } from '@octokit/graphql';
import { Hub, type HubOptions } from '../../../packages/local-github/src/hub/hub.ts';
import type { Repository } from '../../../packages/local-github/src/hub/state/repository.ts';
import type { Token, TokenRequest } from '../../../packages/local-github/src/hub/state/tokens.ts';

export const NAME = 'acme/shop';
export const REPO = { owner: 'acme', repo: 'shop' };

export interface GitResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export class World {
  readonly hub: Hub;
  readonly directory: string;
  readonly repository: Repository;
  /** The administrator's token. */
  readonly admin: Token;
  #clock = 1_700_000_000;

  constructor(hub: Hub, directory: string, repository: Repository) {
    this.hub = hub;
    this.directory = directory;
    this.repository = repository;
    this.admin = hub.createToken({ kind: 'user', login: 'ada' });
  }

  token(request: TokenRequest): Token {
    return this.hub.createToken(request);
  }

  octokit(token: Token = this.admin): ReturnType<typeof getOctokit> {
    return getOctokit(token.value, { baseUrl: `${this.hub.url}/api/v3` });
  }

  graphql(token: Token = this.admin): typeof graphql {
    return graphql.defaults({
      baseUrl: `${this.hub.url}/api`,
      headers: { authorization: `bearer ${token.value}` },
    });
  }

  /** Real git, with the token as actions/checkout and our own fetch hand it over. */
  git(cwd: string, args: readonly string[], token: Token | null = this.admin): Promise<GitResult> {
    const basic = token === null ? '' : Buffer.from(`x-access-token:${token.value}`).toString('base64');
    const auth = token === null ? [] : ['-c', `http.extraHeader=AUTHORIZATION: basic ${basic}`];
    return run('git', [...auth, ...args], cwd);
  }

  get remote(): string {
    return `${this.hub.runnerHost.serverUrl}/${NAME}`;
  }

  /** A clone with one commit on main, pushed by the administrator. */
  async clone(name = 'work'): Promise<string> {
    const path = join(this.directory, name);
    await run('git', ['init', '--quiet', '--initial-branch=main', path], this.directory);
    await this.commit(path, { 'a.txt': 'one\n' });
    await this.git(path, ['remote', 'add', 'origin', this.remote]);
    await this.git(path, ['push', '--quiet', 'origin', 'main']);
    return path;
  }

  /** Commits files on the branch that is checked out; the id. */
  async commit(path: string, files: Readonly<Record<string, string>>, message = 'Change'): Promise<string> {
    for (const [name, content] of Object.entries(files)) {
      await run('sh', ['-c', 'mkdir -p "$(dirname "$0")" && printf %s "$1" > "$0"', name, content], path);
    }
    await run('git', ['add', '--all'], path);
    await run('git', ['commit', '--quiet', '--allow-empty', '-m', message], path);
    return (await run('git', ['rev-parse', 'HEAD'], path)).out;
  }

  /** Writes a commit straight into the hub's repository, without a push or an event; the id. */
  write(branch: string, files: Readonly<Record<string, string>>, from: string | null = null): string {
    const parts = Object.entries(files).map(
      ([path, content]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(content)}\n${content}\n`,
    );
    const start = from === null ? '' : `from ${from}\n`;
    const head = `commit refs/heads/${branch}\ncommitter Ada <ada@example.org> ${++this.#clock} +0000\ndata 6\nChange\n`;
    const input = `reset refs/heads/${branch}\n\n${head}${start}${parts.join('')}`;
    const { gitDir } = this.repository;
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };
    execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: gitDir, env, input });
    return execFileSync('git', ['rev-parse', branch], { cwd: gitDir, env, encoding: 'utf8' }).trim();
  }

  async close(): Promise<void> {
    await this.hub.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export async function openWorld(
  options: Partial<HubOptions> & { readonly visibility?: 'public' | 'private' } = {},
): Promise<World> {
  const { visibility = 'private', ...rest } = options;
  const directory = mkdtempSync(join(tmpdir(), 'hub-test-'));
  const hub = await Hub.start({ ...rest, directory: join(directory, 'hub') });
  const repository = await hub.createRepository({ owner: 'acme', name: 'shop', visibility });
  return new World(hub, directory, repository);
}

function run(command: string, args: readonly string[], cwd: string): Promise<GitResult> {
  const env = {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env }, (error, out, err) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1,
        out: out.trimEnd(),
        err,
      });
    });
  });
}
