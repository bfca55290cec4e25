// Attack 14: tokens taken from the environment or the memory of the process that runs the tests, or by becoming root.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { directory, removeAll, run } from '../support/sandboxed.ts';
import { noSandbox, SHARED_PROCESSES, weakenedSandbox } from '../support/weakened.ts';

const isRoot = process.getuid?.() === 0;
/** The user that sandboxed commands are outside: no other rule than the namespace may protect the runner. */
const SAME_USER = isRoot ? { uid: 65_534, gid: 65_534 } : {};

// Holds one token in its environment and another, put together at run time, in its memory, and lets others trace it.
const RUNNER = `
import ctypes, sys, time
ctypes.CDLL(None).prctl(0x59616d61, ctypes.c_ulong(-1 & 0xffffffffffffffff), 0, 0, 0)
held = bytearray(b"-".join([b"hunter2", b"in", b"memory"]) * 50)
print("ready", flush=True)
time.sleep(600)`;

let runner: ChildProcess;

beforeAll(async () => {
  process.env['SLUICE_TEST_SECRET'] = 'hunter2-in-the-environment';
  const env = { PATH: process.env['PATH'], RUNNER_TOKEN: 'hunter2-of-the-runner' };
  runner = spawn('python3', ['-c', RUNNER, 'hunter2-on-the-command-line'], {
    env,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...SAME_USER,
  });
  await new Promise((resolve) => runner.stdout!.once('data', resolve));
});
afterAll(() => {
  delete process.env['SLUICE_TEST_SECRET'];
  runner.kill('SIGKILL');
  removeAll();
});

/** Every command line, environment and memory that the command gets to see. It must not find its own pattern. */
const STEAL = `cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n" | grep -ao "hunter[2]-[a-z-]*"
python3 -c '
import glob, os, re
for maps in glob.glob("/proc/[0-9]*/maps"):
    if maps == "/proc/%d/maps" % os.getpid(): continue
    try:
        with open(maps) as lines, open(maps[:-4] + "mem", "rb", 0) as memory:
            for low, high in re.findall("^([0-9a-f]+)-([0-9a-f]+) rw.*(?:heap|00:00 0 *$)", lines.read(), re.M):
                memory.seek(int(low, 16))
                for found in set(re.findall(b"hunter[2]-in-memory", memory.read(min(int(high, 16) - int(low, 16), 64 << 20)))): print(found.decode())
    except OSError: pass
'`;

test('without a sandbox the tokens of the runner are there to be taken', async () => {
  const { output } = await run(STEAL, { in: await noSandbox() });
  for (const place of ['of-the-runner', 'in-memory', 'on-the-command-line'])
    expect(output).toContain(`hunter2-${place}`);
});

test('without a process namespace it can be looked at, and ended', async () => {
  const shared = await weakenedSandbox(SHARED_PROCESSES);
  expect((await run(STEAL, { in: shared })).output).toContain('hunter2-on-the-command-line');
  expect(await run(`kill -0 ${runner.pid}`, { in: shared })).toMatchObject({ exit: 0 });
});

test('with one there is nothing to be seen', async () => {
  expect(await run(`${STEAL}; echo end`)).toMatchObject({ output: 'end\n', exit: 0 });
  for (const attack of [`kill -0 ${runner.pid}`, `cat /proc/${runner.pid}/environ`, `ls /proc/${runner.pid}`])
    expect((await run(attack)).exit).not.toBe(0);
});

test('no environment that can be seen holds a secret, and the command has one of its own', async () => {
  const { exit, output } = await run('env; cat /proc/*/environ | tr "\\0" "\\n"; set');
  expect(exit).toBe(0);
  expect(output).not.toContain('hunter2');
  expect(output).toContain('CI=true');
  const { output: names } = await run(
    'env | cut -d= -f1 | sort | grep -v "_\\(ROOT\\|HOME\\|DIR\\)$" | tr "\\n" " "',
  );
  expect(names).toBe(
    'CI HOME LANG LOGNAME PATH PIP_DISABLE_PIP_VERSION_CHECK PWD TMPDIR USER YARN_ENABLE_TELEMETRY npm_config_update_notifier ',
  );
});

test('a program with the set-user-id bit gives its owner to a command outside, and nothing inside', async () => {
  const source = directory();
  const program = join(source, 'id');
  copyFileSync('/usr/bin/id', program);
  chmodSync(source, 0o755);
  chmodSync(program, 0o4755);
  const mounts = [{ source, target: 'tools' }];
  const command =
    'tools/id -u; tools/id -ru; grep NoNewPrivs /proc/self/status; command -v sudo >/dev/null && sudo -n id';
  if (isRoot) {
    expect(execFileSync(program, ['-u'], { encoding: 'utf8', ...SAME_USER })).toBe('0\n');
  }
  expect((await run(command, { mounts, in: await noSandbox() })).output).toContain('NoNewPrivs:\t0');
  expect((await run(command, { mounts })).output).toBe('1000\n1000\nNoNewPrivs:\t1\n');
});

test('the socket of a container engine can be reached outside, and does not exist inside', async () => {
  const place = directory();
  chmodSync(place, 0o755);
  const socket = join(place, 'docker.sock');
  const engine = createServer((connection) => connection.end('engine'));
  await new Promise<void>((resolve) => engine.listen(socket, resolve));
  chmodSync(socket, 0o777);
  const dial = `node -e 'require("net").connect(process.argv[1]).on("data", (d) => console.log(String(d))).on("error", (e) => console.log(e.code))' ${socket}; ls /var/run/docker.sock /run/docker.sock /run/containerd /run/podman 2>/dev/null; true`;
  const outside = await run(dial, { in: await noSandbox() });
  const inside = await run(dial);
  await new Promise((resolve) => engine.close(resolve));
  expect(outside.output).toContain('engine\n');
  expect(inside.output).toBe('ENOENT\n');
});

test('the process that runs the tests cannot be seen or touched', async () => {
  const { output } = await run(
    `kill -0 ${process.pid} 2>/dev/null && echo alive; kill -9 ${process.ppid} 2>/dev/null && echo killed
     ls -d /proc/[0-9]* | wc -l; kill -9 1; kill -9 -1; echo reached`,
  );
  // The sandbox's own first process, the shell, and the pipeline: nothing of the host. The last kill takes the shell's children, not us.
  expect(Number(output.split('\n')[0])).toBeLessThan(8);
  expect(output).not.toMatch(/alive|killed/);
});

test('no descriptor of the process outside is inherited', async () => {
  const { output } = await run('ls /proc/self/fd | tr "\\n" " "; readlink /proc/self/fd/0');
  expect(output).toBe('0 1 2 3 /dev/null\n');
});

test('keystrokes cannot be put into the terminal of the user', async () => {
  const { output } = await run(
    `python3 -c '
import fcntl, termios
for path in ["/dev/tty", "/dev/stdin", "/dev/console"]:
    try:
        with open(path, "rb") as terminal: fcntl.ioctl(terminal, termios.TIOCSTI, b"x")
        print("typed into", path)
    except OSError: pass
'; test "$(ps -o tty= -p $$ 2>/dev/null | tr -d " ")" = "?" && echo detached || cut -d" " -f7 /proc/self/stat`,
  );
  expect(['detached\n', '0\n']).toContain(output);
});
