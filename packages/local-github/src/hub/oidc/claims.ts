import type { JobRequest, RunRecord } from '../../runner/host.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../world.ts';

/**
 * What a job's ID token says, apart from audience, issuer and times. `sha` and `ref` are the caller's; the `job_workflow_*`
 * claims are of the file in which the job stands.
 * Source: https://docs.github.com/en/actions/reference/security/oidc
 */
export function claimsOf(
  world: World,
  repository: Repository,
  request: JobRequest,
  run: RunRecord,
): Readonly<Record<string, string>> {
  const { event } = request;
  const pull = event.payload['pull_request'] as
    { head?: { ref?: string }; base?: { ref?: string } } | undefined;
  return {
    sub: `repo:${repository.fullName}:${subjectOf(request)}`,
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    repository_owner_id: String(world.directory.user(repository.owner).id),
    repository_visibility: repository.visibility,
    ref: event.ref,
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha: event.sha,
    head_ref: pull?.head?.ref ?? '',
    base_ref: pull?.base?.ref ?? '',
    workflow: run.name,
    workflow_ref: request.workflowRef,
    workflow_sha: request.workflowSha,
    job_workflow_ref: request.jobWorkflowRef,
    job_workflow_sha: request.jobWorkflowSha,
    event_name: event.name,
    run_id: String(request.runId),
    run_number: String(run.number),
    run_attempt: String(request.attempt),
    runner_environment: request.runnerEnvironment,
    actor: event.actor,
    actor_id: String(world.directory.user(event.actor).id),
    ...(request.environment === null ? {} : { environment: request.environment }),
  };
}

function subjectOf(request: JobRequest): string {
  if (request.environment !== null) return `environment:${request.environment}`;
  return request.event.name === 'pull_request' ? 'pull_request' : `ref:${request.event.ref}`;
}
