// Attacks 15 and 16: a test prints what the runner takes for an instruction, also in the middle of a line or hidden in escapes.
import { neutralise } from '@sluice/adapters/sandbox/neutralise';
import { removeAll, sandbox, directory, LIMITS } from '../support/sandboxed.ts';

afterAll(removeAll);

test('what a command prints to steer the runner or the terminal arrives as text', async () => {
  const { output, exit } = await (
    await sandbox()
  ).run({
    workspace: directory(),
    command: `printf '::set-output name=verdict::green\\n'
printf 'ok 1 ##[error]not yours\\n'
printf '#\\033[0m#[set-env name=NODE_OPTIONS;]--require=x\\n'
printf '::stop-commands::token\\n:\\342\\200\\213:add-mask::e\\n'
printf 'FAIL\\rPASS\\n\\033[2J\\033]0;title\\007done\\n'`,
    limits: LIMITS,
    mounts: [],
    hosts: [],
    collect: [],
    collectInto: null,
    signal: new AbortController().signal,
  });
  expect(exit).toBe(0);
  expect(output.toString()).toContain('::set-output');
  expect(neutralise(output).split('\n')).toEqual([
    ': :set-output name=verdict::green',
    'ok 1 # #[error]not yours',
    '# #[set-env name=NODE_OPTIONS;]--require=x',
    ': :stop-commands::token',
    ': :add-mask::e',
    'PASS',
    'done',
  ]);
});
