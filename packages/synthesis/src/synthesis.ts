import * as z from 'zod';
import { suspicious } from './suspicious.ts';

/** What a model answers to a conflict. */
export const synthesisShape = z.strictObject({
  possible: z
    .boolean()
    .describe('false if what both sides want cannot be had together, or you are not sure.'),
  why: z
    .string()
    .describe(
      'If it is not possible: why, in one or two sentences. Else: what you did, in one or two sentences.',
    ),
  winner: z
    .enum(['candidate', 'branch', 'neither'])
    .describe('Whose structure the result follows; "neither" if it is new.'),
  files: z
    .array(
      z.strictObject({
        path: z.string(),
        text: z.string().describe('The whole file, from its first line to its last.'),
      }),
    )
    .describe('Every contended file once, and no other.'),
  documents: z
    .array(
      z.strictObject({ path: z.string(), text: z.string().describe('The whole document.'), why: z.string() }),
    )
    .describe('Documents from the list that the result makes stale, corrected. Empty if none is.'),
  glue: z
    .array(
      z.strictObject({
        path: z.string(),
        comment: z.string().describe('The comment that stands above it in the file, character by character.'),
        why: z.string(),
      }),
    )
    .describe('Code that is from neither side and was needed to join them. Empty if there is none.'),
  leftOut: z
    .array(z.string())
    .describe('What of either side is not in the result, each in one sentence. Empty if nothing is.'),
  confidence: z.number().describe('0 to 1: how sure you are that both sides would agree.'),
  suspicious,
});
export type SynthesisAnswer = z.infer<typeof synthesisShape>;
