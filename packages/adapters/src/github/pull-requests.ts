import type { BranchName } from '@sluice/model';
import type { PullRequestFacts } from '@sluice/ports';
import { ACTOR, actorLogin, writerOf } from './actor-login.ts';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

const FIELDS = `{
    pageInfo { hasNextPage endCursor }
    nodes {
      number url state title body headRefName headRefOid baseRefName isCrossRepository
      mergeCommit { oid }
      author ${ACTOR}
      lastEditedAt
      editor ${ACTOR}
    }
  }`;

const DOCUMENT = `query pullRequests($owner: String!, $repo: String!, $base: String!, $after: String, $all: Boolean!) {
  repository(owner: $owner, name: $repo) {
    open: pullRequests(
      baseRefName: $base, states: OPEN, first: 50, after: $after, orderBy: { field: CREATED_AT, direction: DESC }
    ) ${FIELDS}
    ended: pullRequests(
      baseRefName: $base, states: [CLOSED, MERGED], first: 50, orderBy: { field: UPDATED_AT, direction: DESC }
    ) @include(if: $all) ${FIELDS}
  }
}`;

/**
 * All open pull requests from this repository's own branches with that prefix, and of the newest 50 that ended those with
 * it. A fork may call its branch anything: its pull requests are never ours.
 */
export async function readPullRequests(
  api: Api,
  base: BranchName,
  headPrefix: string,
): Promise<readonly PullRequestFacts[]> {
  const nodes: Answer[] = [];
  for (let after: string | null = null, first = true; first || after !== null; first = false) {
    const repository: Answer = await api.query({
      name: 'pullRequests',
      needs: 'pull-requests: read',
      document: DOCUMENT,
      variables: { base, after, all: first },
    });
    const open: Answer = repository.at('open');
    nodes.push(...open.list('nodes'), ...(first ? repository.at('ended').list('nodes') : []));
    const page: Answer = open.at('pageInfo');
    after = page.flag('hasNextPage') ? page.text('endCursor') : null;
  }
  return nodes.filter((node) => isOurs(node, headPrefix)).map(pullRequestOf);
}

function isOurs(node: Answer, headPrefix: string): boolean {
  return !node.flag('isCrossRepository') && node.text('headRefName').startsWith(headPrefix);
}

function pullRequestOf(node: Answer): PullRequestFacts {
  const state = node.word('state', ['OPEN', 'CLOSED', 'MERGED']);
  return {
    number: node.integer('number'),
    url: node.text('url'),
    state: ({ OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const)[state],
    title: node.text('title'),
    body: node.text('body'),
    head: node.text('headRefName'),
    headSha: node.oid('headRefOid'),
    base: node.text('baseRefName'),
    author: actorLogin(node.maybe('author')),
    writer: writerOf(node),
    mergeCommit: node.maybe('mergeCommit')?.oid('oid') ?? null,
  };
}
