// The only way out: a command with an allow-list reaches what is on it, and nothing else. The far ends are local servers
// without TLS: to the proxy a tunnel is bytes.
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { startAllowProxy } from '@sluice/adapters/sandbox/allow-proxy';
import { upstreamProxy } from '@sluice/adapters/sandbox/upstream-proxy';
import { directory, removeAll, run } from '../../support/sandboxed.ts';

let echo: Server;
let port: number;

beforeAll(async () => {
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.write('hello ');
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  port = (echo.address() as AddressInfo).port;
});
afterAll(() => {
  echo.close();
  removeAll();
});

/** Asks for a tunnel through the proxy of the sandbox and prints what comes back. */
const tunnel = (target: string): string => `node -e '
const proxy = new URL(process.env.HTTPS_PROXY);
const socket = require("net").connect(proxy.port, proxy.hostname, () => socket.write("CONNECT ${target} HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"));
let got = "";
socket.on("data", (d) => { got += d; if (got.endsWith("\\r\\n\\r\\nhello ")) socket.end("there"); });
socket.on("error", (e) => console.log(e.code));
socket.on("close", () => console.log(got.split("\\r\\n")[0], got.split("\\r\\n\\r\\n")[1]));'`;

test('a listed destination is reached from inside, with bytes both ways', async () => {
  const { exit, output } = await run(tunnel(`127.0.0.1:${port}`), { hosts: [`127.0.0.1:${port}`] });
  expect({ exit, output }).toEqual({ exit: 0, output: 'HTTP/1.1 200 Connection Established hello there\n' });
});

test('what is not listed is refused and named, and there is still no other way out', async () => {
  const { output } = await run(
    `${tunnel(`127.0.0.1:${port}`)}\nnode -e 'require("net").connect(${port}, "127.0.0.1").on("error", (e) => console.log(e.code))'`,
    {
      hosts: ['127.0.0.1:1', 'registry.example'],
    },
  );
  expect(output).toBe(
    `HTTP/1.1 403 Forbidden \nECONNREFUSED\n\nConnections refused, not in the allowed hosts: 127.0.0.1:${port}\n`,
  );
});

test('a listed name that leads to a private address is refused', async () => {
  const { output } = await run(tunnel(`localhost:${port}`), { hosts: [`localhost:${port}`] });
  expect(output).toMatch(/^HTTP\/1.1 403 Forbidden/);
});

test('without an allow-list there is no proxy', async () => {
  const { output } = await run('env | grep -ci proxy; ls /run/sluice 2>/dev/null; true');
  expect(output).toBe('0\n');
});

test('only CONNECT is spoken', async () => {
  const { output } = await run(
    `node -e 'require("http").get({ port: new URL(process.env.HTTPS_PROXY).port, host: "127.0.0.1", path: "http://127.0.0.1:${port}/" }, (r) => { console.log(r.statusCode); r.destroy(); })'`,
    { hosts: [`127.0.0.1:${port}`] },
  );
  expect(output).toBe('405\n');
});

test('where this machine needs a proxy itself, names go through that one', async () => {
  const asked: string[] = [];
  const upstream = createHttpServer().on('connect', (request, client) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
    client.end('HTTP/1.1 200 OK\r\n\r\nfrom afar');
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://user:pass@127.0.0.1:${(upstream.address() as AddressInfo).port}`);
  const socket = join(directory(), 'proxy.sock');
  const proxy = await startAllowProxy(socket, ['registry.example'], url);
  const ask = (target: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let got = '';
      const client = connect(socket, () => client.write(`CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`));
      client
        .on('data', (chunk) => (got += chunk.toString()))
        .on('close', () => resolve(got))
        .on('error', reject);
    });
  expect(await ask('registry.example:443')).toBe('HTTP/1.1 200 Connection Established\r\n\r\nfrom afar');
  expect(await ask('other.example:443')).toMatch(/^HTTP\/1.1 403/);
  await proxy.close();
  upstream.close();
  expect(asked).toEqual(['registry.example:443 Basic dXNlcjpwYXNz']);
  expect([...proxy.refused]).toEqual(['other.example:443']);
});

test('the proxy of this machine is read from its environment', () => {
  expect(upstreamProxy({})).toBeNull();
  expect(upstreamProxy({ HTTPS_PROXY: '' })).toBeNull();
  expect(upstreamProxy({ https_proxy: 'proxy:3128' })?.href).toBe('http://proxy:3128/');
  expect(upstreamProxy({ HTTPS_PROXY: 'https://proxy' })).toBeNull();
});
