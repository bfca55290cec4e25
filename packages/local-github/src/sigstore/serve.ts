import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Answers by method and path (`POST /api/v1/timestamp`), or null: there is nothing. */
export type Respond = (request: string, body: Buffer) => Promise<Answer | null>;

const MOST_BYTES = 16 * 1024 * 1024;

/** A server on loopback at a free port; `counted` is called before each answer goes out. */
export async function serve(
  respond: Respond,
  counted: () => void,
): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    const reply = async (): Promise<void> => {
      const given = await answer(request, respond);
      counted();
      send(response, given);
    };
    void reply();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server };
}

async function answer(request: IncomingMessage, respond: Respond): Promise<Answer> {
  try {
    const body = await bodyOf(request);
    const given = await respond(`${request.method} ${request.url}`, body);
    return given ?? { status: 404, type: 'text/plain', body: 'not found' };
  } catch (error) {
    return { status: 500, type: 'text/plain', body: error instanceof Error ? error.message : 'error' };
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}
