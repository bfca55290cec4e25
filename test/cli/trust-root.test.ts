import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultOf, sluice } from '../support/cli.ts';
import { directory, removeAll } from '../support/sandboxed.ts';
import { signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';
import { tokenIssuer } from '../support/sigstore/workflow-token.ts';

let world: SigningWorld;
let root: string;
beforeAll(async () => {
  world = await signingWorld();
  root = join(directory(), 'root.json');
  writeFileSync(root, JSON.stringify(world.sigstore.tuf.root));
});
afterAll(async () => {
  await world.close();
  removeAll();
});

test('the newest root is printed, ready to be used', async () => {
  const run = await sluice(['trust-root', '--mirror', world.sigstore.tuf.url, '--root', root]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const file = join(directory(), 'trust-root.json');
  writeFileSync(file, run.stdout);
  const bundle = join(directory(), 'manifest.sigstore.json');
  writeFileSync(bundle, await world.signManifest());
  const signer = ['--toolkit', 'acme/sluice', '--commit', '5'.repeat(40), '--repository', 'octo/shop'];
  expect((await sluice(['verify', bundle, ...signer, '--trust-root', file])).code).toBe(0);
});

test('a repository that another key signed is not believed', async () => {
  const [key] = tokenIssuer().keys;
  const wrong = join(directory(), 'wrong.json');
  writeFileSync(wrong, JSON.stringify({ signed: { _type: 'root', key }, signatures: [] }));
  const run = await sluice(['trust-root', '--mirror', world.sigstore.tuf.url, '--root', wrong]);
  expect(faultOf(run).code).toBe('TRUST_ROOT_INVALID');
});

test('a root of one profile is not printed for another', async () => {
  const args = ['trust-root', '--profile', 'github', '--mirror', world.sigstore.tuf.url, '--root', root];
  expect(faultOf(await sluice(args)).code).toBe('TRUST_ROOT_INVALID');
});
