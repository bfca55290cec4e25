// Attack 43: an identity token in the environment wins over that of the job.
import * as sigstore from 'sigstore';
import { sigstoreSigner } from '@sluice/adapters/sigstore/sigstore-signer';
import { encodeStatement, PAYLOAD_TYPE, statementOf } from '@sluice/model';
import { expectation, manifestFacts } from '../support/sigstore/manifest-facts.ts';
import { judge } from '../support/sigstore/judge.ts';
import { evidenceOf, signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';
import { EXTRACT, REF, SERVER, TIP, TOOLKIT_COMMIT } from '../support/sigstore/workflow-token.ts';

const PLANTED = 'octo/shop/.github/workflows/evil.yml';
const before = process.env['SIGSTORE_ID_TOKEN'];

let world: SigningWorld;
beforeAll(async () => {
  world = await signingWorld();
  process.env['SIGSTORE_ID_TOKEN'] = world.issuer.token({
    job_workflow_ref: `${PLANTED}@${REF}`,
    job_workflow_sha: TIP,
  });
});
afterAll(async () => {
  if (before === undefined) delete process.env['SIGSTORE_ID_TOKEN'];
  else process.env['SIGSTORE_ID_TOKEN'] = before;
  await world.close();
});

const payload = (): Buffer => encodeStatement(statementOf(manifestFacts()));

test('the library, asked without a token, signs with the planted one', async () => {
  const { fulcio, rekor } = world.sigstore.services['public-good'];
  const bundle = await sigstore.attest(payload(), PAYLOAD_TYPE, { fulcioURL: fulcio, rekorURL: rekor! });
  const { certificate } = await evidenceOf(world.verifier(), Buffer.from(JSON.stringify(bundle)));
  expect(certificate.names).toEqual([`URI:${SERVER}/${PLANTED}@${REF}`]);
});

test('the signer takes the token that it is given, and the manifest is believed', async () => {
  const signer = sigstoreSigner(world.sigstore.services['public-good']);
  const bundle = await signer.sign(payload(), world.issuer.token());
  const { certificate } = await evidenceOf(world.verifier(), bundle);
  expect(certificate.names).toEqual([`URI:${EXTRACT}@${TOOLKIT_COMMIT}`]);
  expect(await judge(world.verifier(), bundle, expectation())).toBe('believed');
});

test('without a token it signs nothing, whatever the environment has', async () => {
  const signer = sigstoreSigner(world.sigstore.services['public-good']);
  const asked = (await world.sigstore.served()).fulcio;
  await expect(signer.sign(payload(), '')).rejects.toMatchObject({ code: 'SIGNING_FAILED' });
  expect((await world.sigstore.served()).fulcio).toBe(asked);
});
