/** Length of each hash in bytes. Those of other names are no integrity (https://www.w3.org/TR/SRI/). */
const STRONG: Readonly<Record<string, number>> = { sha256: 32, sha384: 48, sha512: 64 };

/** Whether one of the hashes is well formed and not broken: package managers take the strongest. */
export function isStrong(hashes: readonly string[]): boolean {
  return hashes.some((hash) => {
    const [, name, value] = /^([a-z0-9]+)-([A-Za-z0-9+/=]+)/.exec(hash) ?? [];
    const bytes = name === undefined ? undefined : STRONG[name];
    if (bytes === undefined) return false;
    return /^[0-9a-f]+$/.test(value!) && value!.length === bytes * 2
      ? true
      : Buffer.from(value!, 'base64').length === bytes && value!.length === Math.ceil(bytes / 3) * 4;
  });
}

/**
 * Whether the second set of hashes lets in content that the first does not: another value of an algorithm that both
 * have, or nothing in common with one that is strong.
 */
export function differs(before: readonly string[], after: readonly string[]): boolean {
  const algorithms = new Set(before.map(algorithmOf));
  if (after.some((hash) => algorithms.has(algorithmOf(hash)) && !before.includes(hash))) return true;
  return isStrong(before) && !after.some((hash) => before.includes(hash));
}

function algorithmOf(hash: string): string {
  return hash.slice(0, hash.indexOf('-'));
}
