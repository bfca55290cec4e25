import type { BranchName } from '@sluice/model';
import type { Intent } from './intent.ts';

/** Two branches that seem to build the same, though nothing in their changes ties them. */
export interface SameWork {
  readonly branches: readonly [BranchName, BranchName];
  /** 0 to 1. */
  readonly likeness: number;
  /** Words that both are about. */
  readonly shared: readonly string[];
}

const LEAST_CONFIDENCE = 0.5;
const LEAST_LIKENESS = 0.4;
const LEAST_SHARED = 3;
const MOST_PAIRS = 20;
const MOST_INTENTS = 300;
const SAYS_NOTHING = new Set(
  'a an and are as at be been by can could do does for from has have in into is it its lets make makes more new of on onto or so some than that the their them then there they this to use uses using was we when where which who will with would you your add adds added allow allows change changes code feature file files fix fixes implement implements improve improves support supports update updates user users'.split(
    ' ',
  ),
);

/**
 * Pairs of branches whose intents are alike, most alike first, among those that `apart` says nothing else ties. A proposal
 * for a person: it holds nothing back.
 */
export function proposeSameWork(
  intents: readonly Intent[],
  apart: (a: BranchName, b: BranchName) => boolean,
): SameWork[] {
  const sure = intents.filter(({ confidence }) => confidence >= LEAST_CONFIDENCE).slice(0, MOST_INTENTS);
  const known = sure.map((intent) => ({ branch: intent.branch, words: wordsOf(intent) }));
  const pairs: SameWork[] = [];
  for (const [i, a] of known.entries()) {
    for (const b of known.slice(i + 1)) {
      const shared = [...a.words].filter((word) => b.words.has(word));
      const likeness = shared.length / Math.min(a.words.size, b.words.size);
      if (shared.length < LEAST_SHARED || likeness < LEAST_LIKENESS || !apart(a.branch, b.branch)) continue;
      const branches =
        a.branch < b.branch ? ([a.branch, b.branch] as const) : ([b.branch, a.branch] as const);
      pairs.push({ branches, likeness: Math.round(likeness * 100) / 100, shared: shared.sort() });
    }
  }
  return pairs
    .sort((a, b) => b.likeness - a.likeness || (a.branches.join('\0') < b.branches.join('\0') ? -1 : 1))
    .slice(0, MOST_PAIRS);
}

function wordsOf({ wants, subjects }: Intent): Set<string> {
  const words = `${wants} ${subjects.join(' ')}`.toLowerCase().match(/[\p{L}\p{N}]{2,40}/gu) ?? [];
  return new Set(words.filter((word) => !SAYS_NOTHING.has(word)).map(stem));
}

/** Number and tense aside, roughly: `retries` and `retry`, `logged` and `log` are one word. */
function stem(word: string): string {
  const bare = word.replace(/(?:ies|ied)$/, 'y').replace(/(?:sses)$/, 'ss');
  const cut = bare.length > 5 ? bare.replace(/(?:ing|ed|es|s)$/, '') : bare.replace(/(?<=[^s])s$/, '');
  return cut.replace(/(.)\1$/, '$1').replace(/(?<=...)e$/, '');
}
