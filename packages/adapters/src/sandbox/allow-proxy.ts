import { lookup } from 'node:dns/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { chmodSync } from 'node:fs';
import { isAllowed, isPrivateAddress, parseAllowList, type Destination } from './allow-list.ts';

/** A running proxy. */
export interface AllowProxy {
  /** `host:port` of every connection that was refused, in order, without repeats. */
  readonly refused: ReadonlySet<string>;
  close(): Promise<void>;
}

/**
 * The only way out of a sandbox without a network of its own: a proxy on a unix socket that knows CONNECT alone, to the
 * listed hosts alone. It resolves names itself and connects to what it resolved, so that no second answer can lead elsewhere.
 *
 * @param upstream another proxy (`http://[user:password@]host:port`) through which this machine reaches the network, or null
 */
export async function startAllowProxy(
  socketPath: string,
  hosts: readonly string[],
  upstream: URL | null,
): Promise<AllowProxy> {
  const list = parseAllowList(hosts);
  const refused = new Set<string>();
  const open = new Set<Duplex>();
  const server = createServer((_request, response) => response.writeHead(405).end('Only CONNECT.\n'));
  server.on('connection', (socket: Socket) => track(open, socket));
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => client.destroy());
    const wanted = destination(request.url ?? '');
    reach(list, wanted, upstream).then(
      (remote) => join(client, track(open, remote), head),
      () => {
        refused.add(`${wanted.host}:${wanted.port}`);
        client.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  // The directory around it is private; inside the sandbox another user must be able to connect.
  chmodSync(socketPath, 0o666);
  return {
    refused,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function destination(authority: string): Destination {
  const parts = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(authority);
  return { host: (parts?.[1] ?? parts?.[2] ?? authority).toLowerCase(), port: Number(parts?.[3] ?? 0) };
}

async function reach(
  list: readonly Destination[],
  wanted: Destination,
  upstream: URL | null,
): Promise<Socket> {
  if (!isAllowed(list, wanted)) throw new Error('not on the list');
  // An address on the list was named on purpose: it may be private, and no other proxy is asked for it.
  if (isIP(wanted.host) !== 0) return dial(wanted);
  if (upstream !== null) return dialThrough(upstream, wanted);
  const found = await lookup(wanted.host, { all: true });
  const address = found.find((candidate) => !isPrivateAddress(candidate.address));
  if (address === undefined) throw new Error('leads to a private address');
  return dial({ host: address.address, port: wanted.port });
}

function dial({ host, port }: Destination): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 30_000 }, () => resolve(socket.setTimeout(0)));
    socket.once('error', reject);
    socket.once('timeout', () => socket.destroy(new Error('timed out')));
  });
}

async function dialThrough(upstream: URL, { host, port }: Destination): Promise<Socket> {
  const socket = await dial({
    host: upstream.hostname.replace(/^\[|\]$/g, ''),
    port: Number(upstream.port || 80),
  });
  const login = `${decodeURIComponent(upstream.username)}:${decodeURIComponent(upstream.password)}`;
  const authorization =
    login === ':' ? '' : `Proxy-Authorization: Basic ${Buffer.from(login).toString('base64')}\r\n`;
  socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n${authorization}\r\n`);
  const answer = await readHead(socket);
  if (!/^HTTP\/1\.[01] 200/.test(answer)) {
    socket.destroy();
    throw new Error(`the upstream proxy answered ${answer.split('\r\n')[0]}`);
  }
  return socket;
}

/** The head of an HTTP answer, byte by byte past nothing: what follows it belongs to the tunnel. */
function readHead(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const onReadable = (): void => {
      for (let chunk: Buffer | null; (chunk = socket.read() as Buffer | null) !== null;) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0 && head.length < 16_384) continue;
        socket.off('readable', onReadable);
        if (end >= 0 && head.length > end + 4) socket.unshift(head.subarray(end + 4));
        return resolve(head.toString('latin1'));
      }
    };
    socket.on('readable', onReadable);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed')));
  });
}

function join(client: Duplex, remote: Socket, head: Buffer): void {
  client.on('close', () => remote.destroy());
  remote.on('error', () => remote.destroy());
  remote.on('close', () => client.destroy());
  client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  if (head.length > 0) remote.write(head);
  client.pipe(remote).pipe(client);
}

function track<T extends Duplex>(open: Set<Duplex>, socket: T): T {
  open.add(socket);
  socket.on('close', () => open.delete(socket));
  return socket;
}
