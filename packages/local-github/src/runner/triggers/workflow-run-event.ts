// The event by which one run starts others.
import type { RunnerHost, RunRecord, TriggerEvent } from '../host.ts';

/** How many `workflow_run` events may follow each other. Source: GitHub, "Events that trigger workflows", workflow_run. */
export const MAX_CHAIN = 3;

export type WorkflowRunAction = 'requested' | 'in_progress' | 'completed';

/** `sha` and `ref` are set when the workflows are selected: those of the default branch. */
export function workflowRunEvent(
  host: RunnerHost,
  record: RunRecord,
  action: WorkflowRunAction,
): TriggerEvent {
  const { repository, name, path } = record;
  const facts = host.repositoryFacts(repository);
  const owner = { login: facts.owner, id: facts.ownerId };
  const about = {
    id: facts.id,
    name: repository.split('/').at(-1),
    full_name: repository,
    owner,
    default_branch: facts.defaultBranch,
    private: facts.visibility !== 'public',
    visibility: facts.visibility,
  };
  return {
    name: 'workflow_run',
    repository,
    sha: record.headSha,
    ref: `refs/heads/${facts.defaultBranch}`,
    actor: record.actor,
    changedPaths: null,
    payload: {
      action,
      repository: about,
      sender: { login: record.actor },
      workflow: { name, path },
      workflow_run: { ...runFields(record), repository: about, head_repository: about },
    },
  };
}

function runFields(record: RunRecord): Record<string, unknown> {
  return {
    id: record.id,
    name: record.name,
    path: record.path,
    event: record.event,
    status: record.status,
    conclusion: record.conclusion,
    head_sha: record.headSha,
    head_branch: record.headBranch,
    head_commit: { id: record.headSha },
    run_number: record.number,
    run_attempt: record.attempt,
    actor: { login: record.actor },
    triggering_actor: { login: record.actor },
    pull_requests: [],
    referenced_workflows: record.referencedWorkflows,
  };
}
