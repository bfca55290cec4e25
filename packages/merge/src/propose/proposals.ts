import { flipped, type Hunk } from '../hunk/hunk.ts';
import { withoutSpace } from '../text/words.ts';
import { adjacent, inWordsOf, linesThenWords, words, wordsStrict } from './by-edits.ts';
import { interleaved, sorted, union } from './by-lines.ts';
import { newer } from './newer.ts';
import type { Proposal, Way } from './proposal.ts';
import { carry, type Replaced } from './carry.ts';
import { renamed } from './renamed.ts';

/** Beyond this many characters in a hunk only whole lines are combined. */
const WORDS_LIMIT = 60_000;

type Proposer = (hunk: Hunk) => readonly string[] | null;

const LINE_WAYS: readonly (readonly [Way, Proposer])[] = [
  ['adjacent', adjacent],
  ['adjacent-flipped', (hunk) => adjacent(flipped(hunk))],
  ['union', union],
  ['union-flipped', (hunk) => union(flipped(hunk))],
  ['interleaved', (hunk) => interleaved(hunk, false)],
  ['interleaved-flipped', (hunk) => interleaved(flipped(hunk), false)],
  ['interleaved-deleting', (hunk) => interleaved(hunk, true)],
  ['interleaved-deleting-flipped', (hunk) => interleaved(flipped(hunk), true)],
  ['sorted', (hunk) => sorted(hunk, (line) => line)],
  ['sorted-ignoring-case', (hunk) => sorted(hunk, (line) => line.toLowerCase())],
  ['ours', ({ ours }) => ours],
  ['theirs', ({ theirs }) => theirs],
  ['base', ({ base }) => base],
];

const WORD_WAYS: readonly (readonly [Way, (hunk: Hunk, inWords: Hunk) => readonly string[] | null])[] = [
  ['words-strict', (_, inWords) => wordsStrict(inWords)],
  ['words', (_, inWords) => words(inWords)],
  ['words-flipped', (_, inWords) => words(flipped(inWords))],
  ['lines-then-words', linesThenWords],
  ['lines-then-words-flipped', (hunk) => linesThenWords(flipped(hunk))],
  ['renamed-by-ours', renamed],
  ['renamed-by-theirs', (hunk) => renamed(flipped(hunk))],
  ['newer', newer],
];

/** What one way makes of a hunk; null: nothing. */
export type Found = readonly [way: Way, lines: readonly string[] | null];

/** What each way by lines and words makes of the hunk. */
export function findProposals(hunk: Hunk): Found[] {
  const size = [hunk.base, hunk.ours, hunk.theirs].flat().reduce((sum, line) => sum + line.length + 1, 0);
  const inWords = size > WORDS_LIMIT ? null : inWordsOf(hunk);
  const byWords = inWords && WORD_WAYS.map(([way, propose]) => [way, propose(hunk, inWords)] as const);
  const byLines = LINE_WAYS.map(([way, propose]) => [way, propose(hunk)] as const);
  return [...(byWords ?? []), ...byLines];
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
