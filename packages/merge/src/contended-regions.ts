import type { MergedRegion } from '@sluice/model';
import { edits, type Edit } from './diff/edits.ts';
import type { FileSides } from './file-sides.ts';

const MOST_REGIONS = 5;
const MOST_LINES = 24;
const MOST_WIDTH = 160;
/** In characters, of one version: beyond, nobody reads a file side by side. */
const LARGEST = 1_000_000;

type Side = 'ours' | 'theirs';
const SIDES: readonly Side[] = ['ours', 'theirs'];

/** The places of a merged file that both sides changed, as each has them; the first few, cut to what a person reads. */
export function contendedRegions(sides: FileSides, result: string): MergedRegion[] {
  const texts = { base: sides.base ?? '', ours: sides.ours ?? '', theirs: sides.theirs ?? '', result };
  if (Object.values(texts).some((text) => text.length > LARGEST)) return [];
  const lines = {
    base: linesOf(texts.base),
    ours: linesOf(texts.ours),
    theirs: linesOf(texts.theirs),
    result: linesOf(result),
  };
  const ids = new Map<string, number>();
  const numbered = (version: readonly string[]): Int32Array =>
    Int32Array.from(version, (line) => ids.get(line) ?? (ids.set(line, ids.size), ids.size - 1));
  const [base, ours, theirs, made] = [lines.base, lines.ours, lines.theirs, lines.result].map(numbered);
  const changed = { ours: edits(base!, ours!, ids.size), theirs: edits(base!, theirs!, ids.size) };
  const onward = {
    ours: edits(ours!, made!, ids.size),
    theirs: edits(theirs!, made!, ids.size),
  };
  // From the side that the result is nearer to: from the base, where both added much, lines of one part of it are easily
  // taken for those of another.
  const near: Side = sizeOf(onward.theirs) < sizeOf(onward.ours) ? 'theirs' : 'ours';
  return groupsOf(changed)
    .map((group): MergedRegion => {
      const at = { ours: moved(group, changed.ours), theirs: moved(group, changed.theirs) };
      const there = moved(at[near], onward[near]);
      const text = (version: Side | 'result', { from, to }: Range): string =>
        cut(lines[version].slice(from, to));
      return {
        line: there.from + 1,
        ours: text('ours', at.ours),
        result: text('result', there),
        theirs: text('theirs', at.theirs),
      };
    })
    .filter((region) => region.ours !== region.theirs)
    .slice(0, MOST_REGIONS);
}

/** Half open, in lines. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Edits of both sides that touch belong together, in lines of the base; those of one side alone are not contended. */
function groupsOf(changed: Readonly<Record<Side, readonly Edit[]>>): Range[] {
  const all = SIDES.flatMap((by) => changed[by].map(({ from, to }) => ({ from, to, by })));
  const groups: { from: number; to: number; readonly by: Set<Side> }[] = [];
  for (const { from, to, by } of all.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = groups.at(-1);
    if (!last || from > last.to) groups.push({ from, to, by: new Set([by]) });
    else {
      last.to = Math.max(last.to, to);
      last.by.add(by);
    }
  }
  return groups.filter(({ by }) => by.size === SIDES.length);
}

/** Where a range is after the edits: with all of those that reach into it, and with what was put in at its ends. */
function moved(range: Range, changed: readonly Edit[]): Range {
  let { from, to } = range;
  for (const edit of changed) {
    if (edit.from >= range.to || edit.to <= range.from) continue;
    from = Math.min(from, edit.from);
    to = Math.max(to, edit.to);
  }
  let [before, within] = [0, 0];
  for (const edit of changed) {
    const grown = edit.end - edit.start - (edit.to - edit.from);
    const isInsertion = edit.from === edit.to;
    if (edit.to < from || (edit.to === from && !isInsertion)) before += grown;
    else if (edit.from < to || (edit.from === to && isInsertion)) within += grown;
  }
  return { from: from + before, to: to + before + within };
}

function sizeOf(changed: readonly Edit[]): number {
  return changed.reduce((sum, { from, to, start, end }) => sum + to - from + end - start, 0);
}

function cut(lines: readonly string[]): string {
  const shown = lines
    .slice(0, MOST_LINES)
    .map((line) =>
      line.length > MOST_WIDTH ? `${line.slice(0, MOST_WIDTH).replace(/[\uD800-\uDBFF]$/, '')}…` : line,
    );
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`… ${more} more lines`] : [])].join('\n');
}

/** Without line ends: what is only they is no change that a person would see. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
