import { announcePull } from '../events/pull-event.ts';
import { countCommits } from '../git/commits.ts';
import { readRef } from '../git/refs.ts';
import { newIssue, writeBody, type Scene } from '../issues/issue-actions.ts';
import type { Pull } from '../state/records.ts';
import { closePull, keepPullRef } from './sync-pulls.ts';

export interface NewPull {
  readonly title: string;
  readonly body: string | null;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

export type PullProblem = {
  readonly field: 'head' | 'base' | 'state';
  readonly code: 'invalid' | 'custom';
  readonly message: string;
};

/** Opens a pull request between two branches of the repository, or says in GitHub's words why not. */
export async function createPull(scene: Scene, wanted: NewPull): Promise<Pull | PullProblem> {
  const { world, repository, token } = scene;
  const head = wanted.head.startsWith(`${repository.owner}:`)
    ? wanted.head.slice(repository.owner.length + 1)
    : wanted.head;
  const [headSha, baseSha] = await Promise.all([tipOf(scene, head), tipOf(scene, wanted.base)]);
  if (headSha === null) return { field: 'head', code: 'invalid', message: 'Head ref does not exist' };
  if (baseSha === null) return { field: 'base', code: 'invalid', message: 'Base ref does not exist' };
  if ((await countCommits(repository.gitDir, [headSha, `^${baseSha}`])) === 0) {
    return { field: 'head', code: 'custom', message: `No commits between ${wanted.base} and ${head}` };
  }
  const exists = [...repository.pulls.values()].some((pull) => isOpenBetween(pull, head, wanted.base));
  if (exists)
    return {
      field: 'head',
      code: 'custom',
      message: `A pull request already exists for ${repository.owner}:${head}.`,
    };
  const issue = newIssue(scene, wanted.title, wanted.body);
  const pull: Pull = {
    id: world.nextId(),
    issue,
    headRef: head,
    headSha,
    // As far as is known: whoever opens it has mostly pushed it.
    pushedBy: token.login,
    baseRef: wanted.base,
    draft: wanted.draft,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    baseShaAtEnd: null,
    reviews: [],
  };
  repository.issues.set(issue.number, issue);
  repository.pulls.set(issue.number, pull);
  await keepPullRef(repository, pull);
  await announcePull(world, repository, pull, { action: 'opened', token });
  return pull;
}

export interface PullFields {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: 'open' | 'closed';
  readonly base?: string;
}

/** Null: done; else why not. */
export async function updatePull(scene: Scene, pull: Pull, fields: PullFields): Promise<PullProblem | null> {
  const { world, repository, token } = scene;
  const { issue } = pull;
  if (fields.base !== undefined && (await tipOf(scene, fields.base)) === null) {
    return { field: 'base', code: 'invalid', message: 'Base ref does not exist' };
  }
  const reopening = fields.state === 'open' && issue.state === 'closed';
  if (reopening && (pull.mergedAt !== null || (await tipOf(scene, pull.headRef)) === null)) {
    return {
      field: 'state',
      code: 'custom',
      message: 'state cannot be changed. The head branch was deleted or merged.',
    };
  }
  issue.title = fields.title ?? issue.title;
  if (fields.body !== undefined) writeBody(scene, issue, fields.body);
  pull.baseRef = fields.base ?? pull.baseRef;
  issue.updatedAt = world.now();
  if (reopening) {
    Object.assign(issue, { state: 'open', closedAt: null, closedBy: null });
    pull.headSha = (await tipOf(scene, pull.headRef)) ?? pull.headSha;
    pull.baseShaAtEnd = null;
  }
  const closing = fields.state === 'closed' && issue.state === 'open';
  if (closing) {
    closePull(world, pull, await tipOf(scene, pull.baseRef));
    issue.closedBy = token.login;
  }
  await announcePull(world, repository, pull, {
    action: reopening ? 'reopened' : closing ? 'closed' : 'edited',
    token,
  });
  return null;
}

function tipOf(scene: Scene, branch: string): Promise<string | null> {
  return readRef(scene.repository.gitDir, `refs/heads/${branch}`);
}

function isOpenBetween(pull: Pull, head: string, base: string): boolean {
  return pull.issue.state === 'open' && pull.headRef === head && pull.baseRef === base;
}
