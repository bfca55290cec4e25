import {
  addComment,
  addLabels,
  createIssue,
  ensureLabel,
  removeLabel,
  updateIssue,
  type Scene,
} from '../issues/issue-actions.ts';
import { created, invalid, noContent, notFound, ok, Refusal } from '../http/answer.ts';
import { bodyOf, entryOf, queryText, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { listed } from '../http/paging.ts';
import type { Issue, Label } from '../state/records.ts';
import { commentView, issueView, labelsOf, labelView } from './views/issue-view.ts';

type LabelName = string | { readonly name?: string };

interface IssueRequest {
  readonly title: string | number;
  readonly body: string | null;
  readonly labels: readonly LabelName[];
  readonly state: 'open' | 'closed';
  readonly state_reason: Issue['stateReason'];
}

export const ISSUE_ROUTES = {
  'issues/list-for-repo': listIssues,
  'issues/get': (call) => ok(issueView(call.world, repositoryOf(call), issueOf(call))),
  'issues/create': (call) => {
    const body = bodyOf<IssueRequest>(call);
    const title = String(body.title ?? '');
    if (title === '') throw invalid('Issue', 'title', 'missing_field');
    const issue = createIssue(sceneOf(call), {
      title,
      body: body.body ?? null,
      labels: (body.labels ?? []).map(nameOf),
    });
    return created(issueView(call.world, repositoryOf(call), issue));
  },
  'issues/update': (call) => {
    const body = bodyOf<IssueRequest>(call);
    const issue = issueOf(call);
    updateIssue(sceneOf(call), issue, {
      ...(body.title === undefined ? {} : { title: String(body.title) }),
      ...(body.body === undefined ? {} : { body: body.body }),
      ...(body.state === undefined ? {} : { state: body.state }),
      ...((body.state_reason ?? null) === null ? {} : { stateReason: body.state_reason }),
      ...(body.labels === undefined ? {} : { labels: body.labels.map(nameOf) }),
    });
    return ok(issueView(call.world, repositoryOf(call), issue));
  },
  'issues/list-comments': (call) => {
    const { number } = issueOf(call);
    const comments = [...repositoryOf(call).comments.values()].filter((one) => one.number === number);
    return listed(call, comments, (one) => commentView(call.world, repositoryOf(call), one));
  },
  'issues/create-comment': (call) => {
    const { body = '' } = bodyOf<{ body: string }>(call);
    return created(
      commentView(call.world, repositoryOf(call), addComment(sceneOf(call), issueOf(call).number, body)),
    );
  },
  'issues/get-comment': (call) => ok(commentView(call.world, repositoryOf(call), commentOf(call))),
  'issues/update-comment': (call) => {
    const comment = commentOf(call);
    comment.body = bodyOf<{ body: string }>(call).body ?? comment.body;
    comment.updatedAt = call.world.now();
    return ok(commentView(call.world, repositoryOf(call), comment));
  },
  'issues/delete-comment': (call) => {
    repositoryOf(call).comments.delete(commentOf(call).id);
    return noContent;
  },
  'issues/list-labels-on-issue': (call) => listLabels(call, labelsOf(repositoryOf(call), issueOf(call))),
  'issues/add-labels': async (call) => {
    const { labels = [] } = bodyOf<{ labels: readonly LabelName[] }>(call);
    await addLabels(sceneOf(call), issueOf(call), labels.map(nameOf));
    return ok(viewLabels(call, issueOf(call)));
  },
  'issues/remove-label': async (call) => {
    const had = await removeLabel(sceneOf(call), issueOf(call), call.params['name'] ?? '');
    if (!had) throw new Refusal(404, 'Label does not exist');
    return ok(viewLabels(call, issueOf(call)));
  },
  'issues/list-labels-for-repo': (call) => listLabels(call, [...repositoryOf(call).labels.values()]),
  'issues/create-label': (call) => {
    const { name = '', color = 'ededed', description = null } = bodyOf<Label>(call);
    const repository = repositoryOf(call);
    if (repository.labels.has(name.toLowerCase())) throw invalid('Label', 'name', 'already_exists');
    const label = { ...ensureLabel({ world: call.world, repository }, name), color, description };
    repository.labels.set(name.toLowerCase(), label);
    return created(labelView(call.world, repository, label));
  },
  'issues/get-label': (call) => {
    const label = repositoryOf(call).labels.get((call.params['name'] ?? '').toLowerCase());
    if (label === undefined) throw notFound();
    return ok(labelView(call.world, repositoryOf(call), label));
  },
} satisfies Record<string, Handler>;

export function sceneOf(call: Call): Scene {
  if (call.token === null) throw new Refusal(401, 'Requires authentication');
  return { world: call.world, repository: repositoryOf(call), token: call.token };
}

function issueOf(call: Call): Issue {
  return entryOf(call, repositoryOf(call).issues, 'issue_number');
}

function commentOf(call: Call): ReturnType<typeof addComment> {
  return entryOf(call, repositoryOf(call).comments, 'comment_id');
}

/** Open ones, newest first, unless asked otherwise; labels have to be there all. */
function listIssues(call: Call): ReturnType<typeof ok> {
  const repository = repositoryOf(call);
  const state = queryText(call, 'state') ?? 'open';
  const labels = (queryText(call, 'labels') ?? '').split(',').filter((name) => name !== '');
  const creator = queryText(call, 'creator');
  const issues = [...repository.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => labels.every((name) => issue.labels.has(name.toLowerCase())))
    .filter((issue) => creator === null || issue.author === creator);
  const ordered = queryText(call, 'direction') === 'asc' ? issues : issues.reverse();
  return listed(call, ordered, (issue) => issueView(call.world, repository, issue));
}

function listLabels(call: Call, labels: readonly Label[]): ReturnType<typeof ok> {
  return listed(call, labels, (label) => labelView(call.world, repositoryOf(call), label));
}

function viewLabels(call: Call, issue: Issue): unknown {
  return labelsOf(repositoryOf(call), issue).map((label) => labelView(call.world, repositoryOf(call), label));
}

function nameOf(label: LabelName): string {
  return typeof label === 'string' ? label : (label.name ?? '');
}
