// What a language model was asked in one job and answered, for the jobs after it. None of it is believed: whoever reads it
// asks the same questions again, finds the answers here, and checks them as if they came from the model just now.
import * as z from 'zod';
import { digestOf } from './digest.ts';
import { canonicalJson } from './canonical-json.ts';
import { MODEL_FAILURES, type ModelFailure, type ModelQuestion } from './language.ts';

/** Name of the artifact that holds it, and of the one file in that. */
export const ANSWERS_ARTIFACT = 'sluice-answers';
export const ANSWERS_FILE = 'answers.json';

const count = z.number().int().nonnegative();
const usage = z.strictObject({ input: count, output: count, cacheWrite: count, cacheRead: count });
const detail = z.string().max(4_000);
const failure = z.enum(Object.keys(MODEL_FAILURES) as ModelFailure[]);

const answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('answer'), text: z.string().max(4_000_000), usage }),
  z.strictObject({ kind: z.literal('declined'), detail, usage }),
  z.strictObject({ kind: z.literal('truncated'), usage }),
  z.strictObject({ kind: z.literal('failed'), failure, detail, usage }),
]);

export const modelRecordSchema = z.strictObject({
  /** Name of the model. */
  name: z.string().max(100),
  /** Why nothing, or nothing more, was asked; empty: all was. */
  skipped: detail,
  answers: z
    .array(z.strictObject({ question: z.string().regex(/^sha256:[0-9a-f]{64}$/), answer }))
    .max(2_000),
});
export type ModelRecord = z.infer<typeof modelRecordSchema>;

/** The same for the same question to the same model: `sha256:<hex>`. */
export function questionDigest(model: string, question: ModelQuestion): string {
  return digestOf(Buffer.from(canonicalJson({ model, ...question }), 'utf8'));
}
