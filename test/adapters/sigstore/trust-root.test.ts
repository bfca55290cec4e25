import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTrustRoot, parseTrustRoot } from '@sluice/adapters/sigstore/trust-root';

const PINNED = readFileSync(
  join(import.meta.dirname, '../../../packages/adapters/src/sigstore/public-good-root.json'),
  'utf8',
);
const publicGood = JSON.parse(PINNED);
const own = {
  mediaType: publicGood.mediaType,
  certificateAuthorities: publicGood.certificateAuthorities,
  timestampAuthorities: publicGood.timestampAuthorities,
  tlogs: [],
  ctlogs: [],
};

test('the public-good root is pinned', async () => {
  const root = await loadTrustRoot('public-good', null);
  expect(root.tlogs.map(({ baseUrl }) => baseUrl)).toContain('https://rekor.sigstore.dev');
  expect(root.certificateAuthorities.map(({ uri }) => uri)).toContain('https://fulcio.sigstore.dev');
});

test('it is the one of the installed TUF client', () => {
  const seeds = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../node_modules/@sigstore/tuf/seeds.json'), 'utf8'),
  );
  const seed = seeds['https://tuf-repo-cdn.sigstore.dev'].targets['trusted_root.json'];
  expect(publicGood).toEqual(JSON.parse(Buffer.from(seed, 'base64').toString('utf8')));
});

test('the profile github needs a root that is named', async () => {
  await expect(loadTrustRoot('github', null)).rejects.toMatchObject({
    code: 'TRUST_ROOT_INVALID',
    next: expect.stringContaining('gh attestation trusted-root'),
  });
});

test('a root without logs is for github, one with logs for public-good, and never the other way', () => {
  expect(parseTrustRoot('github', JSON.stringify(own)).tlogs).toEqual([]);
  expect(() => parseTrustRoot('github', PINNED)).toThrow('none that fits');
  expect(() => parseTrustRoot('public-good', JSON.stringify(own))).toThrow('none that fits');
  const mixed = { ...own, tlogs: publicGood.tlogs };
  expect(() => parseTrustRoot('github', JSON.stringify(mixed))).toThrow('none that fits');
  expect(() => parseTrustRoot('public-good', JSON.stringify(mixed))).toThrow('none that fits');
});

test('of several roots, one a line, exactly one must be of the profile', () => {
  const lines = `${JSON.stringify(publicGood)}\n${JSON.stringify(own)}\n`;
  expect(parseTrustRoot('github', lines).tlogs).toEqual([]);
  expect(parseTrustRoot('public-good', lines).tlogs).toHaveLength(publicGood.tlogs.length);
  expect(() => parseTrustRoot('github', `${lines}${JSON.stringify(own)}\n`)).toThrow('has 2');
});

test.each(['', 'null', '[]', '{"tlogs":1}', 'text', '{}'])('%j is no root', (text) => {
  expect(() => parseTrustRoot('public-good', text)).toThrow(
    expect.objectContaining({ code: 'TRUST_ROOT_INVALID' }),
  );
});

test('a file is read, and one that is not there is a fault', async () => {
  const place = mkdtempSync(join(tmpdir(), 'sluice-root-'));
  try {
    const file = join(place, 'root.json');
    await expect(loadTrustRoot('github', file)).rejects.toMatchObject({ code: 'TRUST_ROOT_INVALID' });
    writeFileSync(file, JSON.stringify(own, null, 2));
    await expect(loadTrustRoot('github', file)).resolves.toMatchObject({ tlogs: [] });
  } finally {
    rmSync(place, { recursive: true });
  }
});
