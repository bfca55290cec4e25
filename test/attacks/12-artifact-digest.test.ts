// Attack 12: an archive is swapped after it was uploaded. The client says so in a line of the log, and goes on.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import { MANIFEST_ARTIFACT, MANIFEST_FILE } from '@sluice/model';
import { closeAll, opened } from '../adapters/github/opened.ts';
import {
  runtimeToken,
  startArtifactService,
  type ArtifactService,
} from '../adapters/runner/artifact-service.ts';
import { zipOf } from '../support/zip.ts';

const FILE = { name: MANIFEST_FILE, content: Buffer.from('{"is":"good"}') };
const SWAPPED = zipOf([{ name: MANIFEST_FILE, content: Buffer.from('{"is":"evil"}') }]);
const NAMES = ['GITHUB_SERVER_URL', 'ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN'] as const;

let service: ArtifactService;
let temp: string;
const before = NAMES.map((name) => process.env[name]);

beforeEach(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  service = await startArtifactService();
  temp = mkdtempSync(join(tmpdir(), 'sluice-digest-'));
  const values = ['https://github.com', service.url, runtimeToken()];
  NAMES.forEach((name, i) => (process.env[name] = values[i]));
});

afterEach(async () => {
  jest.restoreAllMocks();
  await service.close();
  await closeAll();
  rmSync(temp, { recursive: true });
  NAMES.forEach((name, i) => {
    if (before[i] === undefined) delete process.env[name];
    else process.env[name] = before[i];
  });
});

/** Uploaded by the real client, then swapped where it is stored: of the same size in the list, with the digest of before. */
async function swap(): Promise<void> {
  await actionsArtifacts(temp).upload(MANIFEST_ARTIFACT, FILE);
  const [stored] = service.stored;
  stored!.content = SWAPPED;
  stored!.size = SWAPPED.length;
}

test('the client alone unpacks the swapped archive, and only reports it', async () => {
  await swap();
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const { digest, id } = service.stored[0]!;
  const answer = await new DefaultArtifactClient().downloadArtifact(id, { path: temp, expectedHash: digest });
  expect(answer.digestMismatch).toBe(true);
  expect(readFileSync(join(temp, MANIFEST_FILE), 'utf8')).toBe('{"is":"evil"}');
});

test('between the jobs of a run it is refused', async () => {
  await swap();
  const work = actionsArtifacts(temp).download(MANIFEST_ARTIFACT, { file: MANIFEST_FILE, maxBytes: 1000 });
  await expect(work).rejects.toMatchObject({
    code: 'ARTIFACT_INVALID',
    message: expect.stringContaining('digest'),
  });
});

test('from the runs of agents it is refused', async () => {
  const digest = `sha256:${createHash('sha256').update('what was uploaded').digest('hex')}`;
  let url = '';
  const { forge, github } = await opened({
    'GET /repos/acme/shop/actions/artifacts/5/zip': () => ({
      status: 302,
      headers: { location: `${url}/blob` },
    }),
    'GET /blob': [{ status: 200, bytes: SWAPPED }],
  });
  url = github.url;
  const facts = { id: 5, name: MANIFEST_ARTIFACT, runId: 9, size: SWAPPED.length, expired: false };
  // Where nobody knows what it should be, there is nothing to compare.
  await expect(forge.download({ ...facts, digest: null }, 10_000)).resolves.toEqual(SWAPPED);
  await expect(forge.download({ ...facts, digest }, 10_000)).rejects.toMatchObject({
    code: 'FORGE_ANSWER',
    message: expect.stringContaining('digest'),
  });
});
