import type { IssueFacts } from '@sluice/ports';
import { ACTOR, actorLogin, writerOf } from './actor-login.ts';
import type { Api } from './api.ts';

/** The account of the token of every workflow. */
const OWN = 'github-actions[bot]';

const DOCUMENT = `query explainedIssues($owner: String!, $repo: String!, $labels: [String!]) {
  repository(owner: $owner, name: $repo) {
    issues(labels: $labels, states: CLOSED, first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        number url title body
        author ${ACTOR}
        lastEditedAt
        editor ${ACTOR}
        timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) {
          nodes { __typename ... on ClosedEvent { actor ${ACTOR} } }
        }
      }
    }
  }
}`;

/**
 * The newest issues with the label that a workflow wrote, whose text is still what it wrote, and that a person closed.
 * A workflow of an agent branch can write and close an issue too, under the same account; it cannot be a person.
 */
export async function readExplainedIssues(api: Api, label: string): Promise<readonly IssueFacts[]> {
  const repository = await api.query({
    name: 'explainedIssues',
    needs: 'issues: read',
    document: DOCUMENT,
    variables: { labels: [label] },
  });
  const nodes = repository.at('issues').list('nodes');
  return nodes
    .filter((node) => {
      const [closed] = node.at('timelineItems').list('nodes');
      const byPerson = closed?.maybe('actor')?.text('__typename') === 'User';
      return byPerson && actorLogin(node.maybe('author')) === OWN && writerOf(node) === OWN;
    })
    .map((node) => ({
      number: node.integer('number'),
      url: node.text('url'),
      state: 'closed',
      title: node.text('title'),
      body: node.text('body'),
    }));
}
