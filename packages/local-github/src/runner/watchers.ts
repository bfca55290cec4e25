// Hooks by which tests and pages follow a run, and by which tests make something go wrong at a moment they choose.
import type { Listeners, ProcessNotice, StepNotice } from './options.ts';
import type { JobReport } from './report.ts';

type Watcher<T> = (notice: T) => void | Promise<void>;

export class Watchers implements Listeners {
  #steps = new Set<Watcher<StepNotice>>();
  #processes = new Set<(notice: ProcessNotice) => void>();
  #jobs = new Set<Watcher<JobReport>>();
  #failures: { readonly pattern: RegExp; left: number }[] = [];

  /** Called and waited for before each step of a job, its pre and post stages too. Gives a function that ends it. */
  steps(watcher: Watcher<StepNotice>): () => void {
    return watch(this.#steps, watcher);
  }

  /** Called when a process of a step has started. */
  processes(watcher: (notice: ProcessNotice) => void): () => void {
    return watch(this.#processes, watcher);
  }

  /** Called and waited for when a job has ended. */
  jobs(watcher: Watcher<JobReport>): () => void {
    return watch(this.#jobs, watcher);
  }

  /** The next `times` jobs whose name matches fail before their first step. */
  failJob(pattern: RegExp, times = 1): void {
    this.#failures.push({ pattern, left: times });
  }

  async beforeStep(notice: StepNotice): Promise<void> {
    await Promise.all([...this.#steps].map(async (watcher) => watcher(notice)));
  }

  onProcess(notice: ProcessNotice): void {
    for (const watcher of this.#processes) watcher(notice);
  }

  async afterJob(report: JobReport): Promise<void> {
    await Promise.all([...this.#jobs].map(async (watcher) => watcher(report)));
  }

  shallFail(jobName: string): boolean {
    const found = this.#failures.find(({ pattern, left }) => left > 0 && pattern.test(jobName));
    if (found) found.left -= 1;
    return found !== undefined;
  }
}

function watch<T>(watchers: Set<T>, watcher: T): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
