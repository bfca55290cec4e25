// Attack 14: tokens taken from the environment or the memory of the process that runs the tests.
import { removeAll, run } from '../support/sandboxed.ts';

beforeAll(() => {
  process.env['SLUICE_TEST_SECRET'] = 'hunter2-in-the-environment';
});
afterAll(() => {
  delete process.env['SLUICE_TEST_SECRET'];
  removeAll();
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
    'CI HOME LANG LOGNAME PATH PIP_DISABLE_PIP_VERSION_CHECK PWD TMPDIR USER npm_config_update_notifier ',
  );
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
