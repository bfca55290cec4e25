import type { RejectionKind } from '@sluice/model';
import { parseTrustRoot } from '@sluice/adapters/sigstore/trust-root';
import { sigstoreSigner } from '@sluice/adapters/sigstore/sigstore-signer';
import { sigstoreVerifier } from '@sluice/adapters/sigstore/sigstore-verifier';
import { localRoot, signingWorld, type SigningWorld } from '../../support/sigstore/signing-world.ts';

/** A bundle as JSON, as far as it is taken apart here; every part may be made wrong. */
interface Loose {
  mediaType: string;
  readonly dsseEnvelope: { payload: string; payloadType: string; readonly signatures: { sig: string }[] };
  readonly verificationMaterial: {
    certificate?: { rawBytes: string } | undefined;
    publicKey?: object;
    tlogEntries: { inclusionPromise?: object; integratedTime: string }[];
    timestampVerificationData: { rfc3161Timestamps?: { signedTimestamp: string }[] };
  };
}
type Change = (bundle: Loose) => void;

let world: SigningWorld;
let good: { readonly 'public-good': Loose; readonly github: Loose };
beforeAll(async () => {
  world = await signingWorld();
  const [publicGood, github] = await Promise.all([
    world.signManifest(),
    world.signManifest({ profile: 'github' }),
  ]);
  good = { 'public-good': JSON.parse(publicGood.toString()), github: JSON.parse(github.toString()) };
});
afterAll(() => world.close());

async function kindOf(
  bundle: unknown,
  profile: 'public-good' | 'github',
): Promise<RejectionKind | 'verified'> {
  const bytes = Buffer.isBuffer(bundle) ? bundle : Buffer.from(JSON.stringify(bundle));
  const verification = await world.verifier(profile).verify(bytes);
  return verification.ok ? 'verified' : verification.rejection.kind;
}

/** A copy of a good bundle with something done to it. */
function changed(profile: 'public-good' | 'github', change: Change): Loose {
  const bundle = structuredClone(good[profile]);
  change(bundle);
  return bundle;
}

function flip(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length - 1] = bytes.at(-1)! ^ 1;
  return bytes.toString('base64');
}

test('the bundles are good as they are', async () => {
  expect(await kindOf(good['public-good'], 'public-good')).toBe('verified');
  expect(await kindOf(good.github, 'github')).toBe('verified');
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['no JSON', Buffer.from('<html>')],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ['an empty object', Buffer.from('{}')],
  ['null', Buffer.from('null')],
  ['a list', Buffer.from('[]')],
])('%s is no bundle', async (_, bytes) => {
  expect(await kindOf(bytes, 'public-good')).toBe('malformed-bundle');
});

describe('a bundle that was changed', () => {
  test.each<[string, Change, RejectionKind]>([
    ['another payload', (b) => (b.dsseEnvelope.payload = 'e30='), 'log-entry-invalid'],
    ['another payload type', (b) => (b.dsseEnvelope.payloadType = 'text/plain'), 'signature-invalid'],
    [
      'another signature',
      (b) => (b.dsseEnvelope.signatures[0]!.sig = flip(b.dsseEnvelope.signatures[0]!.sig)),
      'log-entry-invalid',
    ],
    [
      'two signatures',
      (b) => b.dsseEnvelope.signatures.push(b.dsseEnvelope.signatures[0]!),
      'malformed-bundle',
    ],
    ['no log entry', (b) => (b.verificationMaterial.tlogEntries = []), 'timestamp-missing'],
    [
      'the same log entry twice',
      (b) => b.verificationMaterial.tlogEntries.push(b.verificationMaterial.tlogEntries[0]!),
      'timestamp-invalid',
    ],
    [
      'no promise of the log',
      (b) => delete b.verificationMaterial.tlogEntries[0]!.inclusionPromise,
      'timestamp-missing',
    ],
    [
      'another time in the log',
      (b) =>
        (b.verificationMaterial.tlogEntries[0]!.integratedTime = String(Math.floor(Date.now() / 1000) + 5)),
      'log-entry-invalid',
    ],
    [
      'another certificate',
      (b) =>
        (b.verificationMaterial.certificate!.rawBytes = flip(b.verificationMaterial.certificate!.rawBytes)),
      'certificate-untrusted',
    ],
    [
      'a certificate of the other authority',
      (b) => (b.verificationMaterial.certificate = good.github.verificationMaterial.certificate),
      'certificate-untrusted',
    ],
    ['no certificate', (b) => delete b.verificationMaterial.certificate, 'malformed-bundle'],
    [
      'a key instead of a certificate',
      (b) => {
        delete b.verificationMaterial.certificate;
        b.verificationMaterial.publicKey = { hint: 'x' };
      },
      'no-certificate',
    ],
    [
      'an older form of bundle',
      (b) => (b.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.1'),
      'malformed-bundle',
    ],
    [
      'an unknown form of bundle',
      (b) => (b.mediaType = 'application/vnd.dev.sigstore.bundle.v0.9+json'),
      'malformed-bundle',
    ],
  ])('%s', async (_, change, kind) => {
    expect(await kindOf(changed('public-good', change), 'public-good')).toBe(kind);
  });

  test.each<[string, Change, RejectionKind]>([
    ['no timestamp', (b) => (b.verificationMaterial.timestampVerificationData = {}), 'timestamp-missing'],
    [
      'another timestamp',
      (b) => {
        const [stamp] = b.verificationMaterial.timestampVerificationData.rfc3161Timestamps!;
        stamp!.signedTimestamp = flip(stamp!.signedTimestamp);
      },
      'timestamp-invalid',
    ],
    [
      'the same timestamp twice',
      (b) => {
        const stamps = b.verificationMaterial.timestampVerificationData.rfc3161Timestamps!;
        stamps.push(stamps[0]!);
      },
      'timestamp-invalid',
    ],
    ['another payload', (b) => (b.dsseEnvelope.payload = 'e30='), 'signature-invalid'],
    [
      'a log entry, of a log that is not trusted',
      (b) => (b.verificationMaterial.tlogEntries = good['public-good'].verificationMaterial.tlogEntries),
      'timestamp-invalid',
    ],
  ])('%s, with the profile github', async (_, change, kind) => {
    const given = changed('github', change);
    const found = await kindOf(given, 'github');
    // A foreign log entry is refused wherever the library looks at it first.
    expect(kind === 'timestamp-invalid' ? ['timestamp-invalid', 'log-entry-invalid'] : [kind]).toContain(
      found,
    );
  });
});

test('a certificate that no log has seen, where the profile demands one', async () => {
  const { services, trustedRoot } = world.sigstore;
  const { certificateAuthorities } = trustedRoot.github as { readonly certificateAuthorities: object };
  const root = { ...trustedRoot.publicGood, certificateAuthorities };
  const verifier = sigstoreVerifier('public-good', parseTrustRoot('public-good', JSON.stringify(root)));
  const unlogged = { ...services['public-good'], fulcio: services.github.fulcio };
  const bundle = await sigstoreSigner(unlogged).sign(Buffer.from('{}'), world.issuer.token());
  const verification = await verifier.verify(bundle);
  expect(verification).toMatchObject({ ok: false, rejection: { kind: 'certificate-log' } });
});

test('one signature has one id, however its bundle is written down', async () => {
  const spaced = Buffer.from(JSON.stringify(good['public-good'], null, 2));
  const plain = Buffer.from(JSON.stringify(good['public-good']));
  const ids = await Promise.all(
    [spaced, plain].map(async (bytes) => {
      const verification = await world.verifier().verify(bytes);
      return verification.ok && verification.evidence.id;
    }),
  );
  expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(ids[0]).toBe(ids[1]);
  const second = await world.verifier().verify(await world.signManifest());
  expect(second.ok && second.evidence.id).not.toBe(ids[0]);
});

test('the roots of the local services fit their own profile alone', () => {
  expect(() => localRoot(world.sigstore, 'github')).not.toThrow();
  const asOther = JSON.stringify(world.sigstore.trustedRoot.github);
  expect(() => parseTrustRoot('public-good', asOther)).toThrow('none that fits');
});
