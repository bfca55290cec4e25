import { breakCommands } from '@sluice/adapters/sandbox/neutralise';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { ALL, describeMemory, EMPTY_MEMORY, forget, idsOf, statistics, type Memory } from '@sluice/memory';
import { Fault } from '@sluice/model';
import { KeptMemory, readEffectivePolicy } from '@sluice/pipeline';
import { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { memoryFile } from '../memory/memory-file.ts';
import { decisionText, memoryText } from '../memory/memory-words.ts';
import { inSession } from '../open-session.ts';
import { addPolicyOptions, overridesOf, type PolicyOptions } from '../policy-options.ts';

interface MemoryOptions extends PolicyOptions {
  readonly repo: string;
  readonly json?: boolean;
  readonly all?: boolean;
}

/** `sluice memory`: what is remembered of how conflicts were decided, and how to make it forget. */
export function memoryCommand(finish: (code: ExitCode) => void): Command {
  const done = (text: string): void => {
    process.stdout.write(breakCommands(text));
    finish(EXIT.done);
  };
  const command = new Command('memory').description('show or forget how conflicts were decided before');
  command
    .addCommand(
      withOptions(new Command('list').description('all decisions, and how methods and strategies fared'))
        .option('--json', 'as JSON')
        .action(async (options: MemoryOptions) => done(await list(options))),
    )
    .addCommand(
      withOptions(new Command('show').description('one decision, with the conflict and the answer'))
        .argument('<id>', 'its id, or the beginning of it')
        .action(async (id: string, options: MemoryOptions) => done(await show(id, options))),
    )
    .addCommand(
      withOptions(
        new Command('forget').description('take a decision back, how a method or strategy fared, or all'),
      )
        .argument('[id]', 'its id, or the beginning of it; of a method or strategy its whole name')
        .option('--all', 'forget everything')
        .action(async (id: string | undefined, options: MemoryOptions) => done(await forgetOne(id, options))),
    );
  return command;
}

function withOptions(command: Command): Command {
  command.option('--repo <directory>', 'the git repository, bare or not', '.');
  return addPolicyOptions(command);
}

function list(options: MemoryOptions): Promise<string> {
  return withMemory(options, async (kept) => {
    const described = describeMemory(await kept.read());
    return options.json ? `${JSON.stringify(described, null, 2)}\n` : memoryText(described);
  });
}

function show(id: string, options: MemoryOptions): Promise<string> {
  return withMemory(options, async (kept) => {
    const memory = await kept.read();
    const only = onlyId(memory, id);
    return decisionText(describeMemory(memory).decisions.find(({ decision }) => decision.id === only)!);
  });
}

function forgetOne(id: string | undefined, options: MemoryOptions): Promise<string> {
  if ((id === undefined) !== (options.all ?? false))
    throw new Fault(
      'OPTION_INVALID',
      'Nothing says what to forget.',
      'Give the id of one decision, or --all.',
    );
  return withMemory(options, async (kept) => {
    const memory = await kept.read();
    const what = id === undefined ? ALL : statistics(memory).has(id) ? id : onlyId(memory, id);
    await kept.add(forget(EMPTY_MEMORY, what, Math.floor(systemClock.now())));
    return id === undefined ? `Forgot ${memory.decisions.size} decisions.\n` : `Forgot ${what}.\n`;
  });
}

function withMemory(options: MemoryOptions, work: (kept: KeptMemory) => Promise<string>): Promise<string> {
  return inSession(options.repo, async ({ git }) => {
    const { policy } = (await readEffectivePolicy(git, overridesOf(options))).effective;
    if (policy.memory === 'off') return 'Nothing is remembered: the policy says `memory: off`.\n';
    const warn = (message: string): void => void process.stderr.write(`warning: ${message}\n`);
    return work(new KeptMemory(memoryFile(git, policy.memory), systemClock, warn));
  });
}

function onlyId(memory: Memory, beginning: string): string {
  const [id, ...others] = idsOf(memory, beginning);
  if (id !== undefined && others.length === 0) return id;
  throw new Fault(
    'UNKNOWN_NAME',
    id === undefined
      ? `No decision has the id ${JSON.stringify(beginning)}.`
      : `${others.length + 1} decisions have an id that begins with ${JSON.stringify(beginning)}.`,
    'Run `sluice memory list` to see all ids.',
  );
}
