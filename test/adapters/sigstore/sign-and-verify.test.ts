import { PAYLOAD_TYPE, SIGNING_PROFILE_NAMES, encodeStatement, statementOf } from '@sluice/model';
import { verifyProvenance } from '@sluice/trust';
import { expectation, manifestFacts } from '../../support/sigstore/manifest-facts.ts';
import { evidenceOf, signingWorld, type SigningWorld } from '../../support/sigstore/signing-world.ts';
import { EXTRACT, ISSUER, REPOSITORY, TIP, TOOLKIT_COMMIT } from '../../support/sigstore/workflow-token.ts';

let world: SigningWorld;
beforeAll(async () => {
  world = await signingWorld();
});
afterAll(() => world.close());

describe.each(SIGNING_PROFILE_NAMES)('a manifest signed with the profile %s', (profile) => {
  test('verifies, and the evidence says who signed what', async () => {
    const facts = manifestFacts();
    const bundle = await world.signManifest({ facts, profile });
    const evidence = await evidenceOf(world.verifier(profile), bundle);
    expect(evidence).toMatchObject({ profile, payloadType: PAYLOAD_TYPE });
    expect(evidence.payload.equals(encodeStatement(statementOf(facts)))).toBe(true);
    expect(evidence.certificate.names).toEqual([`URI:${EXTRACT}@${TOOLKIT_COMMIT}`]);
    expect(evidence.certificate.extensions).toMatchObject({
      1: ISSUER,
      8: ISSUER,
      9: `${EXTRACT}@${TOOLKIT_COMMIT}`,
      10: TOOLKIT_COMMIT,
      12: REPOSITORY.uri,
      13: TIP,
      21: `${REPOSITORY.uri}/actions/runs/900/attempts/1`,
    });
    expect(evidence.timestamps).toHaveLength(1);
    expect(evidence.logEntries).toBe(profile === 'github' ? 0 : 1);
  });

  test('is believed by the trusted side', async () => {
    const bundle = await world.signManifest({ profile });
    const evidence = await evidenceOf(world.verifier(profile), bundle);
    const provenance = verifyProvenance(evidence, expectation({ profile }));
    expect(provenance.verdict.rejection).toBeNull();
    expect(provenance.ok && provenance.claim.facts.task.title).toBe('Fix the login');
  });

  test('does not verify under the roots of the other profile', async () => {
    const bundle = await world.signManifest({ profile });
    const other = profile === 'github' ? 'public-good' : 'github';
    const verification = await world.verifier(other).verify(bundle);
    expect(verification.ok).toBe(false);
  });
});
