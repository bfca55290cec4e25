import type { MergedRegion } from '@sluice/model';
import { edits, type Edit } from './diff/edits.ts';
import type { FileSides } from './file-sides.ts';

const MOST_REGIONS = 5;
const MOST_LINES = 24;
const MOST_WIDTH = 160;
/** In characters, of one version: beyond, nobody reads a file side by side. */
const LARGEST = 1_000_000;

const VERSIONS = ['ours', 'theirs', 'result'] as const;
type Version = (typeof VERSIONS)[number];

/** The places of a merged file that both sides changed, as each has them; the first few, cut to what a person reads. */
export function contendedRegions(sides: FileSides, result: string): MergedRegion[] {
  const texts = { ours: sides.ours ?? '', theirs: sides.theirs ?? '', result };
  const all = [sides.base ?? '', texts.ours, texts.theirs, result];
  if (all.some((text) => text.length > LARGEST)) return [];
  const base = linesOf(sides.base ?? '');
  const lines = { ours: linesOf(texts.ours), theirs: linesOf(texts.theirs), result: linesOf(result) };
  const ids = new Map<string, number>();
  const numbered = (version: readonly string[]): Int32Array =>
    Int32Array.from(version, (line) => ids.get(line) ?? (ids.set(line, ids.size), ids.size - 1));
  const from = numbered(base);
  const to = { ours: numbered(lines.ours), theirs: numbered(lines.theirs), result: numbered(lines.result) };
  const changed = {
    ours: edits(from, to.ours, ids.size),
    theirs: edits(from, to.theirs, ids.size),
    result: edits(from, to.result, ids.size),
  };
  return groupsOf(changed)
    .map((group) => regionOf(group, changed, lines))
    .filter(({ ours, theirs }) => ours !== theirs)
    .slice(0, MOST_REGIONS);
}

/** Half open, in lines of the base. */
interface Group {
  from: number;
  to: number;
  readonly by: Set<Version>;
}

/** Edits of all versions that touch belong together; those with edits of both sides are contended. */
function groupsOf(changed: Readonly<Record<Version, readonly Edit[]>>): Group[] {
  const all = VERSIONS.flatMap((by) => changed[by].map(({ from, to }) => ({ from, to, by })));
  const groups: Group[] = [];
  for (const { from, to, by } of all.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = groups.at(-1);
    if (!last || from > last.to) groups.push({ from, to, by: new Set([by]) });
    else {
      last.to = Math.max(last.to, to);
      last.by.add(by);
    }
  }
  return groups.filter(({ by }) => by.has('ours') && by.has('theirs'));
}

function regionOf(
  group: Group,
  changed: Readonly<Record<Version, readonly Edit[]>>,
  lines: Readonly<Record<Version, readonly string[]>>,
): MergedRegion {
  const part = (version: Version): { start: number; text: string } => {
    let start = group.from;
    let end = group.to;
    for (const edit of changed[version]) {
      const grown = edit.end - edit.start - (edit.to - edit.from);
      if (edit.to < group.from) start += grown;
      if (edit.from <= group.to) end += grown;
    }
    return { start, text: cut(lines[version].slice(start, end)) };
  };
  const result = part('result');
  return {
    line: result.start + 1,
    ours: part('ours').text,
    result: result.text,
    theirs: part('theirs').text,
  };
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
