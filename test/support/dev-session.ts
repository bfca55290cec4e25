// `sluice dev` as a person uses it: `up` in one terminal, the other commands in another, on a small repository.
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const CLI = join(import.meta.dirname, '../../dist/sluice/index.cjs');

export interface Told {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export class DevSession {
  readonly directory = mkdtempSync(join(tmpdir(), 'sluice-devtest-'));
  readonly repository = join(this.directory, 'shop');
  readonly stateFile = join(this.repository, '.git/sluice/dev.json');
  #up: ChildProcess | null = null;
  #printed = '';
  #exit: Promise<number | null> = Promise.resolve(null);

  constructor() {
    mkdirSync(this.repository);
    this.git('init', '--quiet', '--initial-branch=main');
  }

  commit(files: Readonly<Record<string, string>>, message: string): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.repository, path)), { recursive: true });
      writeFileSync(join(this.repository, path), text);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
  }

  branch(name: string, files: Readonly<Record<string, string>>, message: string): void {
    this.git('checkout', '--quiet', '-b', name, 'main');
    this.commit(files, message);
    this.git('checkout', '--quiet', 'main');
  }

  git(...args: readonly string[]): string {
    const who = ['-c', 'user.name=Agent', '-c', 'user.email=agent@shop.example'];
    const env = { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
    return execFileSync('git', [...who, ...args], { cwd: this.repository, encoding: 'utf8', env });
  }

  /** All that a command could have changed in the repository. */
  look(): string {
    const parts = [
      ['for-each-ref'],
      ['status', '--porcelain'],
      ['symbolic-ref', 'HEAD'],
      ['config', '--local', '--list'],
    ];
    return parts.map((args) => this.git(...args)).join('\n');
  }

  /** Starts `up` and resolves when it says that it runs. */
  async up(): Promise<string> {
    const child = spawn(process.execPath, [CLI, 'dev', 'up', '--repo', this.repository], { stdio: 'pipe' });
    this.#up = child;
    this.#exit = new Promise((resolve) => child.once('exit', resolve));
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer): void => {
        this.#printed += chunk.toString('utf8');
        if (this.#printed.includes('Ctrl-C')) resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', () => reject(new Error(this.#printed)));
    });
    return this.#printed;
  }

  /** As Ctrl-C does on a terminal; the exit code. */
  interrupt(): Promise<number | null> {
    this.#up?.kill('SIGINT');
    return this.#exit;
  }

  run(...args: readonly string[]): Promise<Told> {
    return new Promise((resolve) => {
      const given = [CLI, 'dev', args[0]!, '--repo', this.repository, ...args.slice(1)];
      execFile(process.execPath, given, { maxBuffer: 1 << 26 }, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err });
      });
    });
  }

  state(): { pid: number; url: string; repository: string; directory: string; agentToken: string } {
    return JSON.parse(readFileSync(this.stateFile, 'utf8')) as ReturnType<DevSession['state']>;
  }

  /** Ids of the process and of all below it. */
  family(pid: number): number[] {
    const parents = readdirSync('/proc').flatMap((name) => {
      if (!/^\d+$/.test(name)) return [];
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const];
      } catch {
        return [];
      }
    });
    const below = (id: number): number[] => [
      id,
      ...parents.filter(([, parent]) => parent === id).flatMap(([child]) => below(child)),
    ];
    return below(pid);
  }

  async close(): Promise<void> {
    if (this.#up?.exitCode === null) await this.interrupt();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
