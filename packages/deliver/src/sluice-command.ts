import type { Invocation } from '@sluice/model';
import { shellQuote } from './shell-quote.ts';

/** A command line that means the same repository and policy as the run; `branches` are patterns. */
export function sluiceCommand(
  { program, options }: Invocation,
  verb: string,
  { branches = [], words = [] }: { branches?: readonly string[]; words?: readonly string[] },
): string {
  const patterns = branches.flatMap((pattern) => ['--branches', pattern]);
  const plain = [...words, ...options, ...patterns].map((word) =>
    /^--[a-z-]+$/.test(word) ? word : shellQuote(word),
  );
  return [program, verb, ...plain].join(' ');
}
