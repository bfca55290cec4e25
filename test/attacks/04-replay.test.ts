// Attack 4: a good manifest of an earlier commit is used again after a new push, later, or for another branch.
import { asOid } from '@sluice/model';
import { expectation, nowSeconds } from '../support/sigstore/manifest-facts.ts';
import { judge } from '../support/sigstore/judge.ts';
import { evidenceOf, signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';
import { TIP } from '../support/sigstore/workflow-token.ts';

let world: SigningWorld;
let bundle: Buffer;
beforeAll(async () => {
  world = await signingWorld();
  bundle = await world.signManifest();
});
afterAll(() => world.close());

const PUSHED = asOid('9'.repeat(40));

test('whoever remembers the tip instead of reading it again believes the old manifest', async () => {
  const remembered = expectation({ tip: asOid(TIP) });
  expect(await judge(world.verifier(), bundle, remembered)).toBe('believed');
});

test('after a push the manifest is for another commit', async () => {
  expect(await judge(world.verifier(), bundle, expectation({ tip: PUSHED }))).toBe('wrong-commit');
});

test('another branch at the same commit cannot use it', async () => {
  const ref = 'refs/heads/claude/other';
  expect(await judge(world.verifier(), bundle, expectation({ ref }))).toBe('wrong-ref');
});

test('a manifest grows old, where somebody asks', async () => {
  const later = nowSeconds() + 90_000;
  const ageless = expectation({ now: later, maxAgeSeconds: Number.MAX_SAFE_INTEGER });
  expect(await judge(world.verifier(), bundle, ageless)).toBe('believed');
  const daily = expectation({ now: later, maxAgeSeconds: 86_400 });
  expect(await judge(world.verifier(), bundle, daily)).toBe('expired');
});

test('one signature counts once', async () => {
  const { id } = await evidenceOf(world.verifier(), bundle);
  const seen = new Map([
    [id, { commit: PUSHED, run: 'https://github.com/octo/shop/actions/runs/1/attempts/1' }],
  ]);
  expect(await judge(world.verifier(), bundle, expectation({ seen: new Map() }))).toBe('believed');
  expect(await judge(world.verifier(), bundle, expectation({ seen }))).toBe('replayed');
  // Written down in another way it is still the same signature.
  const respelled = Buffer.from(JSON.stringify(JSON.parse(bundle.toString('utf8')), null, 4));
  expect(await judge(world.verifier(), respelled, expectation({ seen }))).toBe('replayed');
});
