// Attack 20: a command that takes all of the machine: processes, memory, disk, output, time.
import { removeAll, run } from '../support/sandboxed.ts';
import { noSandbox } from '../support/weakened.ts';

afterAll(removeAll);

test('what limits are for goes through without them', async () => {
  const many = 'i=0; while [ $i -lt 60 ]; do sleep 2 & i=$((i + 1)); done; wait; echo through';
  expect(await run(many, { limits: { processes: 200 } })).toMatchObject({ exit: 0, output: 'through\n' });
  expect(await run(many, { limits: { processes: 40 } })).toMatchObject({ exit: null, ended: 'processes' });
  const fill = `python3 -c 'import time; held = b"x" * (500 << 20); time.sleep(1); print("through")'`;
  expect(await run(fill, { limits: { memoryMb: 2000 } })).toMatchObject({ exit: 0, output: 'through\n' });
  expect(await run(fill, { limits: { memoryMb: 300 } })).toMatchObject({ exit: null, ended: 'memory' });
  const flood = 'head -c 32000000 /dev/zero >flood 2>/dev/null && echo through';
  const limits = { diskMb: 16 };
  expect((await run(flood, { limits, in: await noSandbox() })).output).toBe('through\n');
  expect((await run(flood, { limits })).output).toBe('');
});

test('a fork bomb is ended, and the machine goes on', async () => {
  const { ended, exit } = await run('b() { b | b & }; b; sleep 20', { limits: { processes: 50 } });
  expect({ ended, exit }).toEqual({ ended: 'processes', exit: null });
  const benign = await run('for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.3 & done; wait; echo done', {
    limits: { processes: 50 },
  });
  expect(benign).toMatchObject({ exit: 0, output: 'done\n' });
});

test('many processes at once are ended, also when they were started one by one', async () => {
  const { ended } = await run('i=0; while [ $i -lt 200 ]; do sleep 20 & i=$((i + 1)); done; wait', {
    limits: { processes: 40 },
  });
  expect(ended).toBe('processes');
});

test('threads do not count as processes', async () => {
  const threads = `node -e 'const { Worker } = require("worker_threads"); let left = 8;
    for (let i = 0; i < 8; i++) new Worker("0", { eval: true }).on("exit", () => --left || console.log("done"))'`;
  expect(await run(threads, { limits: { processes: 10 } })).toMatchObject({ exit: 0, output: 'done\n' });
});

test('memory beyond the limit ends the command', async () => {
  const fill = (megabytes: number): string =>
    `python3 -c 'import time
held = []
for _ in range(${megabytes} // 10): held.append(b"x" * (10 << 20)); time.sleep(0.005)
time.sleep(${megabytes > 300 ? 20 : 0.3}); print("held", len(held))'`;
  expect(await run(fill(1500), { limits: { memoryMb: 400 } })).toMatchObject({ ended: 'memory', exit: null });
  expect(await run(fill(200), { limits: { memoryMb: 400 } })).toMatchObject({ exit: 0, output: 'held 20\n' });
});

test('memory counts over all processes together, and what they share once', async () => {
  const child = `python3 -c 'import time; held = b"x" * (150 << 20); time.sleep(20)'`;
  expect(await run(`${child} & ${child} & ${child} & wait`, { limits: { memoryMb: 300 } })).toMatchObject({
    ended: 'memory',
  });
  const shared = `python3 -c '
import os, time
held = bytearray(150 << 20)
for _ in range(4):
    if os.fork() == 0: time.sleep(0.5); os._exit(0)
for _ in range(4): os.wait()
print("shared")'`;
  expect(await run(shared, { limits: { memoryMb: 300 } })).toMatchObject({ exit: 0, output: 'shared\n' });
});

test('memory hidden in a file without a name counts', async () => {
  const hide = `python3 -c '
import os, time
file = os.memfd_create("hidden")
for _ in range(80): os.write(file, bytes(10 << 20))
time.sleep(20)'`;
  expect(await run(hide, { limits: { memoryMb: 300 } })).toMatchObject({ ended: 'memory' });
});

test.each(['.', '/tmp', '$HOME', '/dev/shm', '/var/tmp'])(
  'writing without end into %s fills only the sandbox',
  async (place) => {
    const { exit, output } = await run(
      `dd if=/dev/zero of=${place}/flood bs=1M count=200 2>&1 | tail -n 4; cd ${place} && stat -c %s flood`,
      {
        limits: { diskMb: 16 },
      },
    );
    expect(exit).toBe(0);
    expect(output).toContain('No space left on device');
    expect(Number(output.trim().split('\n').at(-1))).toBeLessThanOrEqual(16 << 20);
    expect(
      await run(`head -c 4000000 /dev/zero >${place}/small && echo ok`, { limits: { diskMb: 16 } }),
    ).toMatchObject({ output: 'ok\n' });
  },
);

test('files without end fill only the sandbox', async () => {
  const flood = `python3 -c '
import os
made = 0
try:
    for made in range(2_000_000): os.close(os.open(f"f{made}", os.O_CREAT | os.O_WRONLY))
except OSError as error: print(os.strerror(error.errno))'`;
  expect(await run(flood, { limits: { seconds: 4, diskMb: 1 } })).toMatchObject({
    exit: 0,
    output: 'No space left on device\n',
  });
  expect(await run('i=0; while [ $i -lt 500 ]; do : >f$i; i=$((i + 1)); done; ls | wc -l')).toMatchObject({
    output: '500\n',
  });
});

test('a flood of output is counted, and its end kept', async () => {
  const { exit, output, outputBytes } = await run(
    'head -c 100000000 /dev/zero | tr "\\0" x; echo; echo the end',
    { limits: { outputKb: 8 } },
  );
  expect({ exit, outputBytes }).toEqual({ exit: 0, outputBytes: 100_000_009 });
  expect(output).toHaveLength(8192);
  expect(output).toMatch(/^x+\nthe end\n$/);
});

test('standard output and error are kept in the order of printing', async () => {
  const { output, outputBytes } = await run('echo 1; echo 2 >&2; echo 3; echo 4 >&2');
  expect({ output, outputBytes }).toEqual({ output: '1\n2\n3\n4\n', outputBytes: 8 });
});

test('a command that waits for ever is ended, also when it waits for input', async () => {
  expect(await run('echo before; sleep 1000', { limits: { seconds: 0.5 } })).toMatchObject({
    ended: 'timeout',
    exit: null,
    output: 'before\n',
  });
  expect(await run('while :; do :; done', { limits: { seconds: 0.5 } })).toMatchObject({ ended: 'timeout' });
  expect(await run('cat; echo no input')).toMatchObject({ exit: 0, output: 'no input\n' });
});
