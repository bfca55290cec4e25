import { REST_PERMISSIONS } from '../../../packages/local-github/src/hub/permissions.ts';
import { NAME, openWorld, REPO, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.hub.violations).toEqual([]);
});

const refused = (status: number, message?: string | RegExp) => (error: unknown) => {
  expect(error).toMatchObject({ status });
  if (message !== undefined) expect((error as Error).message).toMatch(message);
};

describe('REST through octokit', () => {
  test('what a token lacks is refused with the permission that GitHub names', async () => {
    const head = world.write('main', { 'a.txt': 'one\n' });
    const { rest } = world.octokit(world.token({ kind: 'app', permissions: { checks: 'read' } }));
    const error = await rest.checks
      .create({ ...REPO, name: 'Sluice', head_sha: head })
      .catch((one: unknown) => one);
    expect(error).toMatchObject({
      status: 403,
      response: {
        headers: { 'x-accepted-github-permissions': 'checks=write' },
        data: { message: 'Resource not accessible by integration' },
      },
    });
    const stranger = world.octokit(
      world.token({ kind: 'app', permissions: {}, repositories: ['acme/other'] }),
    );
    await stranger.rest.repos.get(REPO).then(fail, refused(404));
    await world
      .octokit({ ...world.admin, value: 'ghs_wrong' })
      .rest.repos.get(REPO)
      .then(fail, refused(401));
    // No word of a workflow's `permissions:` reads variables.
    const job = world.octokit(
      world.token({ kind: 'job', permissions: { actions: 'read', contents: 'read' } }),
    );
    await job.rest.actions.listRepoVariables(REPO).then(fail, refused(403));
  });

  test('the repository, its branches, commits, contents and comparison', async () => {
    const base = world.write('main', { 'a.txt': 'one\n', 'docs/x.md': '# x\n' });
    const head = world.write('claude/x', { 'a.txt': 'two\n', 'b.txt': 'b\n' }, base);
    const { rest } = world.octokit();
    expect((await rest.repos.get(REPO)).data).toMatchObject({
      full_name: NAME,
      private: true,
      default_branch: 'main',
    });
    expect((await rest.repos.listBranches(REPO)).data.map((one) => one.name)).toEqual(['claude/x', 'main']);
    expect((await rest.repos.getBranch({ ...REPO, branch: 'claude/x' })).data.commit.sha).toBe(head);
    expect((await rest.repos.getCommit({ ...REPO, ref: 'claude/x' })).data.parents[0]?.sha).toBe(base);
    const compared = (await rest.repos.compareCommitsWithBasehead({ ...REPO, basehead: `main...${head}` }))
      .data;
    expect(compared).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0 });
    expect(compared.files?.map((file) => [file.filename, file.status])).toEqual([
      ['a.txt', 'modified'],
      ['b.txt', 'added'],
    ]);
    const file = await rest.repos.getContent({ ...REPO, path: 'a.txt', ref: 'claude/x' });
    expect(Buffer.from((file.data as { content: string }).content, 'base64').toString()).toBe('two\n');
    expect((await rest.repos.getContent({ ...REPO, path: 'docs' })).data).toMatchObject([
      { name: 'x.md', type: 'file' },
    ]);
    await rest.repos.getContent({ ...REPO, path: 'none' }).then(fail, refused(404));
  });

  test('refs are compared before they are moved', async () => {
    const base = world.write('main', { 'a.txt': 'one\n' });
    const head = world.write('claude/x', { 'a.txt': 'two\n' }, base);
    const { rest } = world.octokit();
    await rest.git.createRef({ ...REPO, ref: 'refs/heads/sluice/checkpoint', sha: head });
    await rest.git
      .createRef({ ...REPO, ref: 'refs/heads/sluice/checkpoint', sha: base })
      .then(fail, refused(422, /already exists/));
    await rest.git
      .createRef({ ...REPO, ref: 'refs/heads/y', sha: '1'.repeat(40) })
      .then(fail, refused(422, /does not exist/));
    await rest.git
      .updateRef({ ...REPO, ref: 'heads/sluice/checkpoint', sha: base })
      .then(fail, refused(422, /not a fast forward/));
    await rest.git.updateRef({ ...REPO, ref: 'heads/sluice/checkpoint', sha: base, force: true });
    const found = await rest.git.getRef({ ...REPO, ref: 'heads/sluice/checkpoint' });
    expect(found.data.object.sha).toBe(base);
    expect((await rest.git.listMatchingRefs({ ...REPO, ref: 'heads/sluice' })).data).toHaveLength(1);
    await rest.git.deleteRef({ ...REPO, ref: 'heads/sluice/checkpoint' });
    await rest.git.getRef({ ...REPO, ref: 'heads/sluice/checkpoint' }).then(fail, refused(404));
  });

  test('check runs and statuses: only their app writes them, a conclusion completes them', async () => {
    const head = world.write('main', { 'a.txt': 'one\n' });
    const app = world.token({
      kind: 'app',
      login: 'sluice',
      permissions: { checks: 'write', statuses: 'write' },
    });
    const { rest } = world.octokit(app);
    const run = (await rest.checks.create({ ...REPO, name: 'Sluice', head_sha: head, status: 'in_progress' }))
      .data;
    expect(run).toMatchObject({ status: 'in_progress', conclusion: null, app: { slug: 'sluice' } });
    const output = { title: 'Landed', summary: 'All is well' };
    const done = await rest.checks.update({ ...REPO, check_run_id: run.id, conclusion: 'success', output });
    expect(done.data).toMatchObject({ status: 'completed', conclusion: 'success', output });
    const other = world.octokit(
      world.token({ kind: 'app', login: 'other', permissions: { checks: 'write' } }),
    );
    await other.rest.checks
      .update({ ...REPO, check_run_id: run.id, conclusion: 'failure' })
      .then(fail, refused(403));
    await world
      .octokit()
      .rest.checks.create({ ...REPO, name: 'x', head_sha: head })
      .then(fail, refused(403));
    await rest.checks.create({ ...REPO, name: 'x', head_sha: '1'.repeat(40) }).then(fail, refused(422));

    const listed = await rest.checks.listForRef({
      ...REPO,
      ref: 'main',
      check_name: 'Sluice',
      app_id: app.app?.id ?? 0,
    });
    expect(listed.data.check_runs.map((one) => one.id)).toEqual([run.id]);
    await rest.repos.createCommitStatus({ ...REPO, sha: head, state: 'pending', context: 'ci' });
    await rest.repos.createCommitStatus({ ...REPO, sha: head, state: 'success', context: 'ci' });
    expect((await rest.repos.getCombinedStatusForRef({ ...REPO, ref: 'main' })).data).toMatchObject({
      state: 'success',
      total_count: 1,
    });
  });

  test('issues, comments and labels', async () => {
    const { rest } = world.octokit();
    const issue = (await rest.issues.create({ ...REPO, title: 'Alarm', body: 'x', labels: ['sluice-alarm'] }))
      .data;
    expect(issue).toMatchObject({ number: 1, state: 'open', user: { login: 'ada' } });
    await rest.issues.createLabel({ ...REPO, name: 'stop-claude', color: 'ff0000' });
    await rest.issues.addLabels({ ...REPO, issue_number: 1, labels: ['Stop-Claude'] });
    const stopped = await rest.issues.listForRepo({ ...REPO, labels: 'stop-claude,sluice-alarm' });
    expect(stopped.data.map((one) => one.number)).toEqual([1]);
    await rest.issues.removeLabel({ ...REPO, issue_number: 1, name: 'stop-claude' });
    await rest.issues.removeLabel({ ...REPO, issue_number: 1, name: 'stop-claude' }).then(fail, refused(404));
    const comment = (await rest.issues.createComment({ ...REPO, issue_number: 1, body: 'first' })).data;
    await rest.issues.updateComment({ ...REPO, comment_id: comment.id, body: 'second' });
    expect(
      (await rest.issues.listComments({ ...REPO, issue_number: 1 })).data.map((one) => one.body),
    ).toEqual(['second']);
    await rest.issues.update({ ...REPO, issue_number: 1, state: 'closed' });
    expect((await rest.issues.listForRepo(REPO)).data).toEqual([]);
    expect((await rest.issues.get({ ...REPO, issue_number: 1 })).data).toMatchObject({
      state: 'closed',
      state_reason: 'completed',
    });
  });

  test('long lists come in pages, which octokit follows', async () => {
    const octokit = world.octokit();
    for (let n = 1; n <= 5; n += 1) await octokit.rest.issues.create({ ...REPO, title: `Issue ${n}` });
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...REPO, per_page: 2 });
    expect(all.map((one) => one.number)).toEqual([5, 4, 3, 2, 1]);
    expect(world.hub.counts().operations['issues/list-for-repo']).toBe(3);
  });

  test('settings: variables, secrets, environments, permissions of actions', async () => {
    world.hub.configure(NAME, {
      secrets: { TOKEN: 'hidden' },
      environments: { sluice: { secrets: { PR_CREATE_TOKEN: 'x' }, branches: ['main'] } },
    });
    const { rest } = world.octokit();
    await rest.actions.createRepoVariable({ ...REPO, name: 'sluice_stop', value: 'on' });
    await rest.actions
      .createRepoVariable({ ...REPO, name: 'SLUICE_STOP', value: 'on' })
      .then(fail, refused(409));
    await rest.actions.updateRepoVariable({ ...REPO, name: 'SLUICE_STOP', value: 'off' });
    expect((await rest.actions.getRepoVariable({ ...REPO, name: 'SLUICE_STOP' })).data).toMatchObject({
      value: 'off',
    });
    expect((await rest.actions.listRepoVariables(REPO)).data.total_count).toBe(1);
    await rest.actions.deleteRepoVariable({ ...REPO, name: 'SLUICE_STOP' });
    expect((await rest.actions.listRepoSecrets(REPO)).data.secrets.map((one) => one.name)).toEqual(['TOKEN']);
    const environment = { ...REPO, environment_name: 'sluice' };
    expect((await rest.actions.listEnvironmentSecrets(environment)).data.secrets[0]?.name).toBe(
      'PR_CREATE_TOKEN',
    );
    expect((await rest.repos.getEnvironment(environment)).data.deployment_branch_policy).toEqual({
      protected_branches: false,
      custom_branch_policies: true,
    });
    expect(
      (await rest.repos.listDeploymentBranchPolicies(environment)).data.branch_policies.map(
        (one) => one.name,
      ),
    ).toEqual(['main']);
    await rest.actions.setGithubActionsDefaultWorkflowPermissionsRepository({
      ...REPO,
      default_workflow_permissions: 'write',
    });
    expect(
      (await rest.actions.getGithubActionsDefaultWorkflowPermissionsRepository(REPO)).data
        .default_workflow_permissions,
    ).toBe('write');
    expect((await rest.actions.getGithubActionsPermissionsRepository(REPO)).data.enabled).toBe(true);
    expect((await rest.actions.getWorkflowAccessToRepository(REPO)).data.access_level).toBe('none');
  });

  test('every operation with a permission is described, and unknown paths are told', async () => {
    expect(Object.keys(REST_PERMISSIONS).length).toBeGreaterThan(90);
    const response = await fetch(`${world.hub.url}/api/v3/repos/acme/shop/stargazers`);
    expect(response.status).toBe(404);
    expect(world.hub.unknownRequests).toEqual(['GET /api/v3/repos/acme/shop/stargazers']);
  });
});

function fail(): never {
  throw new Error('it should have been refused');
}
