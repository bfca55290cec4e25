// The shape of a written policy: which keys there are, what each means and what it may hold. The error text of every
// schema says what is allowed, as part of a sentence; `shape-problems.ts` adds what was found instead.
import { z } from 'zod';
import { globMistake, LONGEST_GLOB } from './glob.ts';
import {
  commandMistake,
  hostMistake,
  pathMistake,
  refMistake,
  riskMistake,
  tierMistake,
} from './value-mistakes.ts';

/** Says what is wrong with a text, as part of a sentence; null: nothing. */
type Mistake = (text: string) => string | null;

const MOST_GLOBS = 1_000;

function text(allowed: string, longest: number, mistake: Mistake) {
  return z
    .string(allowed)
    .min(1, allowed)
    .max(longest, allowed)
    .superRefine((value, context) => {
      const wrong = mistake(value);
      if (wrong !== null) context.addIssue({ code: 'custom', message: allowed, params: { wrong } });
    });
}

function whole(low: number, high: number) {
  const allowed = `a whole number from ${low} to ${high}`;
  return z.int(allowed).min(low, allowed).max(high, allowed);
}

function list<T extends z.ZodType>(item: T, most: number, allowed: string) {
  return z.array(item, `a list of ${allowed}`).max(most, `a list of at most ${most} ${allowed}`);
}

const glob = text(`a glob of at most ${LONGEST_GLOB} characters`, LONGEST_GLOB, globMistake);
const globs = list(glob, MOST_GLOBS, 'globs');
const paths = list(text('a path relative to the root of the repository', 1_000, pathMistake), 100, 'paths');
const command = text('a shell command on one or more lines', 10_000, commandMistake);
const yesOrNo = z.boolean('true or false');
const seconds = whole(1, 86_400);

const tier = z.strictObject(
  {
    name: text('a name of letters, digits, spaces, and . _ : -', 60, tierMistake).describe(
      'What reports call it.',
    ),
    command: command.describe('Run with `sh -c` at the root of the tree, offline, in a sandbox.'),
    seconds: seconds.optional().describe('Most wall time in seconds; `limits.seconds` if not given.'),
  },
  'a mapping with `name`, `command` and, if wanted, `seconds`',
);

const install = z.strictObject(
  {
    command: command.describe(
      'Run once for each content of the lockfiles, with the network limited to `hosts`.',
    ),
    lockfiles: paths
      .min(1, 'at least one path')
      .describe('All files of the tree that the command sees; it runs once for each content of them.'),
    provides: paths.describe('Paths that the command makes; the tiers see them read-only.'),
    hosts: list(
      text('a host name, with `:port` if it is not 443', 260, hostMistake),
      50,
      'host names',
    ).describe('Hosts that the command may reach by HTTPS.'),
  },
  'a mapping with `command`, `lockfiles`, `provides` and `hosts`',
);

const risk = z.strictObject(
  {
    name: text('a name of small letters, digits and dashes', 40, riskMistake).describe(
      'What reports call the risk.',
    ),
    paths: globs.min(1, 'at least one glob').describe('Globs of the paths that carry it.'),
  },
  'a mapping with `name` and `paths`',
);

const limits = z.strictObject(
  {
    seconds: seconds.describe('Wall time in seconds.'),
    'memory-mb': whole(16, 1_048_576).describe('Memory of all its processes together, in MiB.'),
    processes: whole(1, 1_000_000).describe('Number of processes at one moment.'),
    'disk-mb': whole(1, 1_048_576).describe('What it may write, in MiB.'),
    'output-kb': whole(1, 1_048_576).describe('How much of its output is kept, in KiB; the rest is dropped.'),
  },
  'a mapping of limits',
);

/** A written policy with every key given: what {@link toPolicy} takes. */
export const fullPolicySchema = z.strictObject(
  {
    base: text('the name of a branch', 1_000, refMistake).describe(
      'The branch that agent branches are landed on.',
    ),
    branches: globs
      .min(1, 'at least one glob')
      .describe(
        'Globs of the agent branches; the last one that matches decides, one that starts with `!` takes out.',
      ),
    tiers: z
      .union([z.literal('detect'), list(tier, 50, 'tiers')], '`detect` or a list of tiers')
      .describe(
        'The commands that judge a tree, cheapest first; `detect` finds them in the tree of the base.',
      ),
    install: z
      .union([z.literal('detect'), z.literal('none'), install], '`detect`, `none` or a mapping')
      .describe('How dependencies get into the sandbox.'),
    'require-tests': yesOrNo.describe('Whether to refuse to judge anything by the built-in check alone.'),
    'protected-paths': globs.describe(
      'A branch that touches one of these is held for a person. Replaces the default list: repeat what should stay.',
    ),
    'veto-paths': globs.describe('A branch that touches one of these is excluded.'),
    risks: list(risk, 100, 'risks').describe(
      'Names for kinds of risk, by path; shown in reports, and riskier branches land later. Replaces the default list.',
    ),
    'candidate-budget': z
      .union([z.literal('auto'), whole(1, 100)], '`auto` or a whole number from 1 to 100')
      .describe('Most candidates for a cluster; `auto` is the number of its branches plus 2, and at most 5.'),
    slots: whole(1, 1_024).describe('How many test runs may go on at the same time.'),
    'land-partial': yesOrNo.describe(
      'Whether a candidate that drops or defers something may land by itself.',
    ),
    limits: limits.describe('Bounds on every sandboxed command.'),
    'max-paths': whole(1, 10_000_000).describe('A branch that changes more paths than this is held.'),
  },
  'a mapping of keys',
);

/** A policy as people write it: every key may be left out, and so may every limit. */
export const writtenPolicySchema = z
  .strictObject(
    { ...fullPolicySchema.shape, limits: limits.partial().describe('Bounds on every sandboxed command.') },
    'a mapping of keys',
  )
  .partial();

export type FullPolicy = z.infer<typeof fullPolicySchema>;
export type WrittenPolicy = z.infer<typeof writtenPolicySchema>;
