// HTTPS on the loopback with a certificate of its own: what programs in the sandbox can reach as if it were a registry.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { directory } from './sandboxed.ts';

/** Another address of the loopback than the one that programs in the sandbox take for their own. */
const ADDRESS = '127.0.0.2';

export interface LoopbackHttps {
  /** `address:port`. */
  readonly host: string;
  /** File of the certificate, for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** Answers each request with JSON or bytes; null is 404, and what is thrown 400. */
export async function loopbackHttps(
  answer: (request: IncomingMessage, path: string) => Promise<object | Buffer | null>,
): Promise<LoopbackHttps> {
  const { certificate, key } = certify();
  const server = createServer(
    { cert: readFileSync(certificate), key: readFileSync(key) },
    (request, response) => {
      const path = decodeURIComponent(new URL(request.url!, 'https://registry.example.org').pathname);
      const send = (status: number, body: object): void => {
        const bytes = Buffer.isBuffer(body);
        response.writeHead(status, {
          'content-type': bytes ? 'application/octet-stream' : 'application/json',
        });
        response.end(bytes ? body : JSON.stringify(body));
      };
      answer(request, path).then(
        (body) => send(body === null ? 404 : 200, body ?? { error: 'not found' }),
        (error: unknown) => send(400, { error: String(error) }),
      );
    },
  );
  await new Promise<void>((resolve) => server.listen(0, ADDRESS, resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `${ADDRESS}:${port}`, certificate, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}

function certify(): { certificate: string; key: string } {
  const place = directory();
  const [certificate, key] = [join(place, 'certificate.pem'), join(place, 'key.pem')];
  const name = ['-subj', '/CN=registry', '-addext', `subjectAltName=IP:${ADDRESS},DNS:localhost`];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const made = [...kind, '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...made, ...name], { stdio: 'ignore' });
  return { certificate, key };
}
