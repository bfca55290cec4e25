import type { Proposal } from '../propose/proposal.ts';
import { WAYS } from '../propose/proposal.ts';
import { inBoth, minus, total, type Counts } from '../counts/counts.ts';
import { hunkFeatures } from './hunk-features.ts';
import { leadFeatures, leadsOf, type Leads } from './lead.ts';
import { flag, isSorted, size } from './measures.ts';
import { DECLARED } from './declared.ts';
import { descents } from './order.ts';
import { TELLING } from './file-view.ts';
import { compareNumbers, isNumber } from '../text/numbers.ts';
import { lineView, type HunkView, type LineView } from './hunk-view.ts';
import { isName } from '../text/words.ts';

/** What the lines of all proposals of a hunk are compared with. */
interface Measure {
  readonly view: HunkView;
  readonly known: Counts;
  readonly knownWords: Counts;
  readonly leads: Leads;
  readonly declaredTwiceInOurs: number;
}

function measureOf(view: HunkView): Measure {
  return {
    view,
    known: most(view.base, view.ours, view.theirs, (of) => of.bare),
    knownWords: most(view.base, view.ours, view.theirs, (of) => of.words),
    leads: leadsOf(view),
    declaredTwiceInOurs: declaredTwice(view.hunk.ours),
  };
}

/** Named numbers of the lines of one proposal, whichever ways lead to them. */
function lineFeatures(
  { view, known, knownWords, leads, declaredTwiceInOurs }: Measure,
  lines: readonly string[],
): Record<string, number> {
  const now = lineView(lines, view.file.known);
  const lost = { ours: minus(view.addedByOurs, now.bare), theirs: minus(view.addedByTheirs, now.bare) };
  const wordsLost = {
    ours: missed(view.wordsAddedByOurs, view.wordsAddedByTheirs, now.words),
    theirs: missed(view.wordsAddedByTheirs, view.wordsAddedByOurs, now.words),
  };
  const depths = [view.ours.depth, view.theirs.depth];
  return {
    ...leadFeatures(view, leads, lines),
    lines: size(lines.length),
    lostOfOurs: size(total(lost.ours)),
    lostOfTheirs: size(total(lost.theirs)),
    lost: size(Math.min(total(lost.ours), total(lost.theirs))),
    lossless: flag(lost.ours.size + lost.theirs.size === 0),
    wordsLostOfOurs: size(total(wordsLost.ours)),
    wordsLostOfTheirs: size(total(wordsLost.theirs)),
    lostOfOursUsed: usedElsewhere(view, wordsLost.ours),
    lostOfTheirsUsed: usedElsewhere(view, wordsLost.theirs),
    ...inWholeFile(view, now),
    keptUnused: unusedElsewhere(view, now.words),
    backFromOurs: size(inBoth(view.removedByOurs, now.bare)),
    backFromTheirs: size(inBoth(view.removedByTheirs, now.bare)),
    newLines: size(total(minus(now.bare, known))),
    extraWords: size(total(minus(now.words, knownWords))),
    twice: size(twiceIn(now.bare, known)),
    declaredTwice: size(Math.max(0, declaredTwice(lines) - declaredTwiceInOurs)),
    depthOff: Math.min(...depths.map((depth) => Math.abs(now.depth - depth))),
    depthOffBoth: Math.max(...depths.map((depth) => Math.abs(now.depth - depth))),
    descents: descents(view, lines),
    sorted: flag(isSorted(lines, view.file.known)),
    sortedAround: flag(
      isSorted([...view.before.slice(-1), ...lines, ...view.after.slice(0, 1)], view.file.known),
    ),
    repeatsBefore: flag(sameLine(view.before.at(-1), lines[0])),
    repeatsAfter: flag(sameLine(view.after[0], lines.at(-1))),
  };
}

/** Words that a side added and that are gone, but for a number for which the other side has a higher one. */
function missed(own: Counts, other: Counts, now: Counts): Counts {
  const gone = minus(own, now);
  for (const word of gone.keys()) if (isNumber(word) && hasHigher(other, now, word)) gone.delete(word);
  return gone;
}

function hasHigher(other: Counts, now: Counts, number: string): boolean {
  for (const word of other.keys())
    if (isNumber(word) && now.has(word) && compareNumbers(word, number) > 0) return true;
  return false;
}

/** What was counted of a hunk and of lines proposed for it: it is asked twice where a program is read. */
export class HunkMeasures {
  readonly #measure: Measure;
  readonly #shared: Record<string, number>;
  readonly #known = new Map<readonly string[], Record<string, number>>();

  constructor(view: HunkView) {
    this.#measure = measureOf(view);
    this.#shared = hunkFeatures(view);
  }

  /** The features of all proposals, and how each compares with the best of them. */
  featuresOf(proposals: readonly Proposal[]): Record<string, number>[] {
    const own = proposals.map((proposal) => ({
      ...wayFlags(proposal),
      ways: proposal.ways.size,
      ...this.#linesOf(proposal.lines),
    }));
    return compared(this.#shared, own);
  }

  #linesOf(lines: readonly string[]): Record<string, number> {
    const known = this.#known.get(lines) ?? lineFeatures(this.#measure, lines);
    this.#known.set(lines, known);
    return known;
  }
}

function compared(
  shared: Readonly<Record<string, number>>,
  own: readonly Readonly<Record<string, number>>[],
): Record<string, number>[] {
  const least = (name: string): number =>
    own.reduce(
      (low, features) => (features['lossless'] === 1 ? Math.min(low, features[name]!) : low),
      Infinity,
    );
  const [descending, long, lowest] = [least('descents'), least('lines'), least('twiceInFile')];
  const keeping = own.filter((features) => features['lossless'] === 1).length;
  const inOrder = own.filter(
    (features) => features['lossless'] === 1 && features['descents'] === descending,
  ).length;
  const over = (value: number, low: number): number => (low === Infinity ? -1 : value - low);
  return own.map((features) => ({
    ...shared,
    ...features,
    descentsMore: over(features['descents']!, descending),
    descentsAdded: features['descents']! - shared['descentsAround']!,
    inOrderAlone: flag(
      features['descents'] === descending && inOrder === 1 && descending <= shared['descentsAround']!,
    ),
    rivals: features['lossless'] === 1 ? keeping : 0,
    linesMore: over(features['lines']!, long),
    twiceMore: over(features['twiceInFile']!, lowest),
  }));
}

const WAY_FLAGS = WAYS.map((way) => ({ way, name: `way-${way.replace('-flipped', '')}` }));

/** Which ways lead to it; which side comes first in it is another question. */
function wayFlags({ ways }: Proposal): Record<string, number> {
  const flags: Record<string, number> = {};
  for (const { way, name } of WAY_FLAGS) flags[name] = Math.max(flags[name] ?? 0, flag(ways.has(way)));
  return flags;
}

function declaredTwice(lines: readonly string[]): number {
  const names = new Set<string>();
  let twice = 0;
  for (const line of lines) {
    const name = (DECLARED.exec(line) ?? /^\s*["']?([\w.-]+)["']?\s*[:=]/.exec(line))?.[0].trim();
    if (name === undefined) continue;
    if (names.has(name)) twice++;
    names.add(name);
  }
  return twice;
}

function most(base: LineView, ours: LineView, theirs: LineView, of: (view: LineView) => Counts): Counts {
  const known = new Map(of(base));
  for (const side of [ours, theirs])
    for (const [thing, count] of of(side)) if ((known.get(thing) ?? 0) < count) known.set(thing, count);
  return known;
}

function twiceIn(now: Counts, known: Counts): number {
  let sum = 0;
  for (const [line, count] of now) {
    const before = known.get(line) ?? 0;
    if (line.length > 3 && count > before && before > 0) sum += count - before;
  }
  return sum;
}

/** What the whole file would have too many or too few of. */
function inWholeFile(
  { file, wordsAddedByOurs, wordsAddedByTheirs, ours: oursView, theirs: theirsView }: HunkView,
  now: LineView,
): Record<string, number> {
  const count = (counts: ReadonlyMap<string, number>, of: string): number => counts.get(of) ?? 0;
  let [twiceInFile, backInFile] = [0, 0];
  const { lines, words } = file;
  const hunkWords = { ours: oursView.words, theirs: theirsView.words };
  for (const [line, here] of now.bare) {
    if (line.length < TELLING) continue;
    const all = here + count(lines.settled, line);
    const [base, ours, theirs] = [
      count(lines.base, line),
      count(lines.ours, line),
      count(lines.theirs, line),
    ];
    if (all > Math.max(base, ours, theirs)) twiceInFile++;
    if (base > 0 && all >= base && Math.min(ours, theirs) < base) backInFile++;
  }
  const missing = (added: Counts): number =>
    [...added].filter(([line, all]) => count(now.bare, line) + count(lines.settled, line) < all).length;
  let [staleOfOurs, staleOfTheirs, staleAdded, unsupported] = [0, 0, 0, 0];
  for (const word of now.words.keys()) {
    if (!isTellingName(word)) continue;
    if (count(words.settled, word) === 0) {
      const elsewhere = Math.max(
        wordsAddedByOurs.has(word) ? count(words.ours, word) - count(hunkWords.ours, word) : 0,
        wordsAddedByTheirs.has(word) ? count(words.theirs, word) - count(hunkWords.theirs, word) : 0,
      );
      if (elsewhere > 0) unsupported++;
    }
    if (count(words.base, word) === 0) continue;
    if (!words.ours.has(word)) staleOfTheirs++;
    if (!words.theirs.has(word)) staleOfOurs++;
    if (
      (!words.ours.has(word) && wordsAddedByTheirs.has(word)) ||
      (!words.theirs.has(word) && wordsAddedByOurs.has(word))
    )
      staleAdded++;
  }
  return {
    twiceInFile: size(twiceInFile),
    backInFile: size(backInFile),
    missingOfOurs: size(missing(file.linesAddedByOurs)),
    missingOfTheirs: size(missing(file.linesAddedByTheirs)),
    staleOfOurs: size(staleOfOurs),
    staleOfTheirs: size(staleOfTheirs),
    staleAdded: size(staleAdded),
    unsupported: size(unsupported),
    unsupportedShare: unsupported / Math.max(1, now.words.size),
  };
}

/** Whether a word is long enough to name one thing alone. */
function isTellingName(word: string): boolean {
  return word.length > 2 && isName(word);
}

function usedElsewhere({ file }: HunkView, words: Counts): number {
  const names = [...words.keys()].filter(isTellingName);
  return names.length === 0
    ? 0
    : names.filter((name) => (file.words.settled.get(name) ?? 0) > 0).length / names.length;
}

function unusedElsewhere({ file }: HunkView, words: Counts): number {
  const names = [...words.keys()].filter(isTellingName);
  return names.length === 0 ? 0 : names.filter((name) => !file.words.settled.has(name)).length / names.length;
}

function sameLine(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.trim() === b.trim();
}
