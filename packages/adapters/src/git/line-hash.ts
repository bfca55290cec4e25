/**
 * A 53-bit hash of the bytes `[start, end)`: two 32-bit FNV-1a-style lanes with different primes. It tells equal lines
 * from different ones when clusters are drawn; whatever lands is merged from the bytes themselves.
 * Source: Fowler, Noll, Vo, http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function hashLine(bytes: Uint8Array, start: number, end: number): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte, 0x5bd1e995);
  }
  high ^= high >>> 15;
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
}

/** The hash of the same line where the file ends without a line end. */
export function withoutLineEnd(hash: number): number {
  return -hash - 1;
}
