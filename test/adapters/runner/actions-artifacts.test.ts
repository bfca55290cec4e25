import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import { runtimeToken, startArtifactService, type ArtifactService } from './artifact-service.ts';

const NAME = 'sluice-admission';
const FILE = { name: 'admission.json', content: Buffer.from('{"heads":[]}') };
const EXPECTED = { file: FILE.name, maxBytes: 1_000 };

let service: ArtifactService;
let temp: string;
const before = { ...process.env };

beforeEach(async () => {
  // The client tells the log all about it.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  service = await startArtifactService();
  temp = mkdtempSync(join(tmpdir(), 'sluice-test-'));
  Object.assign(process.env, {
    // The client works for github.com alone, and finds that out by this name.
    GITHUB_SERVER_URL: 'https://github.com',
    ACTIONS_RESULTS_URL: service.url,
    ACTIONS_RUNTIME_TOKEN: runtimeToken(),
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await service.close();
  expect(readdirSync(temp)).toEqual([]);
  rmSync(temp, { recursive: true });
  for (const name of ['GITHUB_SERVER_URL', 'ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

test('what the real client uploads comes back byte for byte', async () => {
  const artifacts = actionsArtifacts(temp);
  const content = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
  await artifacts.upload(NAME, { ...FILE, content });
  await expect(artifacts.download(NAME, EXPECTED)).resolves.toEqual(content);
});

test('a second attempt replaces the artifact of the first', async () => {
  const artifacts = actionsArtifacts(temp);
  await artifacts.upload(NAME, FILE);
  await artifacts.upload(NAME, { ...FILE, content: Buffer.from('second') });
  await expect(artifacts.download(NAME, EXPECTED)).resolves.toEqual(Buffer.from('second'));
  expect(service.stored).toHaveLength(1);
});

test('no artifact of that name: ARTIFACT_MISSING, with a next step', async () => {
  const work = actionsArtifacts(temp).download('sluice-objects', EXPECTED);
  await expect(work).rejects.toMatchObject({
    code: 'ARTIFACT_MISSING',
    next: expect.stringContaining('re-run all'),
  });
});

describe('an artifact that is not what is expected is ARTIFACT_INVALID', () => {
  test('it is told to be too large: nothing is fetched', async () => {
    service.add(NAME, Buffer.alloc(10), { size: 5_000_000 });
    await expect(actionsArtifacts(temp).download(NAME, EXPECTED)).rejects.toMatchObject({
      code: 'ARTIFACT_INVALID',
    });
    expect(service.calls).not.toContain('download');
  });

  test('it is larger than it was told to be', async () => {
    service.add(NAME, Buffer.alloc(200_000), { size: 100 });
    await expect(actionsArtifacts(temp).download(NAME, EXPECTED)).rejects.toMatchObject({
      code: 'ARTIFACT_INVALID',
      message: expect.stringContaining('200000 bytes'),
    });
  });

  test('its digest is another', async () => {
    const artifacts = actionsArtifacts(temp);
    await artifacts.upload(NAME, FILE);
    service.stored[0]!.digest = `sha256:${'0'.repeat(64)}`;
    await expect(artifacts.download(NAME, EXPECTED)).rejects.toMatchObject({
      code: 'ARTIFACT_INVALID',
      message: expect.stringContaining('digest'),
    });
  });

  test('its file has another name', async () => {
    const artifacts = actionsArtifacts(temp);
    await artifacts.upload(NAME, { ...FILE, name: 'other.json' });
    await expect(artifacts.download(NAME, EXPECTED)).rejects.toMatchObject({ code: 'ARTIFACT_INVALID' });
  });

  test('its file inflates to more than is allowed', async () => {
    const artifacts = actionsArtifacts(temp);
    await artifacts.upload(NAME, { ...FILE, content: Buffer.alloc(100_000) });
    await expect(artifacts.download(NAME, EXPECTED)).rejects.toMatchObject({ code: 'ARTIFACT_INVALID' });
  });

  test('it is no archive', async () => {
    service.add(NAME, Buffer.from('hello'));
    await expect(actionsArtifacts(temp).download(NAME, EXPECTED)).rejects.toMatchObject({
      code: 'ARTIFACT_INVALID',
    });
  });
});

test('a `run:` step has no token for artifacts', async () => {
  delete process.env['ACTIONS_RUNTIME_TOKEN'];
  await expect(actionsArtifacts(temp).upload(NAME, FILE)).rejects.toMatchObject({ code: 'FORGE_DENIED' });
});
