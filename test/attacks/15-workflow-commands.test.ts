// Attack 15: a test prints what the runner takes for an instruction, also hidden in escapes or behind a stop of its own.
import { guardedEcho, guardedOutput } from '@sluice/adapters/runner/echo-output';
import { neutralise } from '@sluice/adapters/sandbox/neutralise';
import { obeyed } from '../support/runner-log.ts';
import { LIMITS, directory, removeAll, sandbox } from '../support/sandboxed.ts';

afterAll(removeAll);

async function printed(command: string): Promise<Buffer> {
  const { output, exit } = await (
    await sandbox()
  ).run({
    workspace: directory(),
    command,
    limits: LIMITS,
    mounts: [],
    hosts: [],
    collect: [],
    collectInto: null,
    signal: new AbortController().signal,
  });
  expect(exit).toBe(0);
  return output;
}

const ATTACK = `printf '::set-output name=verdict::green\\n'
printf '   ::add-mask::e\\n'
printf ':\\342\\200\\213:set-env name=A::hidden by a space of no width\\n'
printf ':\\357\\270\\217:add-path::hidden by a variation selector\\n'
printf '\\033[0m::debug::hidden by colour\\n'
printf 'FAIL\\r::warning::behind a return\\n'
printf '::stop-commands::mine\\n::mine::\\n'
printf '\\033[2J\\033]0;title\\007::error::last, and without a line end'`;

const COMMANDS = ['set-output', 'add-mask', 'set-env', 'add-path', 'warning'];

test('printed as it comes, all of it is obeyed', async () => {
  const names = obeyed((await printed(ATTACK)).toString()).map((command) => command.split(' ')[0]!);
  expect(names).toEqual(expect.arrayContaining(COMMANDS));
});

test('a stop token that can be guessed or is not random is taken back by the output', async () => {
  const text = `::CI-output::\n::set-output name=verdict::green\n`;
  expect(obeyed(`::stop-commands::ci-output\n${text}::ci-output::\n`)).toEqual(['set-output green']);
  expect(() => guardedEcho(text, 'ci-output')).toThrow(RangeError);
  const token = 'a1'.repeat(16);
  expect(() => guardedEcho(`::${token.toUpperCase()}::`, token)).toThrow(RangeError);
});

test('under a random stop token nothing of it is, and the runner listens again afterwards', async () => {
  const output = (await printed(ATTACK)).toString();
  const log = `${guardedOutput(output)}::notice::ours\n`;
  expect(obeyed(log)).toEqual(['notice ours']);
  expect(log).toContain(output);
  const tokens = Array.from({ length: 100 }, () => guardedOutput('').split('\n')[0]!);
  expect(new Set(tokens).size).toBe(100);
});

test('neutralised, nothing of it is either, and people can read what it was', async () => {
  const text = neutralise(await printed(ATTACK));
  expect(obeyed(text)).toEqual([]);
  expect(obeyed(guardedOutput(text))).toEqual([]);
  expect(text.replaceAll('\ufe0f', '').split('\n')).toEqual([
    ': :set-output name=verdict::green',
    '   : :add-mask::e',
    ': :set-env name=A::hidden by a space of no width',
    ': :add-path::hidden by a variation selector',
    ': :debug::hidden by colour',
    ': :warning::behind a return',
    ': :stop-commands::mine',
    ': :mine::',
    ': :error::last, and without a line end',
  ]);
});
