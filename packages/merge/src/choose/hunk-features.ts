import { countsOf, inBoth, likeness, minus, total, type Counts } from '../counts/counts.ts';
import { DECLARED } from './declared.ts';
import { FILE_KINDS } from './file-kind.ts';
import type { HunkView } from './hunk-view.ts';
import { flag, isSorted, size } from './measures.ts';
import { descents, entriesAround } from './order.ts';
import { openingOf } from '../text/words.ts';

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
    oursSorted: flag(isSorted(hunk.ours, file.known)),
    theirsSorted: flag(isSorted(hunk.theirs, file.known)),
    entriesAround: entriesAround(view, both),
    descentsAround: descents(view, []),
    atStart: flag(view.before.length === 0),
    atEnd: flag(view.after.length === 0),
    blankBefore: flag(view.before.at(-1)?.trim() === ''),
    blankAfter: flag(view.after[0]?.trim() === ''),
    oursBlankEnd: flag(hunk.ours.at(-1)?.trim() === ''),
    theirsBlankEnd: flag(hunk.theirs.at(-1)?.trim() === ''),
  };
}

function likenessOfOpenings({ addedByOurs, addedByTheirs }: HunkView): number {
  const openings = (added: Counts): Counts => countsOf([...added.keys()].map(openingOf));
  return likeness(openings(addedByOurs), openings(addedByTheirs));
}

function indentation(...sides: readonly (readonly string[])[]): number {
  const first = sides.flatMap((lines) => lines.filter((line) => line.trim() !== '').slice(0, 1))[0] ?? '';
  const blanks = /^\s*/.exec(first)![0];
  return blanks.startsWith('\t') ? blanks.length : blanks.length / 4;
}
