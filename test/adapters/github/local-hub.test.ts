import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForge, openForgeSettings } from '@sluice/adapters/github/open-forge';
import type { ForgeOptions } from '@sluice/adapters/github/forge-options';
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import { asOid, type Oid } from '@sluice/model';
import type { CheckRunText } from '@sluice/ports';
import { Hub } from '@sluice/local-github/hub/hub';
import { lines, repository as makeRepository } from '../../support/repository.ts';
import { removeAll } from '../../support/sandboxed.ts';

// The whole client against a GitHub that checks every request and answer against the published schemas.

let hub: Hub;
let directory: string;
let options: ForgeOptions;
let main: Oid;
let head: Oid;

const FILE = 'sluice-manifest.yml';

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-hub-'));
  const repository = makeRepository();
  main = asOid(repository.commit('main', { 'a.txt': lines() }));
  head = asOid(repository.commit('claude/x', { 'a.txt': lines({ 1: 'one' }) }));
  repository.commit('sluice/checkpoint-1', { 'a.txt': lines({ 1: 'one' }) }, { from: 'claude/x' });
  hub = await Hub.start({ directory });
  await hub.createRepository({ owner: 'acme', name: 'shop', from: repository.gitDir });
  const reads = {
    contents: 'read',
    actions: 'read',
    issues: 'write',
    'pull-requests': 'read',
    checks: 'write',
  } as const;
  options = {
    apiUrl: hub.runnerHost.apiUrl,
    graphqlUrl: hub.runnerHost.graphqlUrl,
    token: hub.createToken({ kind: 'job', permissions: reads }).value,
    writeToken: hub.createToken({
      kind: 'pat',
      login: 'lander',
      permissions: { 'pull-requests': 'write', contents: 'write' },
    }).value,
    repository: 'acme/shop',
    userAgent: 'sluice-test',
    log: () => undefined,
    patience: { wait: async () => await Promise.resolve() },
  };
});

afterEach(async () => {
  expect(hub.violations).toEqual([]);
  expect(hub.unknownRequests).toEqual([]);
  await hub.stop();
  rmSync(directory, { recursive: true });
  removeAll();
});

test('the repository, the tips of branches, and what says stop', async () => {
  const forge = openForge(options);
  await expect(forge.repository()).resolves.toMatchObject({
    owner: 'acme',
    name: 'shop',
    visibility: 'private',
    defaultBranch: 'main',
  });
  const tips = await forge.tips(['refs/heads/main', 'refs/heads/claude/x', 'refs/heads/none']);
  expect([...tips]).toEqual([
    ['refs/heads/main', main],
    ['refs/heads/claude/x', head],
  ]);
  await expect(forge.stopSignals('stop-claude', 'refs/heads/sluice/stop')).resolves.toEqual({
    labelled: [],
    ref: false,
  });
  const { number } = await forge.createIssue({ title: 'Stop', body: 'now', labels: ['stop-claude'] });
  await expect(forge.stopSignals('stop-claude', 'refs/heads/main')).resolves.toEqual({
    labelled: [`#${number}`],
    ref: true,
  });
});

test('check runs are written once, found again in one query, and updated', async () => {
  const forge = openForge(options);
  const check: CheckRunText = {
    name: 'sluice',
    headSha: head,
    conclusion: null,
    title: 'Waiting',
    summary: 'In the queue.',
    detailsUrl: 'https://github.com/acme/shop/actions/runs/1',
    externalId: 'run-1',
  };
  hub.inject({ operation: 'checks/create' }, { reset: 'after' });
  await forge.createCheckRun(check);
  const found = await forge.checkRuns([main, head], 'sluice');
  expect(found).toEqual([
    { id: expect.any(Number), name: 'sluice', headSha: head, conclusion: null, externalId: 'run-1' },
  ]);
  await forge.updateCheckRun(found[0]!.id, { ...check, conclusion: 'action_required', externalId: 'run-2' });
  await expect(forge.checkRuns([head], 'sluice')).resolves.toMatchObject([
    { conclusion: 'action_required', externalId: 'run-2' },
  ]);
});

test('one pull request through its life, opened once although the answer was lost', async () => {
  const forge = openForge(options);
  const request = { title: 'Checkpoint 1', body: 'One.', head: 'sluice/checkpoint-1', base: 'main' };
  hub.inject({ operation: 'pulls/create' }, { truncate: 20 });
  const pull = await forge.createPullRequest(request);
  expect(pull).toMatchObject({ ...request, state: 'open', author: 'lander' });
  await expect(forge.createPullRequest(request)).resolves.toMatchObject({ number: pull.number });
  await forge.updatePullRequest(pull.number, { title: 'Checkpoint 1', body: 'Two.' });
  await forge.addLabels(pull.number, ['sluice']);
  hub.inject({ operation: 'issues/create-comment' }, { reset: 'after' });
  await forge.comment(pull.number, 'Rebuilt.');
  await expect(forge.pullRequests('main', 'sluice/')).resolves.toEqual([{ ...pull, body: 'Two.' }]);
  await expect(forge.pullRequests('main', 'other/')).resolves.toEqual([]);
  await forge.closePullRequest(pull.number);
  await expect(forge.pullRequests('main', 'sluice/')).resolves.toMatchObject([{ state: 'closed' }]);
  expect(hub.counts().operations).toMatchObject({ 'pulls/create': 2, 'issues/create-comment': 1 });
});

test('an alarm issue is found by its block, and brought up to date', async () => {
  const forge = openForge(options);
  const body = 'The tree differs.\n<!-- sluice alarm: 1 -->';
  hub.inject({ operation: 'issues/create' }, { reset: 'after' });
  const issue = await forge.createIssue({ title: 'Alarm', body, labels: ['sluice-alarm'] });
  await forge.updateIssue(issue.number, { title: 'Alarm (2)', body });
  await expect(forge.issues('sluice-alarm')).resolves.toEqual([{ ...issue, title: 'Alarm (2)' }]);
});

test('a run, its artifact as the real client uploads it, and its bytes', async () => {
  const forge = openForge(options);
  const run = hub.runnerHost.newRun({
    attempt: 1,
    repository: 'acme/shop',
    name: 'Manifest',
    path: `.github/workflows/${FILE}`,
    event: 'push',
    headSha: head,
    headBranch: 'claude/x',
    actor: 'agents[bot]',
    status: 'in_progress',
    conclusion: null,
    referencedWorkflows: [{ path: `acme/sluice/.github/workflows/extract.yml@${main}`, sha: main }],
  });
  const jobId = hub.runnerHost.newJobId();
  const workflow = { jobWorkflowRef: 'x', jobWorkflowSha: main, workflowRef: 'y', workflowSha: main };
  const { runtimeToken, resultsUrl } = await hub.runnerHost.openJob({
    runId: run.id,
    attempt: 1,
    jobId,
    repository: 'acme/shop',
    permissions: {},
    environment: null,
    ...workflow,
    event: {
      name: 'push',
      repository: 'acme/shop',
      sha: head,
      ref: 'refs/heads/claude/x',
      actor: 'agents[bot]',
      payload: {},
      changedPaths: null,
    },
    runnerEnvironment: 'github-hosted',
  });
  const content = Buffer.from('{"signed":true}');
  await inJob({ ACTIONS_RUNTIME_TOKEN: runtimeToken, ACTIONS_RESULTS_URL: resultsUrl }, async () => {
    const artifacts = actionsArtifacts(directory);
    await artifacts.upload('sluice-manifest', {
      name: 'manifest.sigstore.json',
      content: Buffer.from('old'),
    });
    await artifacts.upload('sluice-manifest', { name: 'manifest.sigstore.json', content });
    const expected = { file: 'manifest.sigstore.json', maxBytes: 1_000 };
    await expect(artifacts.download('sluice-manifest', expected)).resolves.toEqual(content);
  });

  const [found] = await forge.runsOf(FILE, new Set([head]), 1_000);
  expect(found).toMatchObject({
    id: run.id,
    headSha: head,
    headBranch: 'claude/x',
    actor: 'agents[bot]',
    status: 'in_progress',
  });
  await expect(forge.run(run.id)).resolves.toEqual(found);
  const [artifact] = await forge.artifactsNamed('sluice-manifest', new Set([run.id]));
  expect(artifact).toMatchObject({
    runId: run.id,
    expired: false,
    digest: expect.stringMatching(/^sha256:/),
  });
  const archive = await forge.download(artifact!, 10_000);
  expect(archive.includes('manifest.sigstore.json')).toBe(true);
  expect(archive).toHaveLength(artifact!.size);
});

test('a token without a permission: the permission is named', async () => {
  const token = hub.createToken({ kind: 'job', permissions: { contents: 'read' } }).value;
  const forge = openForge({ ...options, token, writeToken: token });
  await expect(forge.run(1)).rejects.toMatchObject({
    code: 'FORGE_DENIED',
    next: expect.stringContaining('actions: read'),
  });
  const request = { title: 't', body: 'b', head: 'claude/x', base: 'main' };
  await expect(forge.createPullRequest(request)).rejects.toMatchObject({
    code: 'FORGE_DENIED',
    next: expect.stringContaining('pull-requests: write'),
  });
  await expect(forge.stopSignals('stop', 'refs/heads/stop')).rejects.toMatchObject({ code: 'FORGE_DENIED' });
});

test('settings, as a maintainer sees them', async () => {
  hub.configure('acme/shop', {
    secrets: { DEPLOY: 'x' },
    variables: { SLUICE_STOP: '' },
    environments: { sluice: { secrets: { PR_CREATE_TOKEN: 'x' }, branches: ['main'] } },
  });
  const settings = openForgeSettings({
    ...options,
    token: hub.createToken({ kind: 'user', login: 'acme' }).value,
  });
  await expect(settings.repositorySecrets()).resolves.toEqual(['DEPLOY']);
  await expect(settings.variables()).resolves.toEqual(['SLUICE_STOP']);
  await expect(settings.environment('sluice')).resolves.toEqual({
    exists: true,
    branches: ['main'],
    secrets: ['PR_CREATE_TOKEN'],
  });
  await expect(settings.environment('none')).resolves.toMatchObject({ exists: false });
  await expect(settings.workflowPermissions()).resolves.toMatchObject({ default: expect.any(String) });
  await expect(settings.actionsPermissions()).resolves.toMatchObject({ allowed: expect.any(String) });
  await expect(settings.rulesOf('main')).resolves.toEqual([]);
  await expect(settings.rulesets()).resolves.toEqual([]);
  await expect(settings.file('a.txt', 'main')).resolves.toBe(lines());
  await expect(settings.file('none.txt', 'main')).resolves.toBeNull();
});

async function inJob(more: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, { GITHUB_SERVER_URL: hub.runnerHost.serverUrl, ...more });
  const quiet = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await work();
  } finally {
    quiet.mockRestore();
    for (const name of ['GITHUB_SERVER_URL', ...Object.keys(more)]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
