// What a run tells of a language model. Everything in it that the model wrote was held against the branches first.
import * as z from 'zod';
import { branchField as branch, pathField as path } from './fields.ts';
import { SYNTHESIS_STRATEGY_NAMES } from './model-policy.ts';

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

const intent = z.strictObject({
  branch,
  wants: z.string(),
  subjects: z.array(z.string()),
  confidence: share,
  evidence: z
    .array(
      z.strictObject({
        kind: z.enum(['message', 'path', 'symbol', 'line']),
        path: z.string(),
        text: z.string(),
      }),
    )
    .describe('Only what was found in the branch.'),
});

const sameWork = z.strictObject({
  branches: z.array(branch).describe('Two branches that seem to do the same, though no change ties them.'),
  likeness: share,
  shared: z.array(z.string()).describe('Words that both are about.'),
});

const resolution = z.strictObject({
  branch,
  cluster: z.string(),
  strategy: z.enum(SYNTHESIS_STRATEGY_NAMES),
  candidate: z.string().describe('Id of the candidate that it became; empty if it was dropped.'),
  ref: z.string().describe('Where a run that writes refs offers it; empty if it was dropped.'),
  dropped: z
    .array(z.string())
    .describe('Why the answer was dropped, or why there was none; empty if it was not.'),
  why: z.string().describe('What the model says it did.'),
  winner: z.enum(['candidate', 'branch', 'neither']).describe('Whose structure it follows.'),
  leftOut: z.array(z.string()).describe('What the model says is not in it.'),
  confidence: share.describe('What the model says; nothing is decided by it.'),
  glue: z
    .array(z.strictObject({ path, comment: z.string(), why: z.string() }))
    .describe('Code that is from neither side.'),
  documents: z.array(z.strictObject({ path, why: z.string() })).describe('Documents that it corrected.'),
});

export const modelResultSchema = z.strictObject({
  name: z.string(),
  skipped: z.string().describe('Why nothing, or nothing more, was asked; empty if all was.'),
  questions: count,
  tokens: z.strictObject({ input: count, output: count, cacheWrite: count, cacheRead: count }),
  cost: z.number().nonnegative().nullable().describe('US dollars; null where a price is unknown.'),
  intents: z.array(intent),
  sameWork: z.array(sameWork).describe('Proposals for a person: they tie and hold nothing.'),
  resolutions: z.array(resolution),
  notAsked: z
    .array(z.strictObject({ branch, why: z.string() }))
    .describe('Contested branches that were put to no model.'),
  suspicious: z
    .array(z.strictObject({ branch, quote: z.string() }))
    .describe('Text of a branch that seems to be meant for a language model.'),
});
