// Attack 6: a key that was stolen after its certificate was over signs, and the time of signing is left out or is late.
import { verify, X509Certificate } from 'node:crypto';
import { SIGNING_PROFILE_NAMES } from '@sluice/model';
import { expectation } from '../support/sigstore/manifest-facts.ts';
import { judge } from '../support/sigstore/judge.ts';
import { signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';

let world: SigningWorld;
/** Its authorities hand out certificates that were over an hour ago: what a key found later can sign with. */
let late: SigningWorld;
beforeAll(async () => {
  [world, late] = await Promise.all([signingWorld(), signingWorld({ certificatesLate: 7200 })]);
});
afterAll(() => Promise.all([world.close(), late.close()]));

/** A check of signatures alone, without any time. */
function signaturesFit(bundle: Buffer, authority: string): boolean {
  const { dsseEnvelope, verificationMaterial } = JSON.parse(bundle.toString('utf8'));
  const certificate = new X509Certificate(Buffer.from(verificationMaterial.certificate.rawBytes, 'base64'));
  const issuer = new X509Certificate(Buffer.from(authority, 'base64'));
  const payload = Buffer.from(dsseEnvelope.payload, 'base64');
  const { payloadType, signatures } = dsseEnvelope;
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
    payload,
  ]);
  const signature = Buffer.from(signatures[0].sig, 'base64');
  return certificate.verify(issuer.publicKey) && verify('sha256', signed, certificate.publicKey, signature);
}

function authorityOf({ sigstore }: SigningWorld, profile: string): string {
  const root = (profile === 'github' ? sigstore.trustedRoot.github : sigstore.trustedRoot.publicGood) as {
    certificateAuthorities: { certChain: { certificates: { rawBytes: string }[] } }[];
  };
  return root.certificateAuthorities[0]!.certChain.certificates[0]!.rawBytes;
}

function withoutTimes(bundle: Buffer): Buffer {
  const json = JSON.parse(bundle.toString('utf8'));
  for (const entry of json.verificationMaterial.tlogEntries ?? []) delete entry.inclusionPromise;
  json.verificationMaterial.timestampVerificationData = {};
  return Buffer.from(JSON.stringify(json));
}

describe.each(SIGNING_PROFILE_NAMES)('with the profile %s', (profile) => {
  test('signatures fit, with a certificate that is over and without any time', async () => {
    const bundle = await late.signManifest({ profile });
    expect(signaturesFit(bundle, authorityOf(late, profile))).toBe(true);
    expect(signaturesFit(withoutTimes(bundle), authorityOf(late, profile))).toBe(true);
  });

  test('a certificate that was over when it signed is refused', async () => {
    const bundle = await late.signManifest({ profile });
    expect(await judge(late.verifier(profile), bundle, expectation({ profile }))).toBe(
      'certificate-untrusted',
    );
  });

  test.each([
    ['good otherwise', () => world],
    ['with a certificate that is over', () => late],
  ])('a bundle without a verified time is refused: %s', async (_, signer) => {
    const bundle = withoutTimes(await signer().signManifest({ profile }));
    expect(await judge(signer().verifier(profile), bundle, expectation({ profile }))).toBe(
      'timestamp-missing',
    );
  });
});
