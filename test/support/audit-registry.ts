// A registry of npm on the loopback: HTTPS with a certificate of its own, advisories by the bulk endpoint
// (`/-/npm/v1/security/advisories/bulk`, https://docs.npmjs.com/cli/commands/npm-audit), and the metadata of packages
// that npm asks for to tell which versions are vulnerable.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { integrityOf, tarball } from './lockfiles.ts';
import { directory } from './sandboxed.ts';

/** Another address of the loopback than the one that programs in the sandbox take for their own. */
const ADDRESS = '127.0.0.2';

export interface PublishedAdvisory {
  readonly id: number;
  readonly title: string;
  readonly severity: string;
  readonly vulnerable_versions: string;
}

export interface AuditRegistry {
  /** `address:port`. */
  readonly host: string;
  /** File of the certificate, for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  /** Names and versions that audits asked about, one for each question. */
  readonly asked: Readonly<Record<string, readonly string[]>>[];
  close(): Promise<void>;
}

/** Serves advisories by the name of the package. */
export async function auditRegistry(
  advisories: Readonly<Record<string, readonly PublishedAdvisory[]>>,
): Promise<AuditRegistry> {
  const { certificate, key } = certify();
  const asked: Record<string, readonly string[]>[] = [];
  const server = createServer(
    { cert: readFileSync(certificate), key: readFileSync(key) },
    (request, response) => {
      answer(request, advisories, asked).then(
        (body) => send(response, body === null ? 404 : 200, body ?? { error: 'not found' }),
        (error: unknown) => send(response, 400, { error: String(error) }),
      );
    },
  );
  await new Promise<void>((resolve) => server.listen(0, ADDRESS, resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `${ADDRESS}:${port}`, certificate, asked, close: () => closed(server) };
}

async function answer(
  request: IncomingMessage,
  advisories: Readonly<Record<string, readonly PublishedAdvisory[]>>,
  asked: Record<string, readonly string[]>[],
): Promise<object | null> {
  const path = decodeURIComponent(new URL(request.url!, 'https://registry.example.org').pathname);
  if (request.method === 'POST' && path === '/-/npm/v1/security/advisories/bulk') {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const names = JSON.parse(text.toString('utf8')) as Record<string, readonly string[]>;
    asked.push(names);
    return Object.fromEntries(
      Object.keys(names)
        .filter((name) => Object.hasOwn(advisories, name))
        .map((name) => [name, advisories[name]!.map((one) => withAddress(one))]),
    );
  }
  const name = path.slice(1);
  if (request.method !== 'GET' || !Object.hasOwn(advisories, name)) return null;
  const host = request.headers.host!;
  const versions = Object.fromEntries(
    ['1.0.0', '1.1.0', '2.0.0'].map((version) => {
      const dist = { tarball: tarball(name, version, host), integrity: integrityOf(name, version) };
      return [version, { name, version, dist }];
    }),
  );
  return { name, 'dist-tags': { latest: '2.0.0' }, versions };
}

function withAddress(advisory: PublishedAdvisory): object {
  return { ...advisory, url: `https://registry.example.org/advisories/${advisory.id}` };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}

function certify(): { certificate: string; key: string } {
  const place = directory();
  const [certificate, key] = [join(place, 'certificate.pem'), join(place, 'key.pem')];
  const name = ['-subj', '/CN=registry', '-addext', `subjectAltName=IP:${ADDRESS},DNS:localhost`];
  const made = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
  ];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...made, ...name], { stdio: 'ignore' });
  return { certificate, key };
}
