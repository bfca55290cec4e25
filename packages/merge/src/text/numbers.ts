const NUMBER = /^\d+(?:\.\d+)*$/;

/** Whether a word is a number or a version, in digits and points. */
export function isNumber(word: string): boolean {
  return NUMBER.test(word);
}

/** Above 0 where the first number, or version, is the higher one; part by part. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
