import { createHash } from 'node:crypto';
import type { ArtifactFacts } from '@sluice/ports';
import { closeAll, opened } from './opened.ts';
import type { Reply, Script } from './scripted-github.ts';

afterEach(closeAll);

const ZIP = 'GET /repos/acme/shop/actions/artifacts/5/zip';
const BLOB = 'GET /blob';
const ARCHIVE = Buffer.from('not a real archive, but bytes with \u0000 and \u00ff in them', 'latin1');

function facts(more: Partial<ArtifactFacts> = {}): ArtifactFacts {
  const digest = `sha256:${createHash('sha256').update(ARCHIVE).digest('hex')}`;
  return { id: 5, name: 'sluice-manifest', runId: 9, size: ARCHIVE.length, digest, expired: false, ...more };
}

function storing(...blobs: Reply[]): Script {
  return {
    [ZIP]: [{ status: 302, headers: { location: '/blob?sig=secret' } }],
    [BLOB]: blobs,
  };
}

const GOOD: Reply = { status: 200, bytes: ARCHIVE, headers: { 'content-type': 'application/zip' } };

/** The forge answers with an absolute address; here it has to name the port. */
async function openedWithBlobs(script: Script): ReturnType<typeof opened> {
  let url = '';
  const made = await opened({
    ...script,
    ...(script[ZIP] === undefined
      ? {}
      : { [ZIP]: () => ({ status: 302, headers: { location: `${url}/blob?sig=secret` } }) }),
  });
  url = made.github.url;
  return made;
}

test('the archive comes from blob storage, which never sees the token', async () => {
  const { forge, github } = await openedWithBlobs(storing(GOOD));
  await expect(forge.download(facts(), 1_000)).resolves.toEqual(ARCHIVE);
  expect(github.asked()).toEqual([ZIP, BLOB]);
  expect(github.seen[0]!.authorization).toContain('workflow-token');
  expect(github.seen[1]!.authorization).toBe('');
  expect(forge.spent()).toMatchObject({ rest: 1, blobs: 1 });
});

test('bytes with another digest are fatal, and not asked for again', async () => {
  const { forge, github } = await openedWithBlobs(storing(GOOD));
  const work = forge.download(facts({ digest: `sha256:${'0'.repeat(64)}` }), 1_000);
  await expect(work).rejects.toMatchObject({
    code: 'FORGE_ANSWER',
    message: expect.stringContaining('digest'),
  });
  expect(github.asked()).toEqual([ZIP, BLOB]);
});

test('an artifact that is told to be larger than allowed is not asked for', async () => {
  const { forge, github } = await openedWithBlobs(storing(GOOD));
  await expect(forge.download(facts({ size: 2_000 }), 1_000)).rejects.toMatchObject({ code: 'FORGE_ANSWER' });
  expect(github.seen).toEqual([]);
});

test('one that is larger than it was told to be is not read to its end', async () => {
  const { forge } = await openedWithBlobs(storing({ status: 200, bytes: Buffer.alloc(5_000_000) }));
  await expect(forge.download(facts({ digest: null }), 1_000)).rejects.toMatchObject({
    code: 'FORGE_ANSWER',
    message: expect.stringContaining('1000 are allowed'),
  });
});

test('expired: ARTIFACT_MISSING without a request', async () => {
  const { forge, github } = await openedWithBlobs(storing(GOOD));
  await expect(forge.download(facts({ expired: true }), 1_000)).rejects.toMatchObject({
    code: 'ARTIFACT_MISSING',
  });
  expect(github.seen).toEqual([]);
});

test.each([404, 410])('deleted since it was listed (%i): ARTIFACT_MISSING', async (status) => {
  const { forge } = await opened({ [ZIP]: [{ status, json: { message: 'Gone' } }] });
  await expect(forge.download(facts(), 1_000)).rejects.toMatchObject({ code: 'ARTIFACT_MISSING' });
});

test('an answer that says no address is FORGE_ANSWER', async () => {
  const { forge } = await opened({ [ZIP]: [{ status: 200, json: {} }] });
  await expect(forge.download(facts(), 1_000)).rejects.toMatchObject({ code: 'FORGE_ANSWER' });
});

test.each<[string, Reply]>([
  ['a 503 of blob storage', { status: 503, json: {} }],
  ['an address that ran out', { status: 403, json: {} }],
  ['a reset', 'reset'],
  ['bytes that end early', { cutAfter: 'not a' }],
])('after %s a fresh address is asked for', async (_, trouble) => {
  const { forge, github } = await openedWithBlobs(storing(trouble, GOOD));
  await expect(forge.download(facts(), 1_000)).resolves.toEqual(ARCHIVE);
  expect(github.asked()).toEqual([ZIP, BLOB, ZIP, BLOB]);
});

test('blob storage that stays down is FORGE_UNREACHABLE', async () => {
  const { forge } = await openedWithBlobs(storing({ status: 503, json: {} }));
  await expect(forge.download(facts(), 1_000)).rejects.toMatchObject({ code: 'FORGE_UNREACHABLE' });
});
