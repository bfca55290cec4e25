// A real git repository on disk.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ENV = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

export class Repository {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
    this.git('init', '-q', '-b', 'main');
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.directory,
      env: ENV,
      maxBuffer: 1 << 28,
      encoding: 'utf8',
    }).trim();
  }

  buffer(...args: string[]): Buffer {
    return execFileSync('git', args, {
      cwd: this.directory,
      env: ENV,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  /** Adds files to a branch, made from where the repository stands; gives the commit. */
  commit(files: Readonly<Record<string, string>>, branch = 'main'): string {
    if (this.current() !== branch)
      this.git('checkout', '-q', ...(this.has(branch) ? [branch] : ['-b', branch]));
    for (const [path, content] of Object.entries(files)) {
      const full = join(this.directory, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
    }
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', 'Change');
    return this.git('rev-parse', 'HEAD');
  }

  private current(): string {
    return this.git('symbolic-ref', '--short', 'HEAD');
  }

  private has(branch: string): boolean {
    return this.git('branch', '--list', branch) !== '';
  }
}
