// Attack 3: the trusted workflow runs on a machine of the attacker, who can change what it does while it runs.
import { expectation } from '../support/sigstore/manifest-facts.ts';
import { judge } from '../support/sigstore/judge.ts';
import { signingWorld, type SigningWorld } from '../support/sigstore/signing-world.ts';

let world: SigningWorld;
beforeAll(async () => {
  world = await signingWorld();
});
afterAll(() => world.close());

test('a policy that lets any runner sign believes it', async () => {
  const bundle = await world.signManifest({ claims: { runner_environment: 'self-hosted' } });
  expect(await judge(world.verifier(), bundle, expectation({ selfHosted: true }))).toBe('believed');
});

test.each(['self-hosted', 'github-hosted-not', ''])(
  'the runner environment %j is not believed',
  async (name) => {
    const bundle = await world.signManifest({ claims: { runner_environment: name } });
    expect(await judge(world.verifier(), bundle, expectation())).toBe('wrong-runner');
  },
);
