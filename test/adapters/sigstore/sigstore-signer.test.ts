import { sigstoreSigner } from '@sluice/adapters/sigstore/sigstore-signer';
import type { Fault } from '@sluice/model';
import { signingWorld, type SigningWorld } from '../../support/sigstore/signing-world.ts';

let world: SigningWorld;
beforeAll(async () => {
  world = await signingWorld();
});
afterAll(() => world.close());

async function faultOf(signing: Promise<unknown>): Promise<Fault> {
  return signing.then(
    () => Promise.reject(new Error('it was signed')),
    (error: unknown) => error as Fault,
  );
}

test.each(['', 'secret', 'a.b.c', `x.${Buffer.from('{}').toString('base64url')}.y`, 'x.bnVsbA.y'])(
  'what is no token of a job is refused and not shown: %s',
  async (token) => {
    const signer = sigstoreSigner(world.sigstore.services.github);
    const fault = await faultOf(signer.sign(Buffer.from('{}'), token));
    expect(fault).toMatchObject({ code: 'SIGNING_FAILED', next: expect.stringContaining('id-token: write') });
    if (token !== '') expect(`${fault.message} ${fault.next} ${String(fault.cause)}`).not.toContain(token);
  },
);

test('a token that the authority does not believe is a fault, and is not shown', async () => {
  const token = world.issuer.token({ aud: 'somebody-else' });
  const fault = await faultOf(sigstoreSigner(world.sigstore.services.github).sign(Buffer.from('{}'), token));
  expect(fault.code).toBe('SIGNING_FAILED');
  expect(fault.message).toContain('the certificate authority gave no certificate');
  expect(fault.message).toContain('audience');
  expect(fault.message).not.toContain(token);
});

test('a log that cannot be reached is a fault: nothing is signed without its witness', async () => {
  const services = {
    ...world.sigstore.services['public-good'],
    rekor: world.sigstore.services.github.fulcio,
  };
  const fault = await faultOf(sigstoreSigner(services).sign(Buffer.from('{}'), world.issuer.token()));
  expect(fault.message).toContain('the transparency log took no entry');
});
