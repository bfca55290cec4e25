import * as z from 'zod';
import { STRATEGY_NAMES } from './candidate.ts';
import { branchField as branch, oidField as oid, pathField as path } from './fields.ts';
import { fileMergeSchema } from './file-merge-schema.ts';
import { EDGE_KIND_NAMES, SYMBOL_EDGE_KINDS } from './graph.ts';
import { modelResultSchema } from './model-result.ts';
import { REASON_NAMES, STATUSES } from './outcome.ts';
import { SUPPLY_FINDING_KINDS, SUPPLY_SEVERITIES } from './supply.ts';

const seconds = z.number().nonnegative();

const branchResult = z.strictObject({
  name: branch,
  head: oid,
  status: z.enum(STATUSES),
  reason: z.enum(REASON_NAMES),
  detail: z.string().describe('One or two sentences for people.'),
  cluster: z.string().describe('Id of its cluster; a branch that never entered the graph is alone in one.'),
  dropped: z.array(path).describe('Paths of which something is not in the checkpoint.'),
  reproduce: z
    .string()
    .describe('Shell command that shows the reason again; empty when there is nothing to show.'),
  task: z.string().describe('First line of the newest commit message.'),
  risk: z.array(z.string()),
  files: z.number().int().nonnegative().describe('Number of changed paths.'),
  failing: z
    .array(branch)
    .describe('Smallest failing set found that includes it; empty when it did not fail.'),
  log: z.string().describe('End of the failing output, neutralised; empty when it did not fail.'),
});

const edge = z.strictObject({
  among: z.array(branch),
  kind: z.enum(EDGE_KIND_NAMES),
  path,
  detail: z.string(),
});

const cluster = z.strictObject({
  id: z.string(),
  branches: z.array(branch),
  edges: z.array(edge),
});

const candidate = z.strictObject({
  id: z.string(),
  cluster: z.string(),
  tree: oid,
  strategy: z.enum(STRATEGY_NAMES),
  branches: z.array(branch).describe('Merge order.'),
  complete: z
    .boolean()
    .describe(
      'False when it drops or defers anything, or is not certain enough; such a candidate is offered, not landed.',
    ),
  files: z.array(fileMergeSchema),
});

const validation = z.strictObject({
  tree: oid,
  tier: z.string(),
  command: z.string(),
  exit: z.number().int().nullable().describe('null when a limit or a signal ended it.'),
  ended: z.enum(['exit', 'timeout', 'memory', 'processes', 'signal']),
  seconds,
  cached: z.boolean(),
  branches: z.array(branch).describe('The branches merged in the tree.'),
});

const supplyFinding = z.strictObject({
  kind: z.enum(SUPPLY_FINDING_KINDS),
  severity: z.enum(SUPPLY_SEVERITIES),
  branches: z.array(branch).describe('The branches whose changes bring it.'),
  path,
  name: z.string().describe('The package; empty where it is about the whole file.'),
  detail: z.string(),
});

const hint = z.strictObject({
  kind: z.enum(SYMBOL_EDGE_KINDS),
  symbol: z.string(),
  path,
  definers: z.array(branch).describe('Those that add, remove or change the symbol.'),
  users: z.array(branch).describe('Those that use it, and land after; empty where all did the same.'),
  detail: z.string().describe('The symbol, and path and line of both sides.'),
});

/** The JSON result of `sluice run` and `sluice plan`: a stable contract. */
export const runResultSchema = z.strictObject({
  schema: z.literal('sluice/run@1'),
  invocation: z
    .strictObject({
      program: z.string().describe('How Sluice was started: `sluice`, or `npx sluice`.'),
      options: z
        .array(z.string())
        .describe('Options that chose the repository and the policy, word by word.'),
      branches: z.array(z.string()).describe('Values of --branches.'),
    })
    .describe('What to repeat so that a command means the same repository and policy.'),
  base: z.strictObject({ ref: z.string(), sha: oid }),
  branches: z.array(branchResult),
  clusters: z.array(cluster),
  candidates: z.array(candidate),
  validations: z.array(validation),
  checkpoint: z.strictObject({ ref: z.string(), commit: oid, tree: oid, landed: z.boolean() }).nullable(),
  tests: z.strictObject({
    ran: z.boolean().describe('False when the built-in check was the only tier.'),
    tiers: z.array(z.strictObject({ name: z.string(), command: z.string(), origin: z.string() })),
    sandbox: z.string(),
    notes: z.array(z.string()),
  }),
  supply: z
    .array(supplyFinding)
    .describe('What the branches do to manifests and lockfiles that deserves a look.'),
  hints: z.array(hint).describe('Symbols that branches share, though it keeps none of them from landing.'),
  model: modelResultSchema
    .nullable()
    .describe('What a language model was asked and what came of it; null where the policy wants none.'),
  timings: z.record(z.string(), seconds).describe('Seconds per stage.'),
  git: z.strictObject({ processes: z.number().int().nonnegative(), version: z.string() }),
});

export type RunResult = z.infer<typeof runResultSchema>;
export type Invocation = RunResult['invocation'];
export type BranchResult = RunResult['branches'][number];
