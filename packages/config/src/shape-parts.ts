// Parts that the shapes of the configuration are made of. The error text says what is allowed, as part of a sentence.
import * as z from 'zod';
import { hostMistake } from './value-mistakes.ts';

/** Says what is wrong with a text, as part of a sentence; null: nothing. */
type Mistake = (text: string) => string | null;

export function text(allowed: string, longest: number, mistake: Mistake) {
  return z
    .string(allowed)
    .min(1, allowed)
    .max(longest, allowed)
    .superRefine((value, context) => {
      const wrong = mistake(value);
      if (wrong !== null) context.addIssue({ code: 'custom', message: allowed, params: { wrong } });
    });
}

export function whole(low: number, high: number) {
  const allowed = `a whole number from ${low} to ${high}`;
  return z.int(allowed).min(low, allowed).max(high, allowed);
}

export function list<T extends z.ZodType>(item: T, most: number, allowed: string) {
  return z.array(item, `a list of ${allowed}`).max(most, `a list of at most ${most} ${allowed}`);
}

export const hosts = list(
  text('a host name, with `:port` if it is not 443', 260, hostMistake),
  50,
  'host names',
);
