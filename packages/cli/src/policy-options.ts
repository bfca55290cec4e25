import type { Override } from '@sluice/config';
import type { MemoryPlace } from '@sluice/model';
import { Option, type Command } from 'commander';

/** Options that override a value of the policy file, as commander parses them. */
export interface PolicyOptions {
  readonly base?: string;
  readonly branches?: readonly string[];
  readonly tier?: readonly string[];
  readonly tests: boolean;
  readonly install: boolean;
  readonly requireTests?: boolean;
  readonly protect?: readonly string[];
  readonly veto?: readonly string[];
  readonly slots?: string;
  readonly candidates?: string;
  readonly landPartial?: boolean;
  readonly timeout?: string;
  readonly memory?: string;
  readonly model?: string;
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

/** Adds the options; their descriptions say which key of the policy they override. */
export function addPolicyOptions(command: Command): Command {
  return command
    .option('--base <branch>', 'branch to land on (policy: base; default: main)')
    .addOption(
      new Option(
        '--branches <glob>',
        "branches to land; repeat for more, '!glob' takes out again (policy: branches; default: claude/**)",
      ).argParser(collect),
    )
    .addOption(
      new Option(
        '--tier <name=command>',
        'a test tier, cheapest first; repeat for more (policy: tiers; default: detected)',
      ).argParser(collect),
    )
    .option('--no-tests', 'run no command: only the built-in check')
    .option('--no-install', 'install no dependencies (policy: install: none)')
    .option('--require-tests', 'refuse to go on when no test command is known (policy: require-tests)')
    .addOption(
      new Option(
        '--protect <glob>',
        'hold branches that change such a path; replaces the list of the policy',
      ).argParser(collect),
    )
    .addOption(
      new Option(
        '--veto <glob>',
        'exclude branches that change such a path; replaces the list of the policy',
      ).argParser(collect),
    )
    .option('--slots <number>', 'test runs at the same time (policy: slots; default: 2)')
    .option('--candidates <number>', 'most candidates per cluster (policy: candidate-budget)')
    .option('--land-partial', 'let the uncontested part of a branch land (policy: land-partial)')
    .option('--timeout <seconds>', 'time for one test command (policy: limits.seconds; default: 900)')
    .option(
      '--memory <place>',
      'where decisions of conflicts are kept: local, branch or off (policy: memory)',
    )
    .option(
      '--model <use>',
      'offer: let a language model write what is left (policy: model.use; default: off)',
    );
}

/** The options as overrides of the policy; each knows its own name, so that a problem can say where it came from. */
export function overridesOf(options: PolicyOptions): Override[] {
  const number = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Number(text);
  const overrides: Override[] = [
    { option: '--base', set: { base: options.base } },
    { option: '--branches', set: { branches: mutable(options.branches) } },
    { option: '--tier', set: { tiers: options.tier?.map(tierOf) } },
    {
      option: '--no-tests',
      set: { tiers: options.tests ? undefined : [], install: options.tests ? undefined : 'none' },
    },
    { option: '--no-install', set: { install: options.install ? undefined : 'none' } },
    { option: '--require-tests', set: { 'require-tests': options.requireTests } },
    { option: '--protect', set: { 'protected-paths': mutable(options.protect) } },
    { option: '--veto', set: { 'veto-paths': mutable(options.veto) } },
    { option: '--slots', set: { slots: number(options.slots) } },
    { option: '--candidates', set: { 'candidate-budget': number(options.candidates) } },
    { option: '--memory', set: { memory: options.memory as MemoryPlace | undefined } },
    { option: '--land-partial', set: { 'land-partial': options.landPartial } },
    {
      option: '--timeout',
      set: { limits: options.timeout === undefined ? undefined : { seconds: Number(options.timeout) } },
    },
    {
      option: '--model',
      set: { model: options.model === undefined ? undefined : { use: options.model as 'off' } },
    },
  ];
  return overrides.filter(({ set }) => Object.values(set).some((value) => value !== undefined));
}

function mutable(list: readonly string[] | undefined): string[] | undefined {
  return list && [...list];
}

/** `name=command`; without a name the tier is called `test`. */
function tierOf(text: string): { name: string; command: string } {
  const [, name, command] = /^([a-z][a-z0-9-]*)=(.*)$/s.exec(text) ?? [];
  return name === undefined ? { name: 'test', command: text } : { name, command: command! };
}
