import { Fault, type Oid } from '@sluice/model';
import type { WorkflowRunFacts } from '@sluice/ports';
import type { Answer } from './answer.ts';
import type { Api, Call, Page } from './api.ts';
import { coverNewest } from './cover-newest.ts';

const NEEDS = 'actions: read';

/** The newest runs for `push` of one workflow file, of these heads. Source: https://docs.github.com/en/rest/actions/workflow-runs */
export async function readRunsOf(
  api: Api,
  workflow: string,
  heads: ReadonlySet<Oid>,
  most: number,
): Promise<readonly WorkflowRunFacts[]> {
  const list = async (parameters: Record<string, unknown>): Promise<Page> =>
    await api.page({
      route: 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
      needs: NEEDS,
      with: { workflow_id: workflow, event: 'push', per_page: 100, ...parameters },
    });
  try {
    return await coverNewest({
      wanted: heads,
      most,
      keyOf: (run) => run.headSha,
      page: async (number) => {
        const { body, more } = await list({ page: number });
        return { items: runsIn(body), total: body.integer('total_count'), more };
      },
      single: async (head) => runsIn((await list({ head_sha: head })).body),
    });
  } catch (error) {
    // The forge knows a workflow only once some branch ran it.
    if (error instanceof Fault && error.code === 'FORGE_MISSING') return [];
    throw error;
  }
}

export async function readRun(api: Api, id: number): Promise<WorkflowRunFacts> {
  const call: Call = {
    route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
    needs: NEEDS,
    with: { run_id: id },
  };
  return runOf(await api.read(call));
}

/** Without runs that lost their branch or repository: they are of nobody who could still land. */
function runsIn(body: Answer): WorkflowRunFacts[] {
  return body
    .list('workflow_runs')
    .filter((run) => run.textOrNull('head_branch') !== null && run.maybe('head_repository') !== null)
    .map(runOf);
}

function runOf(run: Answer): WorkflowRunFacts {
  return {
    id: run.integer('id'),
    attempt: run.integer('run_attempt'),
    // `path@ref` where the run is of another ref than the default branch's file.
    path: run.text('path').replace(/@.*$/s, ''),
    event: run.text('event'),
    headSha: run.oid('head_sha'),
    headBranch: run.text('head_branch'),
    headRepositoryId: run.at('head_repository').integer('id'),
    actor: run.maybe('actor')?.text('login') ?? 'ghost',
    createdAt: run.instant('created_at'),
    status: statusOf(run.text('status')),
    conclusion: run.textOrNull('conclusion'),
    referencedWorkflows: (run.maybe('referenced_workflows')?.items() ?? []).map((called) => ({
      path: called.text('path'),
      sha: called.text('sha'),
    })),
  };
}

/** Everything that holds a run back (`requested`, `waiting`, `pending`) is still queued to us. */
function statusOf(word: string): WorkflowRunFacts['status'] {
  return word === 'completed' || word === 'in_progress' ? word : 'queued';
}
