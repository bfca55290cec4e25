import { nodeId } from '../../state/node-id.ts';
import type { CheckRun, Status } from '../../state/records.ts';
import type { Repository } from '../../state/repository.ts';
import type { World } from '../../world.ts';
import { instant, instantOrNull } from './instant.ts';
import { pageUrl, repositoryUrl } from './repository-view.ts';
import { appView, loginView } from './user-view.ts';

/** One suite for each app and commit. */
export function suiteIdOf(run: CheckRun): number {
  return Number.parseInt(run.headSha.slice(0, 8), 16) + run.app.id;
}

/** `check-run`. */
export function checkRunView(world: World, repository: Repository, run: CheckRun): Record<string, unknown> {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const page = `${pageUrl(world, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CheckRun', repository.fullName, run.id),
    name: run.name,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: instant(run.startedAt),
    completed_at: instantOrNull(run.completedAt),
    output: { ...run.output, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: suiteIdOf(run) },
    app: appView(world, run.app),
    pull_requests: [],
  };
}

/** `status`, which has everything that `simple-commit-status` needs. */
export function statusView(world: World, repository: Repository, status: Status): Record<string, unknown> {
  return {
    url: `${repositoryUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: null,
    id: status.id,
    node_id: nodeId('StatusContext', repository.fullName, status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: instant(status.createdAt),
    updated_at: instant(status.createdAt),
    creator: loginView(world, status.creator),
  };
}
