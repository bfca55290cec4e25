import type { RunRecord } from '../../../runner/host.ts';
import { readCommit, type Commit } from '../../git/commits.ts';
import { nodeId } from '../../state/node-id.ts';
import type { Artifact, Workflow } from '../../state/records.ts';
import type { Job, Repository, Run } from '../../state/repository.ts';
import type { World } from '../../world.ts';
import { instant, instantOrNull } from './instant.ts';
import { minimalRepositoryView, pageUrl, repositoryUrl } from './repository-view.ts';
import { loginView } from './user-view.ts';

/** `workflow-run`, of the newest attempt or of the one that is given. */
export async function runView(
  world: World,
  repository: Repository,
  run: Run,
  record: RunRecord = run.record,
): Promise<Record<string, unknown>> {
  const commit = await readCommit(repository.gitDir, record.headSha);
  const api = repositoryUrl(world, repository);
  const url = `${api}/actions/runs/${record.id}`;
  return {
    ...identityView(repository, run, record),
    display_title: commit.message.split('\n')[0] ?? '',
    url,
    html_url: `${pageUrl(world, repository)}/actions/runs/${record.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${record.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: record.attempt > 1 ? `${url}/attempts/${record.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflowId}`,
    actor: loginView(world, record.actor),
    triggering_actor: loginView(world, record.actor),
    head_commit: simpleCommitView(commit),
    repository: minimalRepositoryView(world, repository),
    head_repository: minimalRepositoryView(world, repository),
    pull_requests: [],
  };
}

function identityView(repository: Repository, run: Run, record: RunRecord): Record<string, unknown> {
  return {
    id: record.id,
    name: record.name,
    node_id: nodeId('WorkflowRun', repository.fullName, record.id),
    check_suite_id: record.id,
    head_branch: record.headBranch,
    head_sha: record.headSha,
    path: record.path,
    run_number: record.number,
    run_attempt: record.attempt,
    referenced_workflows: record.referencedWorkflows,
    event: record.event,
    status: record.status,
    conclusion: record.conclusion,
    workflow_id: run.workflowId,
    created_at: instant(run.createdAt),
    updated_at: instant(run.updatedAt),
    run_started_at: instant(run.createdAt),
  };
}

/** `job`. */
export function jobView(world: World, repository: Repository, run: Run, job: Job): Record<string, unknown> {
  const { record } = job;
  const api = repositoryUrl(world, repository);
  const startedAt = instant(job.startedAt);
  return {
    id: record.id,
    run_id: record.runId,
    run_url: `${api}/actions/runs/${record.runId}`,
    run_attempt: record.attempt,
    node_id: nodeId('CheckRun', repository.fullName, record.id),
    head_sha: run.record.headSha,
    head_branch: run.record.headBranch,
    workflow_name: run.record.name,
    url: `${api}/actions/jobs/${record.id}`,
    html_url: `${pageUrl(world, repository)}/actions/runs/${record.runId}/job/${record.id}`,
    check_run_url: `${api}/check-runs/${record.id}`,
    name: record.name,
    status: record.status,
    conclusion: record.conclusion,
    created_at: startedAt,
    started_at: startedAt,
    completed_at: instantOrNull(job.completedAt),
    steps: record.steps.map((step) => ({
      ...step,
      started_at: startedAt,
      completed_at: instantOrNull(job.completedAt),
    })),
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
  };
}

/** `workflow`. */
export function workflowView(
  world: World,
  repository: Repository,
  workflow: Workflow,
): Record<string, unknown> {
  const since = instant(workflow.createdAt);
  const page = pageUrl(world, repository);
  return {
    id: workflow.id,
    node_id: nodeId('Workflow', repository.fullName, workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: 'active',
    created_at: since,
    updated_at: since,
    url: `${repositoryUrl(world, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${page}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${page}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
  };
}

/** `artifact`. */
export function artifactView(
  world: World,
  repository: Repository,
  artifact: Artifact,
): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/actions/artifacts/${artifact.id}`;
  const run = repository.runs.get(artifact.runId);
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', repository.fullName, artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.size,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expiresAt <= world.now(),
    created_at: instant(artifact.createdAt),
    updated_at: instant(artifact.createdAt),
    expires_at: instant(artifact.expiresAt),
    digest: artifact.digest,
    workflow_run:
      run === undefined
        ? null
        : {
            id: artifact.runId,
            repository_id: repository.id,
            head_repository_id: repository.id,
            head_branch: run.record.headBranch,
            head_sha: run.record.headSha,
          },
  };
}

function simpleCommitView(commit: Commit): Record<string, unknown> {
  return {
    id: commit.oid,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: instant(commit.committer.date),
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}
