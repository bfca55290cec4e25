// Attack 7: the trusted extractor is made to say what is not so, by what it is given.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { verifyProvenance } from '@sluice/trust';
import { confirmManifest } from '@sluice/trust';
import { expectation, gitManifest, manifestFacts, TARGET } from '../support/sigstore/manifest-facts.ts';
import { evidenceOf, signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';

let world: SigningWorld;
beforeAll(async () => {
  world = await signingWorld();
});
afterAll(() => world.close());

const hidden = { ...manifestFacts().changes[0]!, path: '.github/workflows/release.yml' };

test('a wrong manifest with the right signature is proven: whoever stops there believes it', async () => {
  const bundle = await world.signManifest({ facts: { changes: [], dependencies: [] } });
  const provenance = verifyProvenance(await evidenceOf(world.verifier(), bundle), expectation());
  expect(provenance.ok).toBe(true);
});

test.each([
  ['a change is left out', { changes: [] }, 'changes[0]'],
  ['a change is called another file', { changes: [hidden] }, 'changes[0]'],
  ['a dependency is left out', { dependencies: [] }, 'dependencies[0]'],
  ['another base', { base: 'f'.repeat(40) }, 'base'],
])('made again from git it is another: %s', async (_, facts, field) => {
  const bundle = await world.signManifest({ facts });
  const provenance = verifyProvenance(await evidenceOf(world.verifier(), bundle), expectation());
  if (!provenance.ok) throw new Error('the claim has to be proven');
  expect(confirmManifest(provenance.claim, gitManifest(), TARGET)).toMatchObject({
    ok: false,
    rejection: { kind: 'mismatch', field },
  });
});

test('the workflow that signs takes no inputs and no secrets', () => {
  const file = join(import.meta.dirname, '../../.github/workflows/extract.yml');
  const workflow = parse(readFileSync(file, 'utf8'));
  expect(Object.keys(workflow.on)).toEqual(['workflow_call']);
  expect(workflow.on.workflow_call ?? {}).toEqual({});
  expect(JSON.stringify(workflow)).not.toMatch(/\$\{\{[^}]*\b(?:inputs|secrets|github\.event|env|vars)\b/);
});
