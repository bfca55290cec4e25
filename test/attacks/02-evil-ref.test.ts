// Attack 2: the right workflow file, but at a ref that somebody else wrote.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sigstore from 'sigstore';
import { expectation } from '../support/sigstore/manifest-facts.ts';
import { judge } from '../support/sigstore/judge.ts';
import { signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';
import { EXTRACT, TOOLKIT_COMMIT, type WorkflowClaims } from '../support/sigstore/workflow-token.ts';

let world: SigningWorld;
let place: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'sluice-evil-ref-'));
  world = await signingWorld();
  writeFileSync(join(place, 'root.json'), JSON.stringify(world.sigstore.tuf.root));
});
afterAll(async () => {
  await world.close();
  rmSync(place, { recursive: true });
});

const EVIL = 'e'.repeat(40);
const at = (ref: string, sha = EVIL): WorkflowClaims => ({
  job_workflow_ref: `acme/sluice/.github/workflows/extract.yml@${ref}`,
  job_workflow_sha: sha,
});

/** The library's own policy, which compares names as patterns that may stand anywhere. */
function takenByPattern(bundle: Buffer, pattern: string): Promise<boolean> {
  const options = {
    certificateIdentityURI: pattern,
    tufMirrorURL: world.sigstore.tuf.url,
    tufRootPath: join(place, 'root.json'),
    tufCachePath: join(place, 'cache'),
  };
  return sigstore.verify(JSON.parse(bundle.toString('utf8')), options).then(
    () => true,
    () => false,
  );
}

test.each([
  ['a branch', at('refs/heads/evil')],
  ['a tag', at('refs/tags/v1')],
  ['a commit that is not allowed', at(EVIL)],
])('%s passes as the right path, and is not believed', async (_, claims) => {
  const bundle = await world.signManifest({ claims });
  expect(await takenByPattern(bundle, EXTRACT)).toBe(true);
  expect(await judge(world.verifier(), bundle, expectation())).toBe('wrong-signer');
});

test('a path of which the right one is only the beginning passes the pattern, and is not believed', async () => {
  const bundle = await world.signManifest({
    claims: { ...at(`${TOOLKIT_COMMIT}-evil`), job_workflow_sha: TOOLKIT_COMMIT },
  });
  expect(await takenByPattern(bundle, `${EXTRACT}@${TOOLKIT_COMMIT}`)).toBe(true);
  expect(await judge(world.verifier(), bundle, expectation())).toBe('wrong-signer');
});

test('a tag with the name of the allowed commit has the right name, and is not believed', async () => {
  const bundle = await world.signManifest({ claims: at(TOOLKIT_COMMIT) });
  expect(await takenByPattern(bundle, `^${EXTRACT}@${TOOLKIT_COMMIT}$`)).toBe(true);
  expect(await judge(world.verifier(), bundle, expectation())).toBe('wrong-signer-digest');
});
