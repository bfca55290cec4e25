import type { Proposal } from '../propose/proposal.ts';
import { WAYS } from '../propose/proposal.ts';
import { bareLine } from '../no-loss/ruled-lines.ts';
import { inBoth, likeness, minus, total, type Counts } from '../counts/counts.ts';
import { FILE_KINDS } from './file-kind.ts';
import { leadFeatures } from './lead.ts';
import { descents, entriesAround } from './order.ts';
import { lineView, type HunkView, type LineView } from './hunk-view.ts';

const size = (value: number): number => Math.log2(1 + value);
const flag = (value: boolean): number => (value ? 1 : 0);

/** Named numbers of one hunk: the same for all its proposals. */
export function hunkFeatures(view: HunkView): Record<string, number> {
  const { file, base, ours, theirs, hunk } = view;
  const both = [...hunk.ours, ...hunk.theirs].filter((line) => line.trim() !== '');
  const share = (pattern: RegExp): number =>
    both.filter((line) => pattern.test(line)).length / Math.max(1, both.length);
  return {
    ...Object.fromEntries(FILE_KINDS.map((kind) => [`kind-${kind}`, flag(file.kind === kind)])),
    hunks: size(file.hunks),
    settledByOurs: size(file.settledByOurs),
    settledByTheirs: size(file.settledByTheirs),
    baseLines: size(hunk.base.length),
    oursLines: size(hunk.ours.length),
    theirsLines: size(hunk.theirs.length),
    addedByOurs: size(total(view.addedByOurs)),
    addedByTheirs: size(total(view.addedByTheirs)),
    removedByOurs: size(total(view.removedByOurs)),
    removedByTheirs: size(total(view.removedByTheirs)),
    addedByBoth: size(inBoth(view.addedByOurs, view.addedByTheirs)),
    removedByBoth: size(inBoth(view.removedByOurs, view.removedByTheirs)),
    likenessOfSides: likeness(ours.words, theirs.words),
    likenessOfAdded: likeness(view.wordsAddedByOurs, view.wordsAddedByTheirs),
    likenessOfOurs: likeness(ours.words, base.words),
    likenessOfTheirs: likeness(theirs.words, base.words),
    wordsAddedByOurs: size(total(view.wordsAddedByOurs)),
    wordsAddedByTheirs: size(total(view.wordsAddedByTheirs)),
    wordsRemovedByOurs: size(total(minus(base.words, ours.words))),
    wordsRemovedByTheirs: size(total(minus(base.words, theirs.words))),
    sameOpenings: likenessOfOpenings(view),
    imports: share(/^\s*(?:import|from|use|require|include|#include|export .* from|const .*require\()/),
    commas: share(/,\s*$/),
    bullets: share(/^\s*(?:[-*+•]|\d+[.)])\s/),
    comments: share(/^\s*(?:\/\/|#|\*|\/\*|--|<!--)/),
    digits: share(/\d/),
    declarations: share(DECLARED),
    indentation: indentation(hunk.ours, hunk.theirs),
    oursDepth: ours.depth,
    theirsDepth: theirs.depth,
    oursSorted: flag(isSorted(hunk.ours)),
    theirsSorted: flag(isSorted(hunk.theirs)),
    entriesAround: entriesAround(view.before, both, view.after),
    descentsAround: descents(view.before, [], view.after),
    atStart: flag(view.before.length === 0),
    atEnd: flag(view.after.length === 0),
    blankBefore: flag(view.before.at(-1)?.trim() === ''),
    blankAfter: flag(view.after[0]?.trim() === ''),
    oursBlankEnd: flag(hunk.ours.at(-1)?.trim() === ''),
    theirsBlankEnd: flag(hunk.theirs.at(-1)?.trim() === ''),
  };
}

/** Named numbers of one proposal. */
export function proposalFeatures(view: HunkView, proposal: Proposal): Record<string, number> {
  const now = lineView(proposal.lines);
  const lost = { ours: minus(view.addedByOurs, now.bare), theirs: minus(view.addedByTheirs, now.bare) };
  const known = most(view.base, view.ours, view.theirs, (of) => of.bare);
  const knownWords = most(view.base, view.ours, view.theirs, (of) => of.words);
  const wordsLost = {
    ours: minus(view.wordsAddedByOurs, now.words),
    theirs: minus(view.wordsAddedByTheirs, now.words),
  };
  const depths = [view.ours.depth, view.theirs.depth];
  return {
    ...wayFlags(proposal),
    ...leadFeatures(view, proposal.lines),
    ways: proposal.ways.size,
    lines: size(proposal.lines.length),
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
    declaredTwice: size(Math.max(0, declaredTwice(proposal.lines) - declaredTwice(view.hunk.ours))),
    depthOff: Math.min(...depths.map((depth) => Math.abs(now.depth - depth))),
    depthOffBoth: Math.max(...depths.map((depth) => Math.abs(now.depth - depth))),
    descents: descents(view.before, proposal.lines, view.after),
    sorted: flag(isSorted(proposal.lines)),
    sortedAround: flag(isSorted([...view.before.slice(-1), ...proposal.lines, ...view.after.slice(0, 1)])),
    repeatsBefore: flag(sameLine(view.before.at(-1), proposal.lines[0])),
    repeatsAfter: flag(sameLine(view.after[0], proposal.lines.at(-1))),
  };
}

/** The features of all proposals of a hunk, and how each compares with the best of them. */
export function featuresOf(view: HunkView, proposals: readonly Proposal[]): Record<string, number>[] {
  const shared = hunkFeatures(view);
  const own = proposals.map((proposal) => proposalFeatures(view, proposal));
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

/** Which ways lead to it; which side comes first in it is another question. */
function wayFlags({ ways }: Proposal): Record<string, number> {
  const flags: Record<string, number> = {};
  for (const way of WAYS) {
    const kind = `way-${way.replace('-flipped', '')}`;
    flags[kind] = Math.max(flags[kind] ?? 0, flag(ways.has(way)));
  }
  return flags;
}

const DECLARED =
  /^\s*(?:(?:export|default|public|private|protected|static|final|async|pub(?:\(\w+\))?|abstract|override)\s+)*(?:def|class|func|function|fn|const|let|var|type|interface|enum|struct|impl|trait|mod|void|it|test|describe)\b[\s(]*(?:\([^)]*\)\s*)?(['"\w$]+)/;

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
  let [twiceInFile, missingOfOurs, missingOfTheirs, backInFile] = [0, 0, 0, 0];
  const { lines, words } = file;
  const hunkWords = { ours: oursView.words, theirs: theirsView.words };
  for (const [line, here] of now.bare) {
    if (line.length <= 3) continue;
    const all = here + count(lines.settled, line);
    const [base, ours, theirs] = [
      count(lines.base, line),
      count(lines.ours, line),
      count(lines.theirs, line),
    ];
    if (all > Math.max(base, ours, theirs)) twiceInFile++;
    if (base > 0 && all >= base && Math.min(ours, theirs) < base) backInFile++;
  }
  for (const [line, count_] of lines.ours)
    if (
      line.length > 3 &&
      count_ > count(lines.base, line) &&
      count(now.bare, line) + count(lines.settled, line) < count_
    )
      missingOfOurs++;
  for (const [line, count_] of lines.theirs)
    if (
      line.length > 3 &&
      count_ > count(lines.base, line) &&
      count(now.bare, line) + count(lines.settled, line) < count_
    )
      missingOfTheirs++;
  let [staleOfOurs, staleOfTheirs, staleAdded, unsupported] = [0, 0, 0, 0];
  for (const word of now.words.keys()) {
    if (!NAME.test(word)) continue;
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
    missingOfOurs: size(missingOfOurs),
    missingOfTheirs: size(missingOfTheirs),
    staleOfOurs: size(staleOfOurs),
    staleOfTheirs: size(staleOfTheirs),
    staleAdded: size(staleAdded),
    unsupported: size(unsupported),
    unsupportedShare: unsupported / Math.max(1, now.words.size),
  };
}

const NAME = /^[\p{L}_$][\p{L}\p{N}_$]{2,}$/u;

function usedElsewhere({ file }: HunkView, words: Counts): number {
  const names = [...words.keys()].filter((word) => NAME.test(word));
  return names.length === 0
    ? 0
    : names.filter((name) => (file.words.settled.get(name) ?? 0) > 0).length / names.length;
}

function unusedElsewhere({ file }: HunkView, words: Counts): number {
  const names = [...words.keys()].filter((word) => NAME.test(word));
  return names.length === 0 ? 0 : names.filter((name) => !file.words.settled.has(name)).length / names.length;
}

function likenessOfOpenings({ addedByOurs, addedByTheirs }: HunkView): number {
  const openings = (added: Counts): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const line of added.keys()) {
      const opening = /^[\p{L}\p{N}_$]+|^\S/u.exec(line)?.[0] ?? '';
      counts.set(opening, (counts.get(opening) ?? 0) + 1);
    }
    return counts;
  };
  return likeness(openings(addedByOurs), openings(addedByTheirs));
}

function isSorted(lines: readonly string[]): boolean {
  if (lines.length < 2) return false;
  for (let i = 1; i < lines.length; i++)
    if (bareLine(lines[i - 1]!).toLowerCase() > bareLine(lines[i]!).toLowerCase()) return false;
  return true;
}

function indentation(...sides: readonly (readonly string[])[]): number {
  const first = sides.flatMap((lines) => lines.filter((line) => line.trim() !== '').slice(0, 1))[0] ?? '';
  const blanks = /^\s*/.exec(first)![0];
  return blanks.startsWith('\t') ? blanks.length : blanks.length / 4;
}

function sameLine(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.trim() === b.trim();
}
