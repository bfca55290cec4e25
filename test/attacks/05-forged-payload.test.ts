// Attack 5: the statement of a good bundle is replaced, or called something else, and the signature is kept.
import { encodeStatement, SIGNING_PROFILE_NAMES, statementOf } from '@sluice/model';
import { verifyProvenance } from '@sluice/trust';
import { expectation, manifestFacts } from '../support/sigstore/manifest-facts.ts';
import { judge } from '../support/sigstore/judge.ts';
import { evidenceOf, signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';

let world: SigningWorld;
beforeAll(async () => {
  world = await signingWorld();
});
afterAll(() => world.close());

/** The same commit, said to change nothing. */
const FORGED = encodeStatement(statementOf(manifestFacts({ changes: [], dependencies: [] })));

function withEnvelope(bundle: Buffer, fields: object): Buffer {
  const json = JSON.parse(bundle.toString('utf8'));
  return Buffer.from(JSON.stringify({ ...json, dsseEnvelope: { ...json.dsseEnvelope, ...fields } }));
}

test('whoever reads the statement without its signature believes the forged one', async () => {
  const evidence = await evidenceOf(world.verifier(), await world.signManifest());
  const provenance = verifyProvenance({ ...evidence, payload: FORGED }, expectation());
  expect(provenance.ok && provenance.claim.facts.changes).toEqual([]);
});

describe.each(SIGNING_PROFILE_NAMES)('with the profile %s', (profile) => {
  const refused = profile === 'github' ? 'signature-invalid' : 'log-entry-invalid';

  test('a forged statement is refused', async () => {
    const bundle = withEnvelope(await world.signManifest({ profile }), {
      payload: FORGED.toString('base64'),
    });
    expect(await judge(world.verifier(profile), bundle, expectation({ profile }))).toBe(refused);
  });

  test('another payload type is refused', async () => {
    const bundle = withEnvelope(await world.signManifest({ profile }), { payloadType: 'application/json' });
    expect(await judge(world.verifier(profile), bundle, expectation({ profile }))).toBe('signature-invalid');
  });

  test('the signature of another statement is refused', async () => {
    const { dsseEnvelope } = JSON.parse((await world.signManifest({ profile })).toString('utf8'));
    const bundle = withEnvelope(await world.signManifest({ profile, facts: { commits: 7 } }), {
      signatures: dsseEnvelope.signatures,
    });
    const kind = await judge(world.verifier(profile), bundle, expectation({ profile }));
    expect(kind).toBe(profile === 'github' ? 'timestamp-invalid' : 'log-entry-invalid');
  });
});
