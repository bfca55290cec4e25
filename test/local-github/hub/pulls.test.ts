import type { RulesetRequest } from '../../../packages/local-github/src/hub/rest/rulesets.ts';
import { NAME, openWorld, REPO, type World } from './world.ts';

let world: World;
let base: string;
beforeEach(async () => {
  world = await openWorld();
  base = world.write('main', { 'a.txt': 'one\n' });
});
afterEach(async () => {
  await world.close();
  expect(world.hub.violations).toEqual([]);
});

const MAIN_RULES: RulesetRequest = {
  name: 'main',
  enforcement: 'active',
  target: 'branch',
  conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
  rules: [
    {
      type: 'pull_request',
      parameters: {
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: true,
        require_last_push_approval: true,
        required_approving_review_count: 0,
        required_review_thread_resolution: false,
      },
    },
    {
      type: 'required_status_checks',
      parameters: {
        strict_required_status_checks_policy: true,
        required_status_checks: [{ context: 'Sluice' }],
      },
    },
  ],
};

const opened = async (branch: string): Promise<number> =>
  (await world.octokit().rest.pulls.create({ ...REPO, title: 'T', head: branch, base: 'main' })).data.number;

const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: unknown) => error,
  );

describe('pull requests', () => {
  test('are opened once between two branches, and found by their head', async () => {
    const head = world.write('sluice/checkpoint', { 'a.txt': 'two\n' }, base);
    const { rest } = world.octokit();
    const number = await opened('sluice/checkpoint');
    expect(await refusal(opened('sluice/checkpoint'))).toMatchObject({ status: 422 });
    expect(await refusal(opened('none'))).toMatchObject({ status: 422 });
    const found = (await rest.pulls.list({ ...REPO, head: 'acme:sluice/checkpoint', base: 'main' })).data;
    expect(found.map((one) => [one.number, one.head.sha, one.base.sha])).toEqual([[number, head, base]]);
    const full = (await rest.pulls.get({ ...REPO, pull_number: number })).data;
    expect(full).toMatchObject({
      mergeable: true,
      commits: 1,
      changed_files: 1,
      additions: 1,
      deletions: 1,
      merged: false,
    });
    expect((await rest.pulls.listFiles({ ...REPO, pull_number: number })).data[0]?.filename).toBe('a.txt');
    await rest.pulls.update({ ...REPO, pull_number: number, body: 'body', state: 'closed' });
    expect((await rest.pulls.list({ ...REPO, state: 'closed' })).data[0]).toMatchObject({
      body: 'body',
      merged_at: null,
    });
  });

  test('follow their head: new commits, and closed when it is deleted', async () => {
    world.write('claude/x', { 'a.txt': 'two\n' }, base);
    const number = await opened('claude/x');
    const { rest } = world.octokit();
    const next = world.write('later', { 'a.txt': 'three\n' }, 'claude/x');
    await rest.git.updateRef({ ...REPO, ref: 'heads/claude/x', sha: next });
    expect(world.repository.pulls.get(number)?.headSha).toBe(next);
    await rest.git.deleteRef({ ...REPO, ref: 'heads/claude/x' });
    expect((await rest.pulls.get({ ...REPO, pull_number: number })).data.state).toBe('closed');
  });

  test('merge only with the required check on an up to date head', async () => {
    world.hub.createRuleset(NAME, MAIN_RULES);
    const head = world.write('claude/x', { 'b.txt': 'b\n' }, base);
    const number = await opened('claude/x');
    const app = world.octokit(
      world.token({ kind: 'app', login: 'sluice', permissions: { checks: 'write' } }),
    );
    const { rest } = world.octokit();
    const merge = (sha: string) => refusal(rest.pulls.merge({ ...REPO, pull_number: number, sha }));
    expect(await merge(base)).toMatchObject({ status: 409 });
    expect(await merge(head)).toMatchObject({
      status: 405,
      message: expect.stringContaining('"Sluice" is expected') as string,
    });
    await app.rest.checks.create({ ...REPO, name: 'Sluice', head_sha: head, conclusion: 'success' });
    const moved = world.write('moved', { 'c.txt': 'c\n' }, base);
    world.write('main', { 'd.txt': 'd\n' }, moved);
    expect(await merge(head)).toMatchObject({
      status: 405,
      message: expect.stringContaining('not up to date') as string,
    });
  });

  test.each(['merge', 'squash', 'rebase'] as const)(
    'are merged by %s, which closes them and starts workflows',
    async (method) => {
      const head = world.write('claude/x', { 'b.txt': 'b\n' }, base);
      world.write('main', { 'c.txt': 'c\n' }, base);
      const number = await opened('claude/x');
      const refs: string[] = [];
      world.hub.onTrigger((event) => refs.push(`${event.name} ${event.ref}`));
      const { rest } = world.octokit();
      const { sha } = (
        await rest.pulls.merge({ ...REPO, pull_number: number, sha: head, merge_method: method })
      ).data;
      const commit = (await rest.git.getCommit({ ...REPO, commit_sha: sha })).data;
      expect(commit.parents).toHaveLength(method === 'merge' ? 2 : 1);
      expect((await rest.git.getRef({ ...REPO, ref: 'heads/main' })).data.object.sha).toBe(sha);
      expect((await rest.repos.getContent({ ...REPO, path: '' })).data).toMatchObject([
        { name: 'a.txt' },
        { name: 'b.txt' },
        { name: 'c.txt' },
      ]);
      const merged = (await rest.pulls.get({ ...REPO, pull_number: number })).data;
      expect(merged).toMatchObject({
        merged: true,
        state: 'closed',
        merge_commit_sha: sha,
        merged_by: { login: 'ada' },
      });
      expect(refs).toContain('push refs/heads/main');
    },
  );

  test('that conflict are not mergeable', async () => {
    world.write('claude/x', { 'a.txt': 'two\n' }, base);
    world.write('main', { 'a.txt': 'three\n' }, base);
    const number = await opened('claude/x');
    const { rest } = world.octokit();
    expect((await rest.pulls.get({ ...REPO, pull_number: number })).data).toMatchObject({
      mergeable: false,
      mergeable_state: 'dirty',
    });
    expect(await refusal(rest.pulls.merge({ ...REPO, pull_number: number }))).toMatchObject({ status: 405 });
  });

  test('reviews: nobody approves their own, and a required approval is required', async () => {
    world.hub.createRuleset(NAME, {
      ...MAIN_RULES,
      rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 1 } }],
    });
    world.write('claude/x', { 'b.txt': 'b\n' }, base);
    const number = await opened('claude/x');
    const approve = { ...REPO, pull_number: number, event: 'APPROVE' } as const;
    const { rest } = world.octokit();
    expect(await refusal(rest.pulls.createReview(approve))).toMatchObject({ status: 422 });
    expect(await refusal(rest.pulls.merge({ ...REPO, pull_number: number }))).toMatchObject({ status: 405 });
    await world.octokit(world.token({ kind: 'user', login: 'bob' })).rest.pulls.createReview(approve);
    expect((await rest.pulls.listReviews({ ...REPO, pull_number: number })).data).toMatchObject([
      { state: 'APPROVED', user: { login: 'bob' } },
    ]);
    await rest.pulls.merge({ ...REPO, pull_number: number });
  });

  test('the token of a job opens none unless the setting allows it', async () => {
    world.write('claude/x', { 'b.txt': 'b\n' }, base);
    const { rest } = world.octokit(world.token({ kind: 'job', permissions: { 'pull-requests': 'write' } }));
    const wanted = { ...REPO, title: 'T', head: 'claude/x', base: 'main' };
    expect(await refusal(rest.pulls.create(wanted))).toMatchObject({ status: 403 });
    world.repository.actions.canApprovePullRequests = true;
    expect((await rest.pulls.create(wanted)).data.user.login).toBe('github-actions[bot]');
  });

  test('rulesets are told by the API', async () => {
    const { rest } = world.octokit();
    const made = (
      await rest.repos.createRepoRuleset({
        ...REPO,
        ...(MAIN_RULES as object),
        name: 'main',
        enforcement: 'active',
      })
    ).data;
    expect((await rest.repos.getRepoRulesets(REPO)).data.map((one) => one.id)).toEqual([made.id]);
    expect((await rest.repos.getRepoRuleset({ ...REPO, ruleset_id: made.id })).data).toMatchObject({
      bypass_actors: [],
      rules: [{ type: 'pull_request' }, {}],
    });
    const rules = (await rest.repos.getBranchRules({ ...REPO, branch: 'main' })).data;
    expect(rules.map((one) => one.type)).toEqual(['pull_request', 'required_status_checks']);
    expect((await rest.repos.getBranchRules({ ...REPO, branch: 'claude/x' })).data).toEqual([]);
    expect(await refusal(rest.repos.getBranchProtection({ ...REPO, branch: 'main' }))).toMatchObject({
      status: 404,
    });
  });
});
