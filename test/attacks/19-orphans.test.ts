// Attack 19: processes that outlive the command and watch, or change, what comes next.
import { readdirSync, readFileSync } from 'node:fs';
import { processesWith } from '../support/cli.ts';
import { removeAll, run } from '../support/sandboxed.ts';
import { noSandbox, SHARED_PROCESSES, weakenedSandbox } from '../support/weakened.ts';

afterAll(removeAll);

const isRunning = (marker: string): boolean =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(marker);
      } catch {
        return false;
      }
    });

const untilGone = async (marker: string): Promise<boolean> => {
  for (let tries = 0; tries < 100 && isRunning(marker); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return !isRunning(marker);
};

test('without a process namespace a daemon lives on, and is ours to end', async () => {
  for (const weak of [await weakenedSandbox(SHARED_PROCESSES), await noSandbox()]) {
    const marker = `86${Math.floor(Math.random() * 1e9)}`;
    await run(`(setsid sleep ${marker} &) >/dev/null 2>&1; sleep 0.2`, { in: weak });
    const left = processesWith(marker);
    for (const line of left) process.kill(Number.parseInt(line, 10), 'SIGKILL');
    expect(left).toHaveLength(1);
    expect(await untilGone(marker)).toBe(true);
  }
});

test.each([
  ['setsid', 'setsid sleep MARK >/dev/null 2>&1 &'],
  ['nohup', 'nohup sleep MARK >/dev/null 2>&1 &'],
  ['double fork', '(setsid sh -c "trap \\"\\" TERM HUP INT; sleep MARK & sleep MARK" &) >/dev/null 2>&1'],
  ['one that holds the output open', 'setsid sleep MARK &'],
])('a daemon started with %s ends with the command', async (_way, attack) => {
  const marker = `86${Math.floor(Math.random() * 1e9)}`;
  const { exit, output } = await run(
    `${attack.replaceAll('MARK', marker)}\n sleep 0.1; pgrep -f ${marker} >/dev/null && echo started`,
  );
  expect({ exit, output }).toEqual({ exit: 0, output: 'started\n' });
  expect(await untilGone(marker)).toBe(true);
});

test('a signal to end that is ignored is not asked twice', async () => {
  const marker = `86${Math.floor(Math.random() * 1e9)}`;
  const { ended, exit } = await run(`trap "" TERM INT HUP; sleep ${marker}; sleep ${marker}`, {
    limits: { seconds: 0.5 },
  });
  expect({ ended, exit }).toEqual({ ended: 'timeout', exit: null });
  expect(await untilGone(marker)).toBe(true);
});

test('aborting ends everything', async () => {
  const marker = `86${Math.floor(Math.random() * 1e9)}`;
  const abort = new AbortController();
  const running = run(`setsid sleep ${marker} & sleep ${marker}`, { signal: abort.signal });
  while (!isRunning(marker)) await new Promise((resolve) => setTimeout(resolve, 20));
  abort.abort();
  expect(await running).toMatchObject({ exit: null, ended: 'signal' });
  expect(await untilGone(marker)).toBe(true);
  expect(await run('true', { signal: abort.signal })).toMatchObject({ exit: null, ended: 'signal' });
});
