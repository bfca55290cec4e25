import type { ModelQuestion } from '@sluice/model';
import * as z from 'zod';
import { askSynthesis } from './ask-synthesis.ts';
import type { Resolution } from './check-synthesis.ts';
import type { Conflict } from './conflict.ts';
import { fence } from './fence.ts';
import { answerSchema } from './read-answer.ts';
import { redact } from './secrets.ts';
import { suspicious } from './suspicious.ts';
import { flat } from './words.ts';

/** What a model answers to an answer. */
export const critiqueShape = z.strictObject({
  sound: z.boolean().describe('Whether the result does everything that both sides do, and nothing else.'),
  problems: z
    .array(
      z.strictObject({
        quote: z
          .string()
          .describe('The code in question, copied from the result or from a side, character by character.'),
        what: z.string().describe('What is wrong with it or missing, in one sentence.'),
      }),
    )
    .describe('Empty if it is sound.'),
  suspicious,
});
export type CritiqueAnswer = z.infer<typeof critiqueShape>;

const MOST_TOKENS = 6_000;
const SHORTEST_QUOTE = 8;

/** A second look at an answer, by somebody who did not write it: what is there to be read comes again, and first. */
export function askCritique(conflict: Conflict, { files, documents }: Resolution): ModelQuestion {
  const result = [...files, ...documents].map(({ path, text }) => ({
    what: 'proposed result',
    of: path,
    text,
  }));
  return {
    ...askSynthesis(conflict),
    ask: `${fence(result)}\n\nSomebody proposes this result. Look for what it does wrong: behaviour of one side that is lost or changed, code that is there twice, names that do not exist, tests that cannot pass, documents that are wrong now. Do not judge style. Quote what you object to.`,
    schema: answerSchema(critiqueShape),
    maxTokens: MOST_TOKENS,
  };
}

/** Objections that quote something that is there; an answer of which there are any is not offered. */
export function objections(
  { sound, problems }: CritiqueAnswer,
  conflict: Conflict,
  { files }: Resolution,
): string[] {
  if (sound) return [];
  const texts = [
    ...files.map(({ text }) => text),
    ...conflict.files.flatMap(({ ours, theirs }) => [ours, theirs]),
  ];
  const known = texts.map(flat);
  return problems
    .map(({ quote, what }) => ({ quote: flat(quote), what: flat(redact(what)).slice(0, 300) }))
    .filter(({ quote }) => quote.length >= SHORTEST_QUOTE && known.some((text) => text.includes(quote)))
    .slice(0, 5)
    .map(({ what }) => what);
}
