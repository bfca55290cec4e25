import { deliverWebhook } from '../events/webhooks.ts';
import { announcePull } from '../events/pull-event.ts';
import { issueView } from '../rest/views/issue-view.ts';
import { repositoryView } from '../rest/views/repository-view.ts';
import { loginView } from '../rest/views/user-view.ts';
import type { Comment, Issue, Label } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { Token } from '../state/tokens.ts';
import type { World } from '../world.ts';

/** In what and as whom something is done; both APIs use the same actions. */
export interface Scene {
  readonly world: World;
  readonly repository: Repository;
  readonly token: Token;
}

export interface IssueFields {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: 'open' | 'closed';
  readonly stateReason?: Issue['stateReason'];
  /** Replaces all labels. */
  readonly labels?: readonly string[];
}

/** The next issue of the repository; a pull request takes its number here too. */
export function newIssue({ world, repository, token }: Scene, title: string, body: string | null): Issue {
  const now = world.now();
  return {
    id: world.nextId(),
    number: repository.nextNumber(),
    author: token.login,
    createdAt: now,
    title,
    body,
    edited: null,
    state: 'open',
    stateReason: null,
    labels: new Set(),
    updatedAt: now,
    closedAt: null,
    closedBy: null,
  };
}

export function createIssue(scene: Scene, fields: IssueFields & { readonly title: string }): Issue {
  const issue = newIssue(scene, fields.title, fields.body ?? null);
  scene.repository.issues.set(issue.number, issue);
  for (const label of fields.labels ?? []) issue.labels.add(ensureLabel(scene, label).name.toLowerCase());
  announceIssue(scene, issue, 'opened');
  return issue;
}

export function updateIssue(scene: Scene, issue: Issue, fields: IssueFields): void {
  const now = scene.world.now();
  issue.title = fields.title ?? issue.title;
  if (fields.body !== undefined) writeBody(scene, issue, fields.body);
  if (fields.labels !== undefined)
    issue.labels = new Set(fields.labels.map((name) => ensureLabel(scene, name).name.toLowerCase()));
  issue.updatedAt = now;
  const change =
    fields.state === undefined || fields.state === issue.state
      ? 'edited'
      : fields.state === 'closed'
        ? 'closed'
        : 'reopened';
  if (change === 'closed')
    Object.assign(issue, { state: 'closed', closedAt: now, closedBy: scene.token.login });
  if (change === 'reopened') Object.assign(issue, { state: 'open', closedAt: null, closedBy: null });
  const reason = { edited: issue.stateReason, closed: 'completed', reopened: 'reopened' } as const;
  issue.stateReason = fields.stateReason ?? reason[change];
  announceIssue(scene, issue, change);
}

/** GitHub remembers who changed it last; the same words again change nothing. */
export function writeBody({ world, token }: Scene, issue: Issue, body: string | null): void {
  if (body === issue.body) return;
  issue.body = body;
  issue.edited = { by: token.login, at: world.now() };
}

export async function addLabels(scene: Scene, issue: Issue, names: readonly string[]): Promise<void> {
  for (const name of names) issue.labels.add(ensureLabel(scene, name).name.toLowerCase());
  await announceLabels(scene, issue, 'labeled');
}

/** False: the issue has no such label. */
export async function removeLabel(scene: Scene, issue: Issue, name: string): Promise<boolean> {
  if (!issue.labels.delete(name.toLowerCase())) return false;
  await announceLabels(scene, issue, 'unlabeled');
  return true;
}

/** The label of this name; GitHub makes one that is not there yet. */
export function ensureLabel({ world, repository }: Pick<Scene, 'world' | 'repository'>, name: string): Label {
  const known = repository.labels.get(name.toLowerCase());
  if (known !== undefined) return known;
  const label: Label = { id: world.nextId(), name, color: 'ededed', description: null };
  repository.labels.set(name.toLowerCase(), label);
  return label;
}

export function addComment(scene: Scene, number: number, body: string): Comment {
  const now = scene.world.now();
  const comment: Comment = {
    id: scene.world.nextId(),
    number,
    author: scene.token.login,
    createdAt: now,
    body,
    updatedAt: now,
  };
  scene.repository.comments.set(comment.id, comment);
  return comment;
}

async function announceLabels(scene: Scene, issue: Issue, action: 'labeled' | 'unlabeled'): Promise<void> {
  issue.updatedAt = scene.world.now();
  const pull = scene.repository.pulls.get(issue.number);
  if (pull === undefined) announceIssue(scene, issue, action);
  else await announcePull(scene.world, scene.repository, pull, { action, token: scene.token });
}

function announceIssue({ world, repository, token }: Scene, issue: Issue, action: string): void {
  if (repository.pulls.has(issue.number)) return;
  deliverWebhook(repository, 'issues', {
    action,
    issue: issueView(world, repository, issue),
    repository: repositoryView(world, repository),
    sender: loginView(world, token.login),
  });
}
