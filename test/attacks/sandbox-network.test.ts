// A test run must not call home, reach services of this machine, or be reached. The benign twin uses the loopback inside.
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { removeAll, run } from '../support/sandboxed.ts';

let server: Server;
let port: number;
let connections = 0;

beforeAll(async () => {
  server = createServer((socket) => {
    connections += 1;
    socket.end('host');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  connections = 0;
});
afterAll(() => {
  server.close();
  removeAll();
});

const connect = (target: string): string =>
  `node -e 'require("net").connect(${target}).on("data", (d) => console.log("got " + d)).on("error", (e) => { console.log(e.code); process.exit(3); })'`;

test('a server of the host cannot be reached, a server of the command itself can', async () => {
  const attack = await run(connect(`{ port: ${port}, host: "127.0.0.1" }`));
  expect(attack).toMatchObject({ exit: 3, output: 'ECONNREFUSED\n' });
  expect(connections).toBe(0);
  const benign = await run(
    `node -e 'const s = require("net").createServer((c) => c.end("own")).listen(0, "127.0.0.1", () =>
      require("net").connect(s.address().port, "127.0.0.1").on("data", (d) => { console.log("got " + d); s.close(); }))'`,
  );
  expect(benign).toMatchObject({ exit: 0, output: 'got own\n' });
});

test('there is no route and no name service', async () => {
  const direct = await run(connect('{ port: 443, host: "192.0.2.1" }'));
  expect(direct).toMatchObject({ exit: 3, output: 'ENETUNREACH\n' });
  const name = await run(
    `node -e 'require("dns").lookup("example.com", (e) => console.log(e ? "no name" : "name"))'`,
  );
  expect(name).toMatchObject({ exit: 0, output: 'no name\n' });
  const own = await run(
    `node -e 'require("dns").lookup("localhost", (e) => console.log(e ? "no name" : "name"))'`,
  );
  expect(own).toMatchObject({ exit: 0, output: 'name\n' });
});

test('abstract unix sockets of the host cannot be reached', async () => {
  const name = `sluice-test-${process.pid}`;
  const abstract = createServer((socket) => {
    connections += 1;
    socket.end('host');
  });
  await new Promise<void>((resolve) => abstract.listen(`\0${name}`, resolve));
  const dial = `node -e 'require("net").connect("\\0${name}").on("data", (d) => console.log("got " + d)).on("error", (e) => console.log(e.code))'`;
  const attack = await run(dial);
  await new Promise((resolve) => abstract.close(resolve));
  expect(attack).toMatchObject({ exit: 0, output: 'ECONNREFUSED\n' });
  expect(connections).toBe(0);
});
