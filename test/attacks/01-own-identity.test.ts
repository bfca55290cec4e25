// Attack 1: the branch rewrites its workflow, asks for an identity token and signs what it likes under its own name.
import { expectation } from '../support/sigstore/manifest-facts.ts';
import { judge } from '../support/sigstore/judge.ts';
import { signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';
import { REF, SERVER, TIP } from '../support/sigstore/workflow-token.ts';

let world: SigningWorld;
beforeAll(async () => {
  world = await signingWorld();
});
afterAll(() => world.close());

/** A job that stands in the branch's own file: the file is its own build signer. */
const OWN_FILE = 'octo/shop/.github/workflows/sluice-manifest.yml';
const own = { job_workflow_ref: `${OWN_FILE}@${REF}`, job_workflow_sha: TIP };
/** A copy of the toolkit's file in the branch, called with `uses: ./.github/workflows/extract.yml`. */
const copy = { job_workflow_ref: `octo/shop/.github/workflows/extract.yml@${REF}`, job_workflow_sha: TIP };

test('the signature is good, and a verifier that asks for no signer takes it', async () => {
  const verification = await world.verifier().verify(await world.signManifest({ claims: own }));
  expect(verification.ok).toBe(true);
});

test('a policy that lets the branch name its own signer believes it', async () => {
  const toolkit = { workflow: `${SERVER}/${OWN_FILE}`, commits: [REF, TIP] };
  const kind = await judge(
    world.verifier(),
    await world.signManifest({ claims: { ...own, job_workflow_sha: REF } }),
    expectation({ toolkit }),
  );
  expect(kind).toBe('believed');
});

test.each([
  ['its own workflow', own],
  ['its own copy of the toolkit', copy],
])('%s is not believed', async (_, claims) => {
  const bundle = await world.signManifest({ claims });
  expect(await judge(world.verifier(), bundle, expectation())).toBe('wrong-signer');
});
