import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request. */
export type Reply =
  | { readonly status: number; readonly json?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: number; readonly bytes: Buffer; readonly headers?: Readonly<Record<string, string>> }
  /** Says that more is coming, and hangs up. */
  | { readonly cutAfter: string }
  | 'reset'
  | 'silence';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Replies by `METHOD /path`: one after another, the last one for all that follow; or a function of the request. */
export type Script = Readonly<Record<string, readonly Reply[] | ((seen: Seen) => Reply | Promise<Reply>)>>;

export interface ScriptedGithub {
  readonly url: string;
  readonly seen: Seen[];
  /** `METHOD /path` of everything that was asked for. */
  asked(): string[];
  close(): Promise<void>;
}

/** A real HTTP server that behaves as told, for faults that a whole local GitHub does not have. */
export async function startScriptedGithub(script: Script): Promise<ScriptedGithub> {
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const one = await read(request);
    seen.push(one);
    const key = `${one.method} ${one.path}`;
    const replies = script[key] ?? [{ status: 404, json: { message: 'Not Found' } }];
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    const reply =
      typeof replies === 'function' ? await replies(one) : replies[Math.min(count, replies.length - 1)];
    play(reply ?? 'reset', response);
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    asked: () => seen.map(({ method, path }) => `${method} ${path}`),
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://host');
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    authorization: request.headers.authorization ?? '',
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

function play(reply: Reply, response: ServerResponse): void {
  if (reply === 'silence') return;
  if (reply === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if ('cutAfter' in reply) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
    response.write(reply.cutAfter, () => response.socket?.destroy());
    return;
  }
  const json = 'bytes' in reply ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(reply.status, { ...json, ...reply.headers });
  if ('bytes' in reply) response.end(reply.bytes);
  else if (reply.json === undefined) response.end();
  else response.end(typeof reply.json === 'string' ? reply.json : JSON.stringify(reply.json));
}
