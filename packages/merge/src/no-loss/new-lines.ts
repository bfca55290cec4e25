import { countsOf, type Counts } from '../counts/counts.ts';
import { wordsOf } from '../text/words.ts';
import { withoutNumbers } from './ruled-lines.ts';

/** Lines with one word in common that are looked at for a line, at most. */
const MOST_LOOKED_AT = 40;

/** The lines of the versions and of the merged text, as often as they occur. */
interface Versions {
  readonly base: Counts;
  /** The side that a line is missed of. */
  readonly own: Counts;
  readonly other: Counts;
  readonly now: Counts;
}

/** The lines of a merged text that no version has, in which what is missed of a side may be held. */
export class NewLines {
  readonly #now: WordIndex;
  readonly #before: WordIndex;
  readonly #numbered: ReadonlyMap<string, string>;

  constructor(versions: Versions) {
    const { base, own, other, now } = versions;
    this.#numbered = numbered(versions);
    this.#now = new WordIndex(
      [...now.keys()].filter((line) => !base.has(line) && !own.has(line) && !other.has(line)),
    );
    this.#before = new WordIndex([...base.keys()].filter((line) => !own.has(line)));
  }

  /** Whether a line that a side has, and the text does not, is in one of its new lines, or replaced by a higher number. */
  holds(line: string): boolean {
    const words = solid(line);
    const before = this.#before.nearest(words);
    const added = before === null ? words : words.filter((word) => !before.has(word));
    return this.#now.has(added, words) || this.#isOutnumbered(line);
  }

  /** The text has the line with another number, as a change, and it is not lower. */
  #isOutnumbered(line: string): boolean {
    const highest = this.#numbered.get(withoutNumbers(line));
    return highest !== undefined && highest >= key(line);
  }
}

/** Changed lines with a number: each without it, and the highest of them. */
function numbered({ base, now }: Versions): Map<string, string> {
  const highest = new Map<string, string>();
  for (const line of now.keys()) {
    if (base.has(line) || !/\d/.test(line)) continue;
    const [mask, own] = [withoutNumbers(line), key(line)];
    if ((highest.get(mask) ?? '') < own) highest.set(mask, own);
  }
  return highest;
}

/** Lines by their words. */
class WordIndex {
  readonly #lines: Set<string>[];
  readonly #having = new Map<string, number[]>();

  constructor(lines: readonly string[]) {
    this.#lines = lines.map((line) => new Set(solid(line)));
    for (const [at, words] of this.#lines.entries())
      for (const word of words) {
        const known = this.#having.get(word);
        if (known) known.push(at);
        else this.#having.set(word, [at]);
      }
  }

  /** The words of the line that shares most of these, at least a third. */
  nearest(words: readonly string[]): ReadonlySet<string> | null {
    let best: ReadonlySet<string> | null = null;
    let most = Math.ceil(words.length / 3) - 1;
    for (const line of this.#candidates(words)) {
      const shared = words.filter((word) => line.has(word)).length;
      if (shared > most) [best, most] = [line, shared];
    }
    return best;
  }

  /** Whether one line has all of `needed`, and a third of `like`. */
  has(needed: readonly string[], like: readonly string[]): boolean {
    return this.#candidates(needed.length > 0 ? needed : like).some(
      (line) =>
        needed.every((word) => line.has(word)) &&
        3 * like.filter((word) => line.has(word)).length >= like.length,
    );
  }

  #candidates(words: readonly string[]): ReadonlySet<string>[] {
    const rarest = words
      .map((word) => this.#having.get(word) ?? [])
      .filter((at) => at.length > 0)
      .sort((a, b) => a.length - b.length);
    const found = new Set(rarest.flatMap((at) => at.slice(0, MOST_LOOKED_AT)).slice(0, MOST_LOOKED_AT));
    return [...found].map((at) => this.#lines[at]!);
  }
}

function solid(line: string): string[] {
  return [...countsOf(wordsOf(line).filter((word) => word.trim() !== '')).keys()];
}

/** Orders lines by their numbers. */
function key(line: string): string {
  return line.replace(/\d{1,12}/g, (digits) => digits.padStart(12, '0'));
}
