// A forge with one runner, and short words for what tests do with it.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TriggerEvent } from '../../../../packages/local-github/src/runner/host.ts';
import type { RunnerOptions } from '../../../../packages/local-github/src/runner/options.ts';
import type { JobReport, RunReport } from '../../../../packages/local-github/src/runner/report.ts';
import { WorkflowRunner } from '../../../../packages/local-github/src/runner/workflow-runner.ts';
import { GitHost } from './git-host.ts';

export const REPOSITORY = 'octo/app';

export class Forge {
  readonly host: GitHost;
  readonly runner: WorkflowRunner;
  readonly directory = mkdtempSync(join(tmpdir(), 'runner-'));

  constructor(options: Partial<RunnerOptions> = {}) {
    this.host = new GitHost(join(this.directory, 'repositories'));
    this.runner = new WorkflowRunner(this.host, {
      workDir: join(this.directory, 'work'),
      grace: { interruptMs: 2000, terminateMs: 1000, afterCancelMs: 20_000 },
      ...options,
    });
  }

  /** Directories that jobs left behind. */
  leftOvers(): string[] {
    return readdirSync(join(this.directory, 'work'));
  }

  commit(files: Readonly<Record<string, string>>, branch = 'main', repository = REPOSITORY): string {
    return this.host.repository(repository).commit(files, branch);
  }

  pushEvent(sha: string, branch = 'main', change: Partial<TriggerEvent> = {}): TriggerEvent {
    const ref = `refs/heads/${branch}`;
    const payload = { ref, after: sha, repository: { full_name: REPOSITORY } };
    return {
      name: 'push',
      repository: REPOSITORY,
      sha,
      ref,
      actor: 'ada',
      payload,
      changedPaths: null,
      ...change,
    };
  }

  /** Commits, pushes, and waits for what that starts and what follows. */
  async push(files: Readonly<Record<string, string>>, branch = 'main'): Promise<RunReport[]> {
    const sha = this.commit(files, branch);
    const runs = await this.runner.trigger(this.pushEvent(sha, branch));
    await this.runner.idle();
    return runs.map(({ id }) => this.runner.run(id));
  }

  /** Pushes one workflow and gives its run. */
  async runOne(workflow: string, files: Readonly<Record<string, string>> = {}): Promise<RunReport> {
    const [run, ...others] = await this.push({ ...files, '.github/workflows/main.yml': workflow });
    if (!run || others.length > 0)
      throw new Error(`One run was expected, not ${run ? others.length + 1 : 0}.`);
    return run;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export function jobOf(run: RunReport, key: string): JobReport {
  const job = run.jobs.find((each) => each.key === key);
  if (!job) throw new Error(`There is no job '${key}' among: ${run.jobs.map((each) => each.key).join(', ')}`);
  return job;
}

/** The conclusion of each job by key. */
export function conclusions(run: RunReport): Record<string, string> {
  return Object.fromEntries(run.jobs.map(({ key, conclusion }) => [key, conclusion]));
}
