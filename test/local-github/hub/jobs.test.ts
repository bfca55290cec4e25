// What a workflow job is given, used by the real clients of the toolkit.
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { getIDToken } from '@actions/core';
import type {
  JobCredentials,
  JobRequest,
  RunRecord,
} from '../../../packages/local-github/src/runner/host.ts';
import { NAME, openWorld, REPO, type World } from './world.ts';

let world: World;
let sha: string;
let run: RunRecord;
const environment = { ...process.env };
beforeEach(async () => {
  world = await openWorld();
  sha = world.write('main', { '.github/workflows/sluice.yml': 'on: push\n', 'a.txt': 'a\n' });
  run = world.hub.runnerHost.newRun({
    attempt: 1,
    repository: NAME,
    name: 'Sluice',
    path: '.github/workflows/sluice.yml',
    event: 'push',
    headSha: sha,
    headBranch: 'main',
    actor: 'ada',
    status: 'in_progress',
    conclusion: null,
    referencedWorkflows: [
      { path: `acme/sluice/.github/workflows/extract.yml@${'1'.repeat(40)}`, sha: '1'.repeat(40) },
    ],
  });
});
afterEach(async () => {
  process.env = { ...environment };
  await world.close();
  expect(world.hub.violations).toEqual([]);
});

async function open(change: Partial<JobRequest> = {}): Promise<JobCredentials & { readonly jobId: number }> {
  const jobId = world.hub.runnerHost.newJobId();
  const request: JobRequest = {
    runId: run.id,
    attempt: 1,
    jobId,
    repository: NAME,
    permissions: { contents: 'read', actions: 'read', 'id-token': 'write' },
    environment: null,
    jobWorkflowRef: 'acme/sluice/.github/workflows/extract.yml@refs/tags/v1',
    jobWorkflowSha: '1'.repeat(40),
    workflowRef: `${NAME}/.github/workflows/sluice.yml@refs/heads/main`,
    workflowSha: sha,
    event: {
      name: 'push',
      repository: NAME,
      sha,
      ref: 'refs/heads/main',
      actor: 'ada',
      payload: {},
      changedPaths: null,
    },
    runnerEnvironment: 'github-hosted',
    ...change,
  };
  const credentials = await world.hub.runnerHost.openJob(request);
  Object.assign(process.env, {
    ACTIONS_RUNTIME_TOKEN: credentials.runtimeToken,
    ACTIONS_RESULTS_URL: credentials.resultsUrl,
    GITHUB_SERVER_URL: world.hub.runnerHost.serverUrl,
    ACTIONS_ID_TOKEN_REQUEST_URL: credentials.idToken?.url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: credentials.idToken?.token,
  });
  return { ...credentials, jobId };
}

function file(name: string, content: string | Buffer): string {
  const path = join(world.directory, 'files', name);
  mkdirSync(join(world.directory, 'files'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error as Error).message,
  );

describe('artifacts through @actions/artifact', () => {
  test('are uploaded in blocks, listed, downloaded by the run and by others, and deleted', async () => {
    const { token } = await open();
    const client = new DefaultArtifactClient();
    const big = Buffer.alloc(9 * 1024 * 1024, 'sluice');
    const root = join(world.directory, 'files');
    const made = await client.uploadArtifact(
      'sluice-manifest',
      [file('m.json', '{}'), file('big.bin', big)],
      root,
      { compressionLevel: 0 },
    );
    expect((await client.listArtifacts()).artifacts).toMatchObject([
      { name: 'sluice-manifest', id: made.id, digest: `sha256:${made.digest ?? ''}` },
    ]);
    expect(world.hub.counts().blobs).toBeGreaterThanOrEqual(3);

    const inside = await client.downloadArtifact(made.id ?? 0, {
      path: join(world.directory, 'inside'),
      expectedHash: `sha256:${made.digest ?? ''}`,
    });
    expect(inside.digestMismatch).toBe(false);
    expect(readFileSync(join(world.directory, 'inside', 'm.json'), 'utf8')).toBe('{}');
    expect(readFileSync(join(world.directory, 'inside', 'big.bin')).equals(big)).toBe(true);

    const octokit = world.octokit({ ...world.admin, value: token });
    const listed = (await octokit.rest.actions.listWorkflowRunArtifacts({ ...REPO, run_id: run.id })).data;
    expect(listed.artifacts).toMatchObject([
      {
        id: made.id,
        expired: false,
        digest: `sha256:${made.digest ?? ''}`,
        workflow_run: { id: run.id, head_sha: sha },
      },
    ]);
    const zip = await octokit.rest.actions.downloadArtifact({
      ...REPO,
      artifact_id: made.id ?? 0,
      archive_format: 'zip',
    });
    expect(Buffer.from(zip.data as ArrayBuffer).length).toBe(made.size);

    await client.deleteArtifact('sluice-manifest');
    expect(
      (await octokit.rest.actions.listArtifactsForRepo({ ...REPO, name: 'sluice-manifest' })).data
        .total_count,
    ).toBe(0);
  });

  test('of one name exist once in a run, also in a later attempt', async () => {
    await open();
    const client = new DefaultArtifactClient();
    const root = join(world.directory, 'files');
    await client.uploadArtifact('one', [file('a', 'a')], root);
    await open({ attempt: 2 });
    expect(await failure(client.uploadArtifact('one', [file('a', 'b')], root))).toContain('already exists');
  });

  test('expire', async () => {
    const { token } = await open();
    await new DefaultArtifactClient().uploadArtifact('one', [file('a', 'a')], join(world.directory, 'files'));
    for (const artifact of world.repository.artifacts.values()) artifact.expiresAt = new Date(0);
    const { rest } = world.octokit({ ...world.admin, value: token });
    const [expired] = (await rest.actions.listArtifactsForRepo(REPO)).data.artifacts;
    expect(expired?.expired).toBe(true);
    const download = rest.actions.downloadArtifact({
      ...REPO,
      artifact_id: expired?.id ?? 0,
      archive_format: 'zip',
    });
    expect(await download.catch((error: unknown) => error)).toMatchObject({ status: 410 });
    await world.octokit({ ...world.admin, value: token }).rest.actions.listArtifactsForRepo(REPO);
  });

  test('belong to the run of the token, and end with the job', async () => {
    const { runtimeToken, resultsUrl, jobId } = await open();
    const list = async (runId: number): Promise<number> => {
      const url = new URL('/twirp/github.actions.results.api.v1.ArtifactService/ListArtifacts', resultsUrl);
      const body = JSON.stringify({
        workflow_run_backend_id: String(runId),
        workflow_job_run_backend_id: String(jobId),
      });
      return (
        await fetch(url, { method: 'POST', body, headers: { authorization: `Bearer ${runtimeToken}` } })
      ).status;
    };
    expect(await list(run.id)).toBe(200);
    expect(await list(run.id + 1)).toBe(403);
    world.hub.runnerHost.closeJob(jobId);
    expect(await list(run.id)).toBe(401);
  });
});

describe('ID tokens through @actions/core', () => {
  test('tell the caller and the called workflow, and verify with the published key', async () => {
    await open();
    const token = await getIDToken('sigstore');
    const [head = '', body = '', signature = ''] = token.split('.');
    const read = (part: string): Record<string, unknown> =>
      JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    const claims = read(body);
    expect(claims).toMatchObject({
      iss: 'https://token.actions.githubusercontent.com',
      aud: 'sigstore',
      sub: `repo:${NAME}:ref:refs/heads/main`,
      repository: NAME,
      repository_id: String(world.repository.id),
      repository_visibility: 'private',
      ref: 'refs/heads/main',
      ref_type: 'branch',
      sha,
      workflow_ref: `${NAME}/.github/workflows/sluice.yml@refs/heads/main`,
      workflow_sha: sha,
      job_workflow_ref: 'acme/sluice/.github/workflows/extract.yml@refs/tags/v1',
      job_workflow_sha: '1'.repeat(40),
      event_name: 'push',
      run_id: String(run.id),
      run_attempt: '1',
      runner_environment: 'github-hosted',
      actor: 'ada',
    });
    const keys = (await (await fetch(`${world.hub.url}/.well-known/jwks`)).json()) as {
      keys: (JsonWebKey & { kid: string })[];
    };
    const key = keys.keys.find((one) => one.kid === read(head)['kid']);
    const publicKey = createPublicKey({ key: key ?? {}, format: 'jwk' });
    expect(
      verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url')),
    ).toBe(true);
  });

  test('are not for a job without id-token: write, nor for one that is over', async () => {
    expect((await open({ permissions: { contents: 'read' } })).idToken).toBeNull();
    const { jobId } = await open();
    world.hub.runnerHost.closeJob(jobId);
    expect(await failure(getIDToken('sigstore'))).toContain('401');
  });
});

describe('jobs', () => {
  test('the environment guards its secrets and refuses other branches', async () => {
    const secrets = { PR_CREATE_TOKEN: 'inner' };
    world.hub.configure(NAME, {
      secrets: { OTHER: 'outer' },
      environments: { sluice: { secrets, variables: { V: '1' }, branches: ['main'] } },
    });
    const host = world.hub.runnerHost;
    expect(host.secrets(NAME, 'sluice', 'refs/heads/main')).toEqual({
      OTHER: 'outer',
      PR_CREATE_TOKEN: 'inner',
    });
    expect(host.secrets(NAME, 'sluice', 'refs/heads/claude/x')).toEqual({ OTHER: 'outer' });
    expect(host.secrets(NAME, null, 'refs/heads/main')).toEqual({ OTHER: 'outer' });
    expect(host.variables(NAME, 'sluice')).toEqual({ V: '1' });
    const event = {
      name: 'push',
      repository: NAME,
      sha,
      ref: 'refs/heads/claude/x',
      actor: 'ada',
      payload: {},
      changedPaths: null,
    };
    expect(await failure(open({ environment: 'sluice', event }))).toContain(
      'not allowed to deploy to sluice',
    );
    const { idToken } = await open({ environment: 'sluice' });
    expect(idToken).not.toBeNull();
  });

  test('the token of a job has what it was opened with, until it is closed', async () => {
    const { token, jobId } = await open({ permissions: { contents: 'read' } });
    const { rest } = world.octokit({ ...world.admin, value: token });
    expect((await rest.git.getRef({ ...REPO, ref: 'heads/main' })).data.object.sha).toBe(sha);
    expect(await failure(rest.issues.create({ ...REPO, title: 'x' }))).toContain(
      'not accessible by integration',
    );
    world.hub.runnerHost.closeJob(jobId);
    expect(await failure(rest.git.getRef({ ...REPO, ref: 'heads/main' }))).toContain('Bad credentials');
  });

  test('runs, jobs and logs are told by the API, and a job is a check run of GitHub Actions', async () => {
    const host = world.hub.runnerHost;
    const job = {
      id: host.newJobId(),
      runId: run.id,
      attempt: 1,
      name: 'extract / attest',
      status: 'completed',
      conclusion: 'failure',
      steps: [],
    } as const;
    host.saveJob(job);
    host.log(job.id, 'hello\n');
    host.saveRun({ ...run, status: 'completed', conclusion: 'failure' });
    const { rest } = world.octokit();
    const runs = (
      await rest.actions.listWorkflowRunsForRepo({
        ...REPO,
        head_sha: sha,
        event: 'push',
        branch: 'main',
        status: 'failure',
      })
    ).data;
    expect(runs.workflow_runs).toMatchObject([
      { id: run.id, run_number: 1, path: run.path, referenced_workflows: run.referencedWorkflows },
    ]);
    expect(
      (await rest.actions.listWorkflowRuns({ ...REPO, workflow_id: 'sluice.yml' })).data.total_count,
    ).toBe(1);
    expect((await rest.actions.listJobsForWorkflowRun({ ...REPO, run_id: run.id })).data.jobs).toMatchObject([
      { name: job.name, conclusion: 'failure' },
    ]);
    const log = await rest.actions.downloadJobLogsForWorkflowRun({ ...REPO, job_id: job.id });
    expect(log.data).toBe('hello\n');
    const checks = (await rest.checks.listForRef({ ...REPO, ref: sha })).data.check_runs;
    expect(checks).toMatchObject([{ name: job.name, app: { slug: 'github-actions' } }]);
    const reruns: unknown[] = [];
    world.hub.onRerun((one) => reruns.push(one));
    await rest.actions.reRunWorkflowFailedJobs({ ...REPO, run_id: run.id });
    expect(reruns).toEqual([{ repository: NAME, runId: run.id, failedOnly: true }]);
    host.saveRun({ ...run, attempt: 2, status: 'completed', conclusion: 'success' });
    expect((await rest.actions.getWorkflowRun({ ...REPO, run_id: run.id })).data).toMatchObject({
      run_attempt: 2,
      conclusion: 'success',
    });
    expect(
      (await rest.actions.getWorkflowRunAttempt({ ...REPO, run_id: run.id, attempt_number: 1 })).data
        .conclusion,
    ).toBe('failure');
  });

  test('a dispatch starts a workflow that is there', async () => {
    const events: string[] = [];
    world.hub.onTrigger((event) =>
      events.push(`${event.name} ${event.ref} ${JSON.stringify(event.payload['inputs'])}`),
    );
    const { rest } = world.octokit();
    await rest.actions.createWorkflowDispatch({
      ...REPO,
      workflow_id: 'sluice.yml',
      ref: 'main',
      inputs: { why: 'now' },
    });
    expect(events).toEqual(['workflow_dispatch refs/heads/main {"why":"now"}']);
    const wrong = rest.actions.createWorkflowDispatch({ ...REPO, workflow_id: 'none.yml', ref: 'main' });
    expect(await wrong.catch((error: unknown) => error)).toMatchObject({ status: 404 });
  });

  test('a commit can be read and written out', async () => {
    const host = world.hub.runnerHost;
    expect(await host.resolve(NAME, 'main')).toBe(sha);
    expect(await host.resolve(NAME, sha.slice(0, 8))).toBe(sha);
    expect(await host.resolve(NAME, 'main~1')).toBeNull();
    expect(String(await host.readFile(NAME, sha, 'a.txt'))).toBe('a\n');
    expect(await host.readFile(NAME, sha, '.github')).toBeNull();
    expect(await host.listFiles(NAME, sha, '.github/workflows')).toEqual(['sluice.yml']);
    expect(await host.listFiles(NAME, sha, 'none')).toEqual([]);
    const out = join(world.directory, 'out');
    await host.materialise(NAME, sha, out);
    expect(readFileSync(join(out, '.github/workflows/sluice.yml'), 'utf8')).toBe('on: push\n');
  });
});
