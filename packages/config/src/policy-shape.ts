// The shape of a written policy: which keys there are, what each means and what it may hold. The error text of every
// schema says what is allowed, as part of a sentence; `shape-problems.ts` adds what was found instead.
import { CHECKPOINTS, MEMORY_PLACES, SYMBOL_MODES, TRUST_MODES } from '@sluice/model';
import * as z from 'zod';
import { globMistake, LONGEST_GLOB } from './glob.ts';
import { mergeShape } from './merge-shape.ts';
import { modelShape } from './model-shape.ts';
import { hosts, list, text, whole } from './shape-parts.ts';
import { supplyShape } from './supply-shape.ts';
import { commandMistake, pathMistake, refMistake, riskMistake, tierMistake } from './value-mistakes.ts';

const MOST_GLOBS = 1_000;

const glob = text(`a glob of at most ${LONGEST_GLOB} characters`, LONGEST_GLOB, globMistake);
const globs = list(glob, MOST_GLOBS, 'globs');
const path = text('a path relative to the root of the repository', 1_000, pathMistake);
const paths = list(path, 100, 'paths');
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
    report: path
      .optional()
      .describe('JUnit XML report that it writes; a tree on which tests of the base did not run is red.'),
  },
  'a mapping with `name`, `command` and, if wanted, `seconds` and `report`',
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
    hosts: hosts.describe('Hosts that the command may reach by HTTPS.'),
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

const branchName = text('the name of a branch', 1_000, refMistake);
const sameWork = list(
  z.tuple([branchName, branchName], 'a list of two names of branches'),
  1_000,
  'pairs of branches',
);

const admission = z.strictObject(
  {
    branches: whole(1, 10_000).describe('Most agent branches in a run.'),
    'branches-per-agent': whole(1, 10_000).describe('Most branches of one account that pushes.'),
    'pushes-per-hour': whole(1, 100_000).describe('Most pushes of one account in the last hour.'),
    'manifest-kb': whole(1, 16_384).describe('Largest signed manifest, in KiB.'),
    'manifest-hours': whole(1, 8_760).describe('Hours for which a signed manifest is believed.'),
    'objects-mb': whole(1, 4_096).describe('Most git objects that go from job to job, in MiB.'),
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
    'supply-chain': supplyShape.describe('What is checked of dependencies, and what follows.'),
    merge: mergeShape.describe('What merged files have to be like to land.'),
    model: modelShape.describe('What a language model is used for.'),
    'same-work': sameWork.describe(
      'Pairs of branches that do the same work though nothing in them conflicts: one of each lands, the other waits for a person.',
    ),
    memory: z
      .enum(MEMORY_PLACES, '`local`, `branch` or `off`')
      .describe(
        'Where decisions of conflicts are kept: on this machine, on the branch `sluice/state`, or nowhere.',
      ),
    'max-paths': whole(1, 10_000_000).describe('A branch that changes more paths than this is held.'),
    symbols: z
      .enum(SYMBOL_MODES, '`tie`, `warn` or `off`')
      .describe(
        'What follows where one branch defines, changes or removes what another uses: `tie` keeps apart those whose clean merge is broken, `warn` only orders and tells.',
      ),
    checkpoints: z
      .enum(CHECKPOINTS, '`one` or `by-owner`')
      .describe(
        'On GitHub: one pull request for all that lands, or one for each owner of paths (CODEOWNERS).',
      ),
    signing: z
      .enum(['auto', ...TRUST_MODES], '`auto`, `public-good`, `github` or `recompute-only`')
      .describe(
        'On GitHub: which sigstore instance signs manifests; `auto` is `public-good` for public repositories, else `github`.',
      ),
    'self-hosted-signers': yesOrNo.describe(
      'On GitHub: whether a manifest that was signed on a self-hosted runner is believed.',
    ),
    admission: admission.describe('On GitHub: what one run takes in; the rest waits for the next.'),
  },
  'a mapping of keys',
);

/** A policy as people write it: every key may be left out, and so may every limit. */
export const writtenPolicySchema = z
  .strictObject(
    {
      ...fullPolicySchema.shape,
      limits: limits.partial().describe('Bounds on every sandboxed command.'),
      admission: admission
        .partial()
        .describe('On GitHub: what one run takes in; the rest waits for the next.'),
      'supply-chain': supplyShape.partial().describe('What is checked of dependencies, and what follows.'),
      merge: mergeShape.partial().describe('What merged files have to be like to land.'),
      model: modelShape.partial().describe('What a language model is used for.'),
    },
    'a mapping of keys',
  )
  .partial();

export type FullPolicy = z.infer<typeof fullPolicySchema>;
export type WrittenPolicy = z.infer<typeof writtenPolicySchema>;

/** Keys whose values are mappings that are laid over one another key by key. */
export const MAPPINGS = ['limits', 'admission', 'supply-chain', 'merge', 'model'] as const;
export type Mapping = (typeof MAPPINGS)[number];

export function isMapping(key: string): key is Mapping {
  return (MAPPINGS as readonly string[]).includes(key);
}
