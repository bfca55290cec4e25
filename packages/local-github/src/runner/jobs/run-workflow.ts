// The graph of a workflow's jobs: each starts when those it needs have ended.
import { evaluateText, type Scope } from '../contexts/evaluate.ts';
import type { Job } from '../workflow/workflow.ts';
import { joinResults, type NodeResult, type Run, type WorkflowScope } from './run.ts';
import { runNode } from './run-node.ts';

/** Runs all jobs; the outputs are those that the workflow declares for its caller. */
export async function runWorkflow(run: Run, scope: WorkflowScope): Promise<NodeResult> {
  const { jobs, call } = scope.workflow;
  const results = new Map<string, NodeResult>();
  const started = new Map<string, Promise<void>>();
  const start = (job: Job): Promise<void> => {
    const before = started.get(job.id);
    if (before) return before;
    const promise = (async () => {
      await Promise.all(job.needs.map((id) => start(jobOf(jobs, id))));
      results.set(job.id, await runNode(run, scope, job, results));
    })();
    started.set(job.id, promise);
    return promise;
  };
  await Promise.all(jobs.map(start));
  const within: Scope = {
    contexts: { github: run.github, inputs: scope.inputs, jobs: Object.fromEntries(results) },
  };
  const outputs = Object.entries(call?.outputs ?? {}).map(
    ([name, value]) => [name, evaluateText(value, within)] as const,
  );
  const all = [...results.values()];
  return {
    result: joinResults(all.map(({ result }) => result)),
    outputs: Object.fromEntries(outputs),
    ran: all.some(({ ran }) => ran),
  };
}

function jobOf(jobs: readonly Job[], id: string): Job {
  const job = jobs.find((each) => each.id === id);
  if (!job) throw new Error(`The job '${id}' passed the parser and does not exist.`);
  return job;
}
