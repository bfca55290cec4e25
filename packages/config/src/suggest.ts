// Which known word an unknown one was probably meant to be.

/** The closest of `known`, if it is close enough to be a slip; null otherwise. */
export function suggest(word: string, known: readonly string[]): string | null {
  const plain = plainOf(word);
  const alike = known.find((candidate) => plainOf(candidate) === plain);
  if (alike !== undefined) return alike;
  const [nearest] = known
    .map((candidate) => ({ candidate, edits: editsBetween(plain.slice(0, 60), plainOf(candidate)) }))
    .filter(({ candidate, edits }) => edits <= Math.min(3, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return nearest?.candidate ?? null;
}

function plainOf(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Levenshtein distance: insertions, deletions and replacements of one character. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
