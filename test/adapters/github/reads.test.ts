import { asOid, Fault, type Oid } from '@sluice/model';
import { closeAll, oid, opened } from './opened.ts';
import type { Reply, Seen } from './scripted-github.ts';

afterEach(closeAll);

const RUNS = 'GET /repos/acme/shop/actions/workflows/sluice-manifest.yml/runs';
const ARTIFACTS = 'GET /repos/acme/shop/actions/artifacts';

function head(number: number): Oid {
  return asOid(number.toString(16).padStart(40, '0'));
}

function run(number: number): object {
  return {
    id: 30_000_000_000 + number,
    run_attempt: 1,
    path: '.github/workflows/sluice-manifest.yml@refs/heads/main',
    event: 'push',
    head_sha: head(number),
    head_branch: `claude/${number}`,
    head_repository: { id: 41 },
    actor: null,
    created_at: '2026-01-01T00:00:10Z',
    status: 'waiting',
    conclusion: null,
    referenced_workflows: [{ path: 'acme/sluice/.github/workflows/extract.yml@abc', sha: 'abc' }],
  };
}

/** Serves a list by pages of 100, newest first, with `Link` headers. */
function paged(
  key: string,
  all: readonly object[],
  select?: (seen: Seen, all: readonly object[]) => readonly object[],
) {
  return (seen: Seen): Reply => {
    const chosen = select?.(seen, all) ?? all;
    const page = Number(seen.query.get('page') ?? '1');
    const more = page * 100 < chosen.length;
    return {
      status: 200,
      json: { total_count: chosen.length, [key]: chosen.slice((page - 1) * 100, page * 100) },
      headers: more
        ? { link: '<http://127.0.0.1/next>; rel="next", <http://127.0.0.1/last>; rel="last"' }
        : {},
    };
  };
}

const byHead = (seen: Seen, all: readonly object[]): readonly object[] => {
  const wanted = seen.query.get('head_sha');
  return wanted === null ? all : all.filter((one) => (one as { head_sha: string }).head_sha === wanted);
};

describe('runs of the manifest workflow', () => {
  test('fifty heads among the newest hundred are one request', async () => {
    const all = Array.from({ length: 100 }, (_, index) => run(index));
    const { forge, github } = await opened({ [RUNS]: paged('workflow_runs', all) });
    const heads = new Set(Array.from({ length: 50 }, (_, index) => head(index)));
    const runs = await forge.runsOf('sluice-manifest.yml', heads, 1000);
    expect(runs.map(({ headSha }) => headSha).toSorted()).toEqual([...heads].toSorted());
    expect(github.seen).toHaveLength(1);
    expect(Object.fromEntries(github.seen[0]!.query)).toMatchObject({ event: 'push', per_page: '100' });
    expect(runs[0]).toEqual({
      id: 30_000_000_000,
      attempt: 1,
      path: '.github/workflows/sluice-manifest.yml',
      event: 'push',
      headSha: head(0),
      headBranch: 'claude/0',
      headRepositoryId: 41,
      actor: 'ghost',
      createdAt: 1_767_225_610,
      status: 'queued',
      conclusion: null,
      referencedWorkflows: [{ path: 'acme/sluice/.github/workflows/extract.yml@abc', sha: 'abc' }],
    });
  });

  test('one old head behind a thousand runs is asked for by itself, not by reading ten pages', async () => {
    const all = Array.from({ length: 1_000 }, (_, index) => run(index));
    const { forge, github } = await opened({ [RUNS]: paged('workflow_runs', all, byHead) });
    const runs = await forge.runsOf('sluice-manifest.yml', new Set([head(3), head(990)]), 1_000);
    expect(runs.map(({ headBranch }) => headBranch)).toEqual(['claude/3', 'claude/990']);
    expect(github.seen).toHaveLength(2);
  });

  test('a head without a run costs no more than the list has pages, and is not there', async () => {
    const all = Array.from({ length: 150 }, (_, index) => run(index));
    const { forge, github } = await opened({ [RUNS]: paged('workflow_runs', all, byHead) });
    await expect(
      forge.runsOf('sluice-manifest.yml', new Set([head(7), head(999)]), 1_000),
    ).resolves.toHaveLength(1);
    expect(github.seen).toHaveLength(2);
  });

  test('a flood of runs hides nobody', async () => {
    const all = Array.from({ length: 5_000 }, (_, index) => run(index));
    const { forge, github } = await opened({ [RUNS]: paged('workflow_runs', all, byHead) });
    const heads = new Set([4_000, 4_001, 4_002, 4_003].map(head));
    await expect(forge.runsOf('sluice-manifest.yml', heads, 200)).resolves.toHaveLength(4);
    // Two pages, then each head by itself.
    expect(github.seen).toHaveLength(2 + 4);
  });

  test('a workflow that no branch ever ran has no runs', async () => {
    const { forge } = await opened({});
    await expect(forge.runsOf('sluice-manifest.yml', new Set([head(1)]), 100)).resolves.toEqual([]);
  });

  test('a run without a branch or repository is passed over', async () => {
    const all = [{ ...run(1), head_branch: null }, { ...run(1), head_repository: null }, run(1)];
    const { forge } = await opened({ [RUNS]: paged('workflow_runs', all) });
    await expect(forge.runsOf('sluice-manifest.yml', new Set([head(1)]), 100)).resolves.toHaveLength(1);
  });
});

describe('artifacts', () => {
  const artifact = (number: number, more: object = {}): object => ({
    id: 1000 + number,
    name: 'sluice-manifest',
    workflow_run: { id: number },
    size_in_bytes: 900,
    digest: `sha256:${oid('a')}`,
    expired: false,
    ...more,
  });

  test('of fifty runs come from the repository list, in one request', async () => {
    const all = Array.from({ length: 90 }, (_, index) => artifact(index + 1));
    const { forge, github } = await opened({ [ARTIFACTS]: paged('artifacts', all) });
    const runs = new Set(Array.from({ length: 50 }, (_, index) => index + 1));
    const found = await forge.artifactsNamed('sluice-manifest', runs);
    expect(found).toHaveLength(50);
    expect(found[0]).toEqual({
      id: 1001,
      name: 'sluice-manifest',
      runId: 1,
      size: 900,
      digest: `sha256:${oid('a')}`,
      expired: false,
    });
    expect(github.seen.map(({ query }) => query.get('name'))).toEqual(['sluice-manifest']);
  });

  test('of a run far down the list come from the run', async () => {
    const all = Array.from({ length: 900 }, (_, index) => artifact(index + 1));
    const { forge, github } = await opened({
      [ARTIFACTS]: paged('artifacts', all),
      'GET /repos/acme/shop/actions/runs/850/artifacts': paged('artifacts', [
        artifact(850, { workflow_run: undefined }),
      ]),
    });
    await expect(forge.artifactsNamed('sluice-manifest', new Set([850]))).resolves.toMatchObject([
      { runId: 850 },
    ]);
    expect(github.seen).toHaveLength(2);
  });
});

describe('GraphQL in one query for many', () => {
  test('tips: fifty refs are one query, the fifty-first another; names are never part of the text', async () => {
    const evil = 'refs/heads/claude/x") { id } y: ref(qualifiedName: "refs/heads/main';
    const { forge, github } = await opened({
      'POST /graphql': ({ body }) => {
        const variables = body['variables'] as Record<string, string>;
        const fields = Object.entries(variables).filter(([name]) => /^v\d+$/.test(name));
        const tips = fields.map(([alias, ref]) => [
          alias,
          ref.endsWith('/7') ? null : { target: { oid: oid('c') } },
        ]);
        return { status: 200, json: { data: { repository: Object.fromEntries(tips) } } };
      },
    });
    const refs = [...Array.from({ length: 50 }, (_, index) => `refs/heads/claude/${index}`), evil];
    const tips = await forge.tips(refs);
    expect(tips.size).toBe(50);
    expect(tips.has('refs/heads/claude/7')).toBe(false);
    expect(tips.get(evil)).toBe(oid('c'));
    expect(github.seen).toHaveLength(2);
    expect(JSON.stringify(github.seen.map(({ body }) => body['query']))).not.toContain('claude');
  });

  test('no refs are no query', async () => {
    const { forge, github } = await opened({});
    await expect(forge.tips([])).resolves.toEqual(new Map());
    expect(github.seen).toEqual([]);
  });

  test('check runs come with the words of REST, of commits that the forge knows', async () => {
    const suite = (nodes: object[]): object => ({ checkSuites: { nodes: [{ checkRuns: { nodes } }] } });
    const { forge, github } = await opened({
      'POST /graphql': [
        {
          status: 200,
          json: {
            data: {
              repository: {
                v0: suite([
                  {
                    databaseId: 23_799_347_220,
                    name: 'sluice',
                    conclusion: 'ACTION_REQUIRED',
                    externalId: 'e',
                  },
                ]),
                v1: null,
                v2: suite([{ databaseId: 5, name: 'sluice', conclusion: null, externalId: null }]),
              },
            },
          },
        },
      ],
    });
    await expect(forge.checkRuns([head(1), head(2), head(3)], 'sluice')).resolves.toEqual([
      {
        id: 23_799_347_220,
        name: 'sluice',
        headSha: head(1),
        conclusion: 'action_required',
        externalId: 'e',
      },
      { id: 5, name: 'sluice', headSha: head(3), conclusion: null, externalId: '' },
    ]);
    expect(github.seen).toHaveLength(1);
  });
});

describe('pull requests', () => {
  const pull = (number: number, more: object = {}): object => ({
    number,
    url: `https://github.com/acme/shop/pull/${number}`,
    state: 'OPEN',
    title: 't',
    body: 'b',
    headRefName: `sluice/checkpoint-${number}`,
    headRefOid: oid('d'),
    baseRefName: 'main',
    isCrossRepository: false,
    author: { __typename: 'Bot', login: 'github-actions' },
    lastEditedAt: null,
    editor: null,
    mergeCommit: null,
    ...more,
  });
  const page = (nodes: object[], next: string | null = null): object => ({
    pageInfo: { hasNextPage: next !== null, endCursor: next },
    nodes,
  });
  const answers = (...repositories: object[]): Reply[] =>
    repositories.map((repository) => ({ status: 200, json: { data: { repository } } }));

  test('open ones to the end of the list, and the newest that ended', async () => {
    const { forge, github } = await opened({
      'POST /graphql': answers(
        {
          open: page([pull(1), pull(2, { headRefName: 'feature' })], 'cursor'),
          ended: page([pull(3, { state: 'CLOSED' }), pull(4, { state: 'MERGED', author: null })]),
        },
        { open: page([pull(5)]) },
      ),
    });
    const found = await forge.pullRequests('main', 'sluice/');
    expect(found.map(({ number, state, author }) => ({ number, state, author }))).toEqual([
      { number: 1, state: 'open', author: 'github-actions[bot]' },
      { number: 3, state: 'closed', author: 'github-actions[bot]' },
      { number: 4, state: 'merged', author: null },
      { number: 5, state: 'open', author: 'github-actions[bot]' },
    ]);
    expect(github.seen).toHaveLength(2);
  });

  test('who wrote the text as it is: who opened it, or who changed it last', async () => {
    const edited = { lastEditedAt: '2026-11-30T10:00:00Z' };
    const { forge } = await opened({
      'POST /graphql': answers({
        open: page([
          pull(1),
          pull(2, { ...edited, editor: { __typename: 'User', login: 'mallory' } }),
          pull(3, { ...edited, editor: null }),
        ]),
        ended: page([]),
      }),
    });
    const found = await forge.pullRequests('main', 'sluice/');
    expect(found.map(({ writer }) => writer)).toEqual(['github-actions[bot]', 'mallory', null]);
  });

  test('a fork with a branch of our name is not ours', async () => {
    const { forge } = await opened({
      'POST /graphql': answers({ open: page([pull(1, { isCrossRepository: true })]), ended: page([]) }),
    });
    await expect(forge.pullRequests('main', 'sluice/')).resolves.toEqual([]);
  });
});

test('issues are read to the end, and pull requests are not issues', async () => {
  const issue = { number: 1, html_url: 'u', state: 'open', title: 't', body: null };
  const { forge, github } = await opened({
    'GET /repos/acme/shop/issues': (seen) =>
      seen.query.get('page') === '1'
        ? {
            status: 200,
            json: [issue, { ...issue, number: 2, pull_request: {} }],
            headers: { link: '<x>; rel="next"' },
          }
        : { status: 200, json: [{ ...issue, number: 3 }] },
  });
  const found = await forge.issues('sluice-alarm');
  expect(found.map(({ number, body }) => [number, body])).toEqual([
    [1, ''],
    [3, ''],
  ]);
  expect(github.seen.map(({ query }) => query.get('labels'))).toEqual(['sluice-alarm', 'sluice-alarm']);
});

test('explained is what a workflow wrote, nobody changed, and a person closed', async () => {
  const own = { __typename: 'Bot', login: 'github-actions' };
  const person = { __typename: 'User', login: 'grace' };
  const issue = (number: number, by: object | null, more: object = {}): object => ({
    number,
    url: 'u',
    title: 't',
    body: 'b',
    author: own,
    lastEditedAt: null,
    editor: null,
    timelineItems: { nodes: by === null ? [] : [{ __typename: 'ClosedEvent', actor: by }] },
    ...more,
  });
  const edited = { lastEditedAt: '2026-11-30T10:00:00Z' };
  const nodes = [
    issue(1, person),
    issue(2, person, { ...edited, editor: own }),
    issue(3, own),
    issue(4, null),
    issue(5, person, { author: person }),
    issue(6, person, { ...edited, editor: person }),
    issue(7, person, { ...edited, editor: null }),
  ];
  const { forge } = await opened({
    'POST /graphql': [{ status: 200, json: { data: { repository: { issues: { nodes } } } } }],
  });
  const found = await forge.explainedIssues('sluice-alarm');
  expect(found.map(({ number }) => number)).toEqual([1, 2]);
});

test('stop signals: labelled issues and pull requests, and the ref', async () => {
  const repository = {
    issues: { nodes: [{ number: 4 }] },
    pullRequests: { nodes: [{ number: 9 }] },
    ref: { name: 'sluice/stop' },
  };
  const { forge, github } = await opened({
    'POST /graphql': [{ status: 200, json: { data: { repository } } }],
  });
  await expect(forge.stopSignals('stop-claude', 'refs/heads/sluice/stop')).resolves.toEqual({
    labelled: ['#4', '#9'],
    ref: true,
  });
  expect(github.seen[0]!.authorization).toContain('workflow-token');
});

test('a repository that is not owner/name is refused before anything is sent', async () => {
  await expect(opened({}, { repository: 'acme/shop/../../x' })).rejects.toThrow(Fault);
});
