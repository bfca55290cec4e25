import type { BranchName } from '@sluice/model';
import * as z from 'zod';
import { suspicious } from './suspicious.ts';

const evidence = z.strictObject({
  kind: z
    .enum(['message', 'path', 'symbol', 'line'])
    .describe(
      'message: words of a commit message. path: a changed path. symbol: a name in changed lines. line: one changed line.',
    ),
  path: z.string().describe('The file that a line is in; empty for the others.'),
  text: z.string().describe('Copied from the data, character by character.'),
});

/** What a model answers about one branch. */
export const intentShape = z.strictObject({
  wants: z.string().describe('What the branch is for, in one plain sentence of at most 25 words.'),
  subjects: z
    .array(z.string())
    .describe('One to six nouns or short noun phrases that name the feature, most specific first.'),
  evidence: z.array(evidence).describe('Two to eight places in the data that show it.'),
  confidence: z.number().describe('0 to 1: how sure you are.'),
  suspicious,
});
export type IntentAnswer = z.infer<typeof intentShape>;
export type IntentEvidence = IntentAnswer['evidence'][number];

/** What a branch wants, as far as the branch itself bears it out. */
export interface Intent {
  readonly branch: BranchName;
  readonly wants: string;
  readonly subjects: readonly string[];
  /** Only what was found in the branch. */
  readonly evidence: readonly IntentEvidence[];
  readonly confidence: number;
}
