import type { StopSignals } from '@sluice/ports';
import type { Api } from './api.ts';

const DOCUMENT = `query stopSignals($owner: String!, $repo: String!, $labels: [String!], $ref: String!) {
  repository(owner: $owner, name: $repo) {
    issues(labels: $labels, states: OPEN, first: 20) { nodes { number } }
    pullRequests(labels: $labels, states: OPEN, first: 20) { nodes { number } }
    ref(qualifiedName: $ref) { name }
  }
}`;

/** One request for all that says stop. Only a complete answer is an answer: whatever else is a fault. */
export async function readStopSignals(api: Api, label: string, ref: string): Promise<StopSignals> {
  const repository = await api.query({
    name: 'stopSignals',
    needs: 'contents: read, issues: read and pull-requests: read',
    document: DOCUMENT,
    variables: { labels: [label], ref },
  });
  const numbered = [...repository.at('issues').list('nodes'), ...repository.at('pullRequests').list('nodes')];
  // `at` demands that the field is there: null means that there is no such ref, missing means that nobody looked.
  const found = repository.value as Readonly<Record<string, unknown>>;
  return {
    labelled: numbered.map((one) => `#${one.integer('number')}`),
    ref: found['ref'] === null ? false : repository.at('ref').text('name') !== '',
  };
}
