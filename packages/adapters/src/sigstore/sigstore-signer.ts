import { bundleToJSON } from '@sigstore/bundle';
import { Fault, PAYLOAD_TYPE, type SigningServices } from '@sluice/model';
import type { Signer } from '@sluice/ports';
import type * as SigningClients from './signing-clients.ts';

const ATTEMPTS = { retries: 2, minTimeout: 500, maxTimeout: 5000 };
const TIMEOUT_MS = 20_000;

type Clients = typeof SigningClients;

/**
 * Signs with the services of one profile (`SIGNING_PROFILES[…].services`), or with those of another installation. The
 * clients are loaded with the first signature: they cost a start that ends before it nothing.
 */
export function sigstoreSigner(services: SigningServices): Signer {
  return {
    async sign(payload, identityToken) {
      checkToken(identityToken);
      const clients = await import('./signing-clients.ts');
      try {
        const builder = bundleBuilder(clients, services, identityToken);
        const bundle = await builder.create({ data: payload, type: PAYLOAD_TYPE });
        return Buffer.from(JSON.stringify(bundleToJSON(bundle)), 'utf8');
      } catch (error) {
        throw signingFault(error instanceof clients.InternalError ? error.code : null, error, identityToken);
      }
    },
  };
}

function bundleBuilder(
  { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness }: Clients,
  services: SigningServices,
  identityToken: string,
): InstanceType<Clients['DSSEBundleBuilder']> {
  const calls = { retry: ATTEMPTS, timeout: TIMEOUT_MS };
  const signer = new FulcioSigner({
    ...calls,
    fulcioBaseURL: services.fulcio,
    // Never the library's own provider: it asks the environment, where SIGSTORE_ID_TOKEN would win over the job.
    identityProvider: { getToken: () => Promise.resolve(identityToken) },
  });
  const witnesses = [
    ...(services.rekor === null
      ? []
      : [new RekorWitness({ ...calls, rekorBaseURL: services.rekor, entryType: 'dsse' })]),
    ...(services.timestamps === null ? [] : [new TSAWitness({ ...calls, tsaBaseURL: services.timestamps })]),
  ];
  return new DSSEBundleBuilder({ signer, witnesses });
}

/** The library puts a token that it cannot read into its error, and with it into the log. */
function checkToken(token: string): void {
  const claims = token.split('.').length === 3 ? readClaims(token.split('.')[1]!) : null;
  if (typeof claims?.['sub'] === 'string' && claims['sub'] !== '') return;
  throw new Fault(
    'SIGNING_FAILED',
    'The identity token of this job is not a JSON web token with a subject.',
    'Give the job the permission `id-token: write`.',
  );
}

function readClaims(part: string): Record<string, unknown> | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof claims === 'object' ? (claims as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}

const STEPS: Readonly<Record<string, string>> = {
  CA_CREATE_SIGNING_CERTIFICATE_ERROR: 'the certificate authority gave no certificate',
  TLOG_CREATE_ENTRY_ERROR: 'the transparency log took no entry',
  TLOG_FETCH_ENTRY_ERROR: 'the transparency log did not give its entry back',
  TSA_CREATE_TIMESTAMP_ERROR: 'the timestamp authority gave no timestamp',
};

/** @param code what the library calls the step; null: the error is not its own */
function signingFault(code: string | null, error: unknown, token: string): Fault {
  const step = code === null ? 'an unforeseen error' : (STEPS[code] ?? code);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const detail = (cause instanceof Error ? cause.message : String(cause)).replaceAll(token, '***');
  return new Fault(
    'SIGNING_FAILED',
    `The manifest could not be signed: ${step} (${detail}).`,
    'Run the job again; if it stays so, see whether the runner reaches the sigstore services of this profile.',
  );
}
