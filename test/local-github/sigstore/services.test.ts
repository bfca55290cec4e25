import { generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { rekorEntry } from '../../../packages/local-github/src/sigstore/rekor-entry.ts';
import { signingWorld, type SigningWorld } from '../../support/sigstore/signing-world.ts';
import {
  ISSUER,
  jsonWebToken,
  tokenIssuer,
  type WorkflowClaims,
} from '../../support/sigstore/workflow-token.ts';

let world: SigningWorld;
beforeAll(async () => {
  world = await signingWorld();
});
afterAll(() => world.close());

interface Asked {
  readonly token: string;
  /** What is signed to prove who has the key; the subject by default. */
  readonly proof?: string;
}

async function askForCertificate({ token, proof }: Asked): Promise<{ status: number; body: string }> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const subject = 'repo:octo/shop:ref:refs/heads/claude/fix-login';
  const response = await fetch(`${world.sigstore.services.github.fulcio}/api/v2/signingCert`, {
    method: 'POST',
    body: JSON.stringify({
      credentials: { oidcIdentityToken: token },
      publicKeyRequest: {
        publicKey: { algorithm: 'ECDSA', content: publicKey.export({ format: 'pem', type: 'spki' }) },
        proofOfPossession: sign('sha256', Buffer.from(proof ?? subject), privateKey).toString('base64'),
      },
    }),
  });
  return { status: response.status, body: await response.text() };
}

test('a workflow gets a certificate in the name of the workflow that it called', async () => {
  const { status, body } = await askForCertificate({ token: world.issuer.token() });
  expect(status).toBe(200);
  const [leaf] = JSON.parse(body).signedCertificateEmbeddedSct.chain.certificates;
  const { subjectAltName } = new X509Certificate(leaf);
  expect(subjectAltName).toBe(
    `URI:https://github.com/acme/sluice/.github/workflows/extract.yml@${'5'.repeat(40)}`,
  );
});

describe('no certificate', () => {
  const claimed = (claims: WorkflowClaims): string => world.issuer.token(claims);
  test.each<[string, () => Asked, string]>([
    ['for an unknown issuer', () => ({ token: claimed({ iss: 'https://evil.example' }) }), 'unknown issuer'],
    ['for a key that the issuer does not have', () => ({ token: tokenIssuer().token() }), 'does not fit'],
    [
      'without a signature',
      () => ({ token: world.issuer.token().replace(/[^.]+$/, randomBytes(8).toString('base64url')) }),
      'does not fit',
    ],
    [
      'for a token that says it needs none',
      () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        return { token: jsonWebToken({ alg: 'none' }, { iss: ISSUER, aud: 'sigstore' }, privateKey) };
      },
      'algorithm none',
    ],
    ['for another audience', () => ({ token: claimed({ aud: 'https://github.com/octo' }) }), 'audience'],
    ['for a token that has expired', () => ({ token: claimed({ exp: 1_700_000_000 }) }), 'expired'],
    [
      'for a key that somebody else has',
      () => ({ token: world.issuer.token(), proof: 'x' }),
      'proof of possession',
    ],
    ['for text', () => ({ token: 'token' }), 'not a signed JSON web token'],
  ])('%s', async (_, asked, why) => {
    const { status, body } = await askForCertificate(asked());
    expect(status).toBe(400);
    expect(body).toContain(why);
  });
});

test('the log keeps no entry whose signature does not fit', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const propose = (payload: string, signed: string): string => {
    const pae = `DSSEv1 1 t ${signed.length} ${signed}`;
    const envelope = {
      payloadType: 't',
      payload: Buffer.from(payload).toString('base64'),
      signatures: [{ sig: sign('sha256', Buffer.from(pae), privateKey).toString('base64') }],
    };
    const pem = publicKey.export({ format: 'pem', type: 'spki' });
    return JSON.stringify({
      kind: 'dsse',
      apiVersion: '0.0.1',
      spec: {
        proposedContent: {
          envelope: JSON.stringify(envelope),
          verifiers: [Buffer.from(pem).toString('base64')],
        },
      },
    });
  };
  expect(rekorEntry(propose('{}', '{}'))).toMatchObject({ spec: { payloadHash: { algorithm: 'sha256' } } });
  expect(() => rekorEntry(propose('{"a":1}', '{}'))).toThrow('does not fit');
});

test('services tell how often they were asked, and unknown requests get nothing', async () => {
  const before = (await world.sigstore.served()).rekor;
  await world.signManifest();
  expect((await world.sigstore.served()).rekor).toBe(before + 1);
  const { rekor } = world.sigstore.services['public-good'];
  expect((await fetch(`${rekor}/api/v1/log`)).status).toBe(404);
});

test('they end when they are closed', async () => {
  const other = await signingWorld();
  const { fulcio } = other.sigstore.services.github;
  await other.close();
  await expect(fetch(fulcio)).rejects.toThrow();
});
