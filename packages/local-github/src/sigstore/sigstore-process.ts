// The process in which the sigstore services run. It is one of its own because `@sigstore/mock` loads `nock`, which takes
// over the sockets of the process that imports it. Started by `startSigstore`; ends when its parent is gone.
import { generateKeyPairSync } from 'node:crypto';
import {
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from '@sigstore/mock';
import { fulcio } from './fulcio.ts';
import { Refusal } from './identity-token.ts';
import type { Orders, Said, ServiceName, Started } from './protocol.ts';
import { rekorEntry } from './rekor-entry.ts';
import { serve, type Answer, type Respond } from './serve.ts';
import { trustedRoot, type Authority, type LogKey } from './trusted-root.ts';
import { tufRepository } from './tuf-repository.ts';

/** Roots are valid from then on: a little before the first certificate. */
const VALID_BEFORE_MS = 24 * 3600 * 1000;

process.once('disconnect', () => process.exit(0));
const served: Record<ServiceName, number> = { fulcio: 0, rekor: 0, timestamps: 0, tuf: 0 };

process.once('message', (orders: Orders) => {
  process.on('message', () => say({ kind: 'tally', served }));
  start(orders).then(say, (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});

function say(said: Said): void {
  if (process.connected) process.send?.(said);
}

function listen(service: ServiceName, respond: Respond): Promise<string> {
  return serve(respond, () => served[service]++).then(({ url }) => url);
}

async function start(orders: Orders): Promise<Started> {
  const publicGood = await startAuthority(orders, true);
  const own = await startAuthority(orders, false);
  const log = await startLog();
  const timestamps = await startTimestamps();
  const since = new Date(Date.now() - VALID_BEFORE_MS);
  const roots = {
    publicGood: trustedRoot(
      {
        logs: [log],
        certificateLogs: publicGood.logs,
        certificateAuthorities: [publicGood.authority],
        timestampAuthorities: [],
      },
      since,
    ),
    github: trustedRoot(
      {
        logs: [],
        certificateLogs: [],
        certificateAuthorities: [own.authority],
        timestampAuthorities: [timestamps],
      },
      since,
    ),
  };
  const repository = tufRepository('trusted_root.json', JSON.stringify(roots.publicGood));
  const tufUrl = await listen('tuf', (request) => {
    const file = repository.files.get(request.replace(/^GET /, ''));
    return Promise.resolve(file === undefined ? null : { status: 200, type: 'application/json', body: file });
  });
  return {
    kind: 'started',
    services: {
      'public-good': { fulcio: publicGood.authority.url, rekor: log.url, timestamps: null },
      github: { fulcio: own.authority.url, rekor: null, timestamps: timestamps.url },
    },
    trustedRoot: roots,
    tuf: { url: tufUrl, root: repository.root },
  };
}

/** A certificate authority, with a certificate transparency log of its own if it is a public one. */
async function startAuthority(
  { issuers, certificatesLate = 0 }: Orders,
  logged: boolean,
): Promise<{ readonly authority: Authority; readonly logs: readonly LogKey[] }> {
  const logKeys = newKeys();
  const clock = certificatesLate > 0 ? new Date(Date.now() - certificatesLate * 1000) : undefined;
  const ca = await initializeCA(newKeys(), logged ? await initializeCTLog(logKeys) : undefined, clock);
  const issue = fulcio(ca, issuers);
  const url = await listen('fulcio', (request, body) =>
    request === 'POST /api/v2/signingCert' ? issue(body) : Promise.resolve(null),
  );
  return {
    authority: { url, chain: [ca.rootCertificate] },
    logs: logged ? [{ url: `${url}/ct`, key: logKeys.publicKey }] : [],
  };
}

async function startLog(): Promise<LogKey> {
  const keys = newKeys();
  // The log signs its own name, which it knows only when it listens.
  let handle: ((body: string) => Promise<Answer>) | null = null;
  const url = await listen('rekor', async (request, body) => {
    if (request !== 'POST /api/v1/log/entries' || !handle) return null;
    try {
      return await handle(JSON.stringify(rekorEntry(body.toString('utf8'))));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: 400, type: 'application/json', body: JSON.stringify({ message: error.message }) };
    }
  });
  const handler = rekorHandler(await initializeTLog(url, keys));
  handle = async (body) => answerOf(await handler.fn(body));
  return { url, key: keys.publicKey };
}

async function startTimestamps(): Promise<Authority> {
  const tsa = await initializeTSA(newKeys());
  // Times of a real authority are whole seconds; of fractions with a trailing zero the client says 'invalid time'.
  Object.assign(tsa, { getCurrentTime: () => new Date(Math.floor(Date.now() / 1000) * 1000) });
  const handler = tsaHandler(tsa);
  const url = await listen('timestamps', async (request, body) =>
    request === 'POST /api/v1/timestamp' ? answerOf(await handler.fn(body.toString('utf8'))) : null,
  );
  return { url, chain: [tsa.intCertificate, tsa.rootCertificate] };
}

function answerOf(given: Awaited<ReturnType<ReturnType<typeof tsaHandler>['fn']>>): Answer {
  const body = typeof given.response === 'string' ? given.response : bytesOf(given.response);
  return { status: given.statusCode, type: given.contentType ?? 'text/plain', body };
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function newKeys(): ReturnType<typeof generateKeyPairSync> {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}
