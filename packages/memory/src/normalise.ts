// What of a text counts when it is compared with another: not its numbers and not its white space.
const WORD = /[\p{L}_$][\p{L}\p{M}_$]*|\d+|[^\s]/gu;

/** A line with every number as 0 and white space folded. */
export function normaliseLine(line: string): string {
  return line.trim().replace(/\s+/g, ' ').replace(/\d+/g, '0');
}

/** Words, numbers and signs of some lines, in order. */
export function wordsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.match(WORD) ?? []);
}

/** How often each word occurs. */
export function countWords(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(lines)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
