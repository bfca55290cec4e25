// Clients that are not ours: bundles made here verify with them, and those made by them verify here.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sigstore from 'sigstore';
import { refreshTrustRoot } from '@sluice/adapters/sigstore/refresh-trust-root';
import { encodeStatement, PAYLOAD_TYPE, statementOf } from '@sluice/model';
import { verifyProvenance } from '@sluice/trust';
import { expectation, manifestFacts } from '../../support/sigstore/manifest-facts.ts';
import { evidenceOf, signingWorld, type SigningWorld } from '../../support/sigstore/signing-world.ts';
import { EXTRACT, ISSUER, TOOLKIT_COMMIT } from '../../support/sigstore/workflow-token.ts';

let world: SigningWorld;
let place: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'sluice-tuf-'));
  world = await signingWorld();
  writeFileSync(join(place, 'root.json'), JSON.stringify(world.sigstore.tuf.root));
});
afterAll(async () => {
  await world.close();
  rmSync(place, { recursive: true });
});

/** How the client finds the root of the local services: through TUF, as it does everywhere. */
function roots(cache: string): sigstore.VerifyOptions {
  return {
    tufMirrorURL: world.sigstore.tuf.url,
    tufRootPath: join(place, 'root.json'),
    tufCachePath: join(place, cache),
    retry: 0,
  };
}

test('the sigstore client verifies a manifest that was signed here', async () => {
  const bundle = JSON.parse((await world.signManifest()).toString('utf8'));
  const demanded = {
    ...roots('verify'),
    certificateIssuer: ISSUER,
    certificateIdentityURI: `^${EXTRACT}@${TOOLKIT_COMMIT}$`,
  };
  await expect(sigstore.verify(bundle, demanded)).resolves.toBeDefined();
  bundle.dsseEnvelope.payload = Buffer.from('{}').toString('base64');
  await expect(sigstore.verify(bundle, demanded)).rejects.toThrow();
});

test('a bundle that the sigstore client made is verified and believed here', async () => {
  const { fulcio, rekor } = world.sigstore.services['public-good'];
  const payload = encodeStatement(statementOf(manifestFacts()));
  const bundle = await sigstore.attest(payload, PAYLOAD_TYPE, {
    fulcioURL: fulcio,
    rekorURL: rekor!,
    identityToken: world.issuer.token(),
  });
  const evidence = await evidenceOf(world.verifier(), Buffer.from(JSON.stringify(bundle)));
  expect(verifyProvenance(evidence, expectation()).verdict.rejection).toBeNull();
});

test('one that it made for plain data is no statement', async () => {
  const { fulcio, timestamps } = world.sigstore.services.github;
  const bundle = await sigstore.sign(Buffer.from('data'), {
    fulcioURL: fulcio,
    tsaServerURL: timestamps!,
    tlogUpload: false,
    identityToken: world.issuer.token(),
  });
  const verification = await world.verifier('github').verify(Buffer.from(JSON.stringify(bundle)));
  expect(verification).toMatchObject({ ok: false, rejection: { kind: 'not-dsse' } });
});

describe('the pinned root, fetched anew through TUF', () => {
  const source = (): Parameters<typeof refreshTrustRoot>[1] => ({
    mirrorUrl: world.sigstore.tuf.url,
    rootFile: join(place, 'root.json'),
    cache: join(place, 'refresh'),
  });

  test('is the one that is published', async () => {
    const text = await refreshTrustRoot('public-good', source());
    expect(JSON.parse(text)).toMatchObject({
      tlogs: [{ baseUrl: world.sigstore.services['public-good'].rekor }],
    });
  });

  test('is not taken for another profile', async () => {
    await expect(refreshTrustRoot('github', source())).rejects.toMatchObject({ code: 'TRUST_ROOT_INVALID' });
  });

  test('is not taken from a repository that another key signed', async () => {
    const other = await signingWorld();
    try {
      const mirrorUrl = other.sigstore.tuf.url;
      const wrong = { ...source(), mirrorUrl, cache: join(place, 'other') };
      await expect(refreshTrustRoot('public-good', wrong)).rejects.toMatchObject({
        code: 'TRUST_ROOT_INVALID',
      });
    } finally {
      await other.close();
    }
  });
});
