import { GraphqlResponseError } from '@octokit/graphql';
import type { Token } from '../../../packages/local-github/src/hub/state/tokens.ts';
import { openWorld, REPO, type World } from './world.ts';

let world: World;
let base: string;
beforeEach(async () => {
  world = await openWorld();
  base = world.write('main', { 'a.txt': 'one\n' });
});
afterEach(() => world.close());

const VARIABLES = { owner: REPO.owner, name: REPO.repo };

/** The answer's data, without a violation. */
async function ask<T>(query: string, variables: Record<string, unknown> = {}, token?: Token): Promise<T> {
  const data = await world.graphql(token)<T>(query, { ...VARIABLES, ...variables });
  expect(world.hub.violations).toEqual([]);
  return data;
}

/** `type: message` of the first error. */
async function askWrongly(
  query: string,
  variables: Record<string, unknown> = {},
  token?: Token,
): Promise<string> {
  const error: unknown = await world
    .graphql(token)(query, { ...VARIABLES, ...variables })
    .catch((one: unknown) => one);
  expect(error).toBeInstanceOf(GraphqlResponseError);
  const [first] = (error as GraphqlResponseError<unknown>).errors ?? [];
  return `${first?.type ?? ''}: ${first?.message ?? ''}`;
}

const idOf = async (): Promise<string> =>
  (
    await ask<{ repository: { id: string } }>(
      'query($owner:String!,$name:String!){repository(owner:$owner,name:$name){id}}',
    )
  ).repository.id;

const UPDATE_REFS = 'mutation($input:UpdateRefsInput!){updateRefs(input:$input){clientMutationId}}';
const CREATE_PULL =
  'mutation($input:CreatePullRequestInput!){createPullRequest(input:$input){pullRequest{id number state}}}';

describe('GraphQL', () => {
  test('tells branches, their commits, issues and pull requests in one query', async () => {
    for (const name of ['a', 'b', 'c']) world.write(`claude/${name}`, { [`${name}.txt`]: name }, base);
    const { rest } = world.octokit();
    await rest.issues.create({ ...REPO, title: 'Stop', labels: ['stop-claude'] });
    await rest.pulls.create({ ...REPO, title: 'Land', head: 'claude/a', base: 'main' });
    const query = `query($owner:String!,$name:String!,$after:String){
      repository(owner:$owner,name:$name){
        nameWithOwner visibility isPrivate
        defaultBranchRef{name target{oid ... on Commit{tree{oid} parents(first:2){totalCount}}}}
        ref(qualifiedName:"refs/heads/sluice/stop"){name}
        refs(refPrefix:"refs/heads/claude/",first:2,after:$after){totalCount nodes{name prefix target{oid}} pageInfo{hasNextPage endCursor}}
        issues(labels:["stop-claude"],states:[OPEN],first:1){nodes{number title state labels(first:5){nodes{name}}}}
        pullRequests(headRefName:"claude/a",states:[OPEN],first:1){nodes{number state headRefOid baseRefOid isDraft author{login} mergeable}}
        issueOrPullRequest(number:2){__typename ... on PullRequest{merged}}
        label(name:"stop-claude"){name}
      } rateLimit{remaining}}`;
    const first = await ask<{ repository: Readonly<Record<string, unknown>> }>(query);
    expect(first.repository).toMatchObject({
      nameWithOwner: 'acme/shop',
      visibility: 'PRIVATE',
      defaultBranchRef: { name: 'main', target: { oid: base, parents: { totalCount: 0 } } },
      ref: null,
      refs: {
        totalCount: 3,
        nodes: [{ name: 'claude/a', prefix: 'refs/heads/' }, {}],
        pageInfo: { hasNextPage: true },
      },
      issues: { nodes: [{ number: 1, state: 'OPEN', labels: { nodes: [{ name: 'stop-claude' }] } }] },
      pullRequests: {
        nodes: [
          { number: 2, state: 'OPEN', baseRefOid: base, author: { login: 'ada' }, mergeable: 'MERGEABLE' },
        ],
      },
      issueOrPullRequest: { __typename: 'PullRequest', merged: false },
      label: { name: 'stop-claude' },
    });
    const { endCursor } = (first.repository['refs'] as { pageInfo: { endCursor: string } }).pageInfo;
    const second = await ask<{ repository: unknown }>(query, { after: endCursor });
    expect(second.repository).toMatchObject({
      refs: { nodes: [{ name: 'claude/c' }], pageInfo: { hasNextPage: false } },
    });
    expect(world.hub.counts().graphql).toBe(2);
  });

  test('updateRefs moves all refs or none, and only from where they were expected', async () => {
    const repositoryId = await idOf();
    const next = world.write('next', { 'a.txt': 'two\n' }, base);
    const update = (refUpdates: readonly object[]) => ({ input: { repositoryId, refUpdates } });
    const x = { name: 'refs/heads/x', afterOid: next, beforeOid: '0'.repeat(40) };
    await ask(UPDATE_REFS, update([x]));
    const stale = { name: 'refs/heads/main', afterOid: next, beforeOid: next };
    expect(await askWrongly(UPDATE_REFS, update([{ ...x, name: 'refs/heads/y' }, stale]))).toMatch(
      /^STALE_DATA/,
    );
    const back = { name: 'refs/heads/x', afterOid: base };
    expect(await askWrongly(UPDATE_REFS, update([back]))).toMatch(/^UNPROCESSABLE.*not a fast forward/);
    await ask(UPDATE_REFS, update([{ ...back, force: true }]));
    const { data } = await world.octokit().rest.repos.listBranches(REPO);
    expect(data.map((one) => [one.name, one.commit.sha])).toEqual([
      ['main', base],
      ['next', next],
      ['x', base],
    ]);
  });

  test('pull requests are opened, labelled, changed and merged at the head that was seen', async () => {
    const head = world.write('claude/x', { 'b.txt': 'b\n' }, base);
    const { rest } = world.octokit();
    const label = (await rest.issues.createLabel({ ...REPO, name: 'sluice' })).data.node_id;
    const input = { repositoryId: await idOf(), title: 'Land', headRefName: 'claude/x', baseRefName: 'main' };
    const made = await ask<{ createPullRequest: { pullRequest: { id: string; number: number } } }>(
      CREATE_PULL,
      { input },
    );
    const { id, number } = made.createPullRequest.pullRequest;
    expect((await rest.pulls.get({ ...REPO, pull_number: number })).data.node_id).toBe(id);
    expect(await askWrongly(CREATE_PULL, { input })).toMatch(/^UNPROCESSABLE: A pull request already exists/);
    await ask(
      `mutation($id:ID!,$label:ID!){
        addLabelsToLabelable(input:{labelableId:$id,labelIds:[$label]}){labelable{labels(first:1){nodes{name}}}}
        updatePullRequest(input:{pullRequestId:$id,body:"new"}){pullRequest{body}}
        addComment(input:{subjectId:$id,body:"hello"}){commentEdge{node{body}}}}`,
      { id, label },
    );
    expect((await rest.issues.get({ ...REPO, issue_number: number })).data).toMatchObject({
      body: 'new',
      comments: 1,
      labels: [{ name: 'sluice' }],
    });
    const merge =
      'mutation($id:ID!,$oid:GitObjectID!){mergePullRequest(input:{pullRequestId:$id,expectedHeadOid:$oid}){pullRequest{state merged mergeCommit{oid}}}}';
    expect(await askWrongly(merge, { id, oid: base })).toMatch(/Head branch was modified/);
    expect(await ask(merge, { id, oid: head })).toMatchObject({
      mergePullRequest: { pullRequest: { state: 'MERGED', merged: true } },
    });
  });

  test('issues are created and closed, and found by their id', async () => {
    const create = 'mutation($input:CreateIssueInput!){createIssue(input:$input){issue{id number}}}';
    const made = await ask<{ createIssue: { issue: { id: string } } }>(create, {
      input: { repositoryId: await idOf(), title: 'Alarm' },
    });
    const { id } = made.createIssue.issue;
    await ask('mutation($id:ID!){closeIssue(input:{issueId:$id,stateReason:NOT_PLANNED}){issue{state}}}', {
      id,
    });
    const found = await ask('query($id:ID!){node(id:$id){... on Issue{state stateReason}}}', { id });
    expect(found).toMatchObject({ node: { state: 'CLOSED', stateReason: 'NOT_PLANNED' } });
  });

  test('a token without the permission is told so, field by field', async () => {
    const reader = world.token({ kind: 'app', permissions: { contents: 'read' } });
    const query =
      'query($owner:String!,$name:String!){repository(owner:$owner,name:$name){id issues(first:1){totalCount}}}';
    expect(await askWrongly(query, {}, reader)).toBe('FORBIDDEN: Resource not accessible by integration');
    const stranger = world.token({ kind: 'app', permissions: {}, repositories: [] });
    expect(await askWrongly(query, {}, stranger)).toMatch(/^NOT_FOUND/);
    const repositoryId = await idOf();
    const refUpdates = [{ name: 'refs/heads/x', afterOid: base }];
    expect(await askWrongly(UPDATE_REFS, { input: { repositoryId, refUpdates } }, reader)).toMatch(
      /^FORBIDDEN/,
    );
  });

  test('checks of a commit, as suites and rolled up', async () => {
    const app = world.octokit(
      world.token({ kind: 'app', login: 'sluice', permissions: { checks: 'write' } }),
    );
    await app.rest.checks.create({ ...REPO, name: 'Sluice', head_sha: base, conclusion: 'failure' });
    await app.rest.checks.create({ ...REPO, name: 'Sluice', head_sha: base, conclusion: 'success' });
    const query = `query($owner:String!,$name:String!,$oid:GitObjectID!){repository(owner:$owner,name:$name){object(oid:$oid){... on Commit{
      statusCheckRollup{state contexts(first:9){nodes{__typename ... on CheckRun{name conclusion}}}}
      checkSuites(first:9){nodes{app{slug} checkRuns(first:9,filterBy:{checkName:"Sluice",checkType:LATEST}){nodes{conclusion}}}}}}}}`;
    expect(await ask(query, { oid: base })).toMatchObject({
      repository: {
        object: {
          statusCheckRollup: {
            state: 'SUCCESS',
            contexts: { nodes: [{ name: 'Sluice', conclusion: 'SUCCESS' }] },
          },
          checkSuites: {
            nodes: [{ app: { slug: 'sluice' }, checkRuns: { nodes: [{ conclusion: 'SUCCESS' }] } }],
          },
        },
      },
    });
  });

  test('what GitHub does not know is a violation, a list without bounds an error', async () => {
    const unbounded =
      'query($owner:String!,$name:String!){repository(owner:$owner,name:$name){issues{totalCount}}}';
    expect(await askWrongly(unbounded)).toMatch(/^MISSING_PAGINATION_BOUNDARIES/);
    expect(world.hub.violations).toEqual([]);
    expect(
      await askWrongly('query($owner:String!,$name:String!){repository(owner:$owner,name:$name){starCount}}'),
    ).toContain('starCount');
    expect(world.hub.violations).toEqual([expect.stringContaining('starCount')]);
  });
});
