/** Random choices that a seed repeats. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  int(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Lines that mostly repeat a few words. */
  text(lines: number): string;
}

const WORDS = ['{', '}', '', '  return', 'end', 'begin', '# note', 'x = 1', 'x = 2'];

/** Source: mulberry32, Tommy Ettinger, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(items: readonly T[]): T => items[int(items.length)]!;
  const line = (): string => (int(3) === 0 ? `line ${int(400)}` : pick(WORDS));
  return {
    int,
    pick,
    chance: (probability) => next() < probability,
    text: (lines) => Array.from({ length: lines }, () => `${line()}\n`).join(''),
  };
}
