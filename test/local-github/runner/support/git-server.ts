// Serves repositories over HTTP with git's own backend, to those who hold a token.
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class GitServer {
  readonly #server: Server;
  /** Tokens that were shown. */
  readonly seen: string[] = [];

  constructor(root: string) {
    this.#server = createServer((request, response) => this.#answer(root, request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(root: string, request: IncomingMessage, response: ServerResponse): void {
    const basic = Buffer.from(
      (request.headers.authorization ?? '').replace(/^basic /i, ''),
      'base64',
    ).toString();
    const token = /^x-access-token:(.+)$/.exec(basic)?.[1];
    if (token === undefined) {
      response.writeHead(401, { 'www-authenticate': 'Basic' }).end();
      return;
    }
    this.seen.push(token);
    const url = new URL(request.url ?? '/', 'http://localhost');
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname.replace(/^(\/[^/]+\/[^/]+)/, '$1/.git'),
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      },
    });
    request.pipe(child.stdin);
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stdout.on('end', () => send(Buffer.concat(parts), response));
  }
}

function send(answer: Buffer, response: ServerResponse): void {
  const end = answer.indexOf('\r\n\r\n');
  const headers = answer
    .subarray(0, end)
    .toString()
    .split('\r\n')
    .map((line) => line.split(': '));
  const status = Number(headers.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
  for (const [name, value] of headers) if (name !== 'Status') response.setHeader(name ?? '', value ?? '');
  response.writeHead(status).end(answer.subarray(end + 4));
}
