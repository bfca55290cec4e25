// Attack 8: another job of the same run, or of another, puts its own file where the manifest is looked for. The name of
// an artifact and the run that it is in prove nothing.
import { checkRunRecord } from '@sluice/trust';
import { asOid } from '@sluice/model';
import { expectation } from '../support/sigstore/manifest-facts.ts';
import { judge } from '../support/sigstore/judge.ts';
import { signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';
import { EXTRACT, REF, REPOSITORY, TIP, TOOLKIT_COMMIT } from '../support/sigstore/workflow-token.ts';

let world: SigningWorld;
beforeAll(async () => {
  world = await signingWorld();
});
afterAll(() => world.close());

test('the record of the run is spotless: whoever stops there takes the artifact of any of its jobs', () => {
  const run = {
    path: '.github/workflows/sluice-manifest.yml',
    event: 'push',
    headSha: asOid(TIP),
    headBranch: 'claude/fix-login',
    headRepositoryId: REPOSITORY.id,
    referencedWorkflows: [
      { path: `acme/sluice/.github/workflows/extract.yml@${TOOLKIT_COMMIT}`, sha: TOOLKIT_COMMIT },
    ],
  };
  const toolkit = { workflow: EXTRACT, commits: [TOOLKIT_COMMIT] };
  const expected = { path: run.path, ref: REF, tip: run.headSha, repositoryId: REPOSITORY.id, toolkit };
  expect(checkRunRecord(run, expected).rejection).toBeNull();
});

test('a file that a sibling job of the run signed is refused', async () => {
  const claims = {
    job_workflow_ref: `octo/shop/.github/workflows/sluice-manifest.yml@${REF}`,
    job_workflow_sha: TIP,
  };
  const bundle = await world.signManifest({ claims });
  expect(await judge(world.verifier(), bundle, expectation())).toBe('wrong-signer');
});

test('a file that a sibling job wrote without signing is refused', async () => {
  expect(await judge(world.verifier(), Buffer.from('{"believe":"me"}'), expectation())).toBe(
    'malformed-bundle',
  );
});

test('a good manifest of this commit from another run is refused in this one', async () => {
  const bundle = await world.signManifest({ claims: { run_id: '901' } });
  const where = expectation({ run: { id: 901, attempt: 1 } });
  const facts = { extractor: { run: `${REPOSITORY.uri}/actions/runs/901/attempts/1` } };
  const fitting = await world.signManifest({ claims: { run_id: '901' }, facts });
  expect(await judge(world.verifier(), fitting, where)).toBe('believed');
  expect(await judge(world.verifier(), fitting, expectation())).toBe('wrong-run');
  expect(await judge(world.verifier(), bundle, where)).toBe('wrong-subject');
});
