import type { AnswerSchema } from '@sluice/model';
import * as z from 'zod';

export type AnswerReading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

const MOST_CHARACTERS = 2_000_000;
const DEEPEST = 12;

/** What a model wrote, as a value of the shape that it was asked for; nothing else of it is looked at. */
export function readAnswer<T>(text: string, shape: z.ZodType<T>): AnswerReading<T> {
  if (text.length > MOST_CHARACTERS) return no('it is too long');
  if (isDeeper(text, DEEPEST)) return no('it is nested too deeply');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return no('it is not JSON');
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { path, message } = parsed.error.issues[0]!;
  return no(
    `it is not of the form that was asked for (${path.map(String).join('.').slice(0, 80)}: ${message.slice(0, 120)})`,
  );
}

/** The shape as a schema that the model is held to. Bounds are no part of it: they are checked here. */
export function answerSchema(shape: z.ZodType): AnswerSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { target: 'draft-2020-12' });
  return schema;
}

function no(why: string): { ok: false; why: string } {
  return { ok: false, why };
}

/** Before the parser, which would be at the mercy of its stack. */
function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === '\\') i += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth > most) return true;
    } else if (char === '}' || char === ']') depth -= 1;
  }
  return false;
}
