import { asOid } from '@sluice/model';
import { validate } from '@octokit/graphql-schema';
import { closeAll, oid, opened } from './opened.ts';

afterEach(closeAll);

test("every query that is sent is one of GitHub's own schema", async () => {
  const { forge, github } = await opened({ 'POST /graphql': [{ status: 422, json: {} }] });
  const oids = Array.from({ length: 50 }, (_, index) => asOid(index.toString(16).padStart(40, '0')));
  await Promise.allSettled([
    forge.stopSignals('stop-claude', 'refs/heads/sluice/stop'),
    forge.tips(['refs/heads/a', 'refs/heads/b']),
    forge.checkRuns([...oids, asOid(oid('e'))], 'sluice'),
    forge.pullRequests('main', 'sluice/'),
  ]);
  const queries = github.seen.map(({ body }) => String(body['query']));
  expect(queries.map((query) => /^query (\w+)/.exec(query)?.[1] ?? '').toSorted()).toEqual([
    'checkRuns',
    'pullRequests',
    'stopSignals',
    'tips',
  ]);
  for (const query of queries) expect(validate(query)).toEqual([]);
});
