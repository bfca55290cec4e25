import type { Place } from './conflict.ts';

/**
 * Lines of an answer that it has more often than the sides can account for: what both took out, or the same line once
 * more. A person may want that; from a memory that others write it is not taken.
 */
export function surplusLines({ base, ours, theirs }: Place, answer: readonly string[]): string[] {
  const [b, o, t] = [base, ours, theirs].map(countLines);
  return [...countLines(answer)].flatMap(([line, has]) => {
    const [before, left, right] = [b, o, t].map((counts) => counts!.get(line) ?? 0);
    const keptByBoth = left! >= before! && right! >= before!;
    return has > (keptByBoth ? left! + right! - before! : Math.max(left!, right!)) ? [line] : [];
  });
}

function countLines(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
