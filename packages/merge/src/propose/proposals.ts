import { elementsOf, flippedElements, type Elements } from '../hunk/elements.ts';
import type { Hunk } from '../hunk/hunk.ts';
import { withoutSpace } from '../text/words.ts';
import { adjacent, inWordsOf, linesThenWords, words, wordsStrict } from './by-edits.ts';
import { deleting, interleaved, sorted, union } from './by-lines.ts';
import { newer } from './newer.ts';
import type { Proposal, Way } from './proposal.ts';
import { carry, type Replaced } from './carry.ts';
import { renamed } from './renamed.ts';

/** Beyond this many characters in a hunk only whole lines are combined. */
const WORDS_LIMIT = 60_000;

/** A hunk compared once for all ways, from the side that comes first. */
interface Compared {
  readonly hunk: Hunk;
  readonly lines: Elements;
  readonly interleaved: readonly string[];
}

/** A way, and what it is called with theirs first; null: that makes no difference. */
type Row<T> = readonly [way: Way, flippedWay: Way | null, propose: (of: T) => readonly string[] | null];

const LINE_WAYS: readonly Row<Compared>[] = [
  ['adjacent', 'adjacent-flipped', ({ lines }) => adjacent(lines)],
  ['union', 'union-flipped', ({ hunk }) => union(hunk)],
  ['interleaved', 'interleaved-flipped', (of) => of.interleaved],
  ['interleaved-deleting', 'interleaved-deleting-flipped', (of) => deleting(of.hunk, of.interleaved)],
  ['sorted', null, ({ hunk }) => sorted(hunk, (line) => line)],
  ['sorted-ignoring-case', null, ({ hunk }) => sorted(hunk, (line) => line.toLowerCase())],
  ['ours', 'theirs', ({ hunk }) => hunk.ours],
  ['base', null, ({ hunk }) => hunk.base],
];

const WORD_WAYS: readonly Row<Compared & { readonly inWords: Elements }>[] = [
  ['words-strict', null, ({ inWords }) => wordsStrict(inWords)],
  ['words', 'words-flipped', ({ inWords }) => words(inWords)],
  ['lines-then-words', 'lines-then-words-flipped', ({ lines }) => linesThenWords(lines)],
  ['renamed-by-ours', 'renamed-by-theirs', ({ inWords }) => renamed(inWords)],
  ['newer', null, ({ hunk }) => newer(hunk)],
];

/** What one way makes of a hunk; null: nothing. */
export type Found = readonly [way: Way, lines: readonly string[] | null];

/** What each way by lines and words makes of the hunk. */
export function findProposals(hunk: Hunk): Found[] {
  const size = [hunk.base, hunk.ours, hunk.theirs].flat().reduce((sum, line) => sum + line.length + 1, 0);
  const lines = elementsOf(hunk);
  const sides = [compared(lines), compared(flippedElements(lines))] as const;
  const byLines = proposedBy(LINE_WAYS, ...sides);
  if (size > WORDS_LIMIT) return byLines;
  const inWords = inWordsOf(hunk);
  const byWords = proposedBy(
    WORD_WAYS,
    { ...sides[0], inWords },
    { ...sides[1], inWords: flippedElements(inWords) },
  );
  return [...byWords, ...byLines];
}

function compared(lines: Elements): Compared {
  const { hunk } = lines;
  return { hunk, lines, interleaved: interleaved(hunk) };
}

function proposedBy<T>(rows: readonly Row<T>[], ours: T, theirs: T): Found[] {
  return rows.flatMap(([way, flippedWay, propose]): Found[] =>
    flippedWay
      ? [
          [way, propose(ours)],
          [flippedWay, propose(theirs)],
        ]
      : [[way, propose(ours)]],
  );
}

/** Every text that a person might make of the hunk, each once; what differs in white space alone counts as one. */
export function proposalsFrom(found: readonly Found[], hunk: Hunk, replaced: Replaced): Proposal[] {
  const known = new Map<string, { ways: Set<Way>; lines: readonly string[] }>();
  for (const [way, lines] of found) {
    if (lines === null) continue;
    const key = withoutSpace(lines.join('\n'));
    const same = known.get(key);
    if (same) same.ways.add(way);
    else known.set(key, { ways: new Set([way]), lines });
  }
  for (const { ways, lines } of [...known.values()]) {
    const carried = ways.has('ours') || ways.has('theirs') ? null : carry(lines, hunk, replaced);
    const key = carried && withoutSpace(carried.join('\n'));
    if (carried && key !== null && !known.has(key))
      known.set(key, { ways: new Set([...ways, 'carried']), lines: carried });
  }
  return [...known.values()];
}
