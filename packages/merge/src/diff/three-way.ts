import { edits, type Edit } from './edits.ts';

/** Half-open ranges of the three versions that belong together. */
export interface Ranges {
  readonly base: Range;
  readonly ours: Range;
  readonly theirs: Range;
}
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** `same`: nobody changed it; `both`: both made the same change; `hunk`: they made different ones. */
export interface Chunk extends Ranges {
  readonly kind: 'same' | 'ours' | 'theirs' | 'both' | 'hunk';
}

export interface Sequences {
  readonly base: Int32Array;
  readonly ours: Int32Array;
  readonly theirs: Int32Array;
}

/** What each side changed of the base. */
export interface Changes {
  readonly ours: readonly Edit[];
  readonly theirs: readonly Edit[];
}

/** `names`: how many different elements there are; all ids are below. */
export function changesOf({ base, ours, theirs }: Sequences, names: number): Changes {
  return { ours: edits(base, ours, names), theirs: edits(base, theirs, names) };
}

/**
 * Lines up three versions. `strict`: changes that touch without overlapping are one hunk, as git has it; `adjacent`:
 * they are merged, and only two insertions at one point, or changes of the same element, are a hunk.
 */
export function threeWay(
  sequences: Sequences,
  { ours: left, theirs: right }: Changes,
  touching: 'strict' | 'adjacent',
): Chunk[] {
  const { base, ours, theirs } = sequences;
  const chunks: Chunk[] = [];
  const at = { base: 0, ours: 0, theirs: 0 };
  const put = (kind: Chunk['kind'], baseEnd: number, oursEnd: number, theirsEnd: number): void => {
    chunks.push({
      kind,
      base: { start: at.base, end: baseEnd },
      ours: { start: at.ours, end: oursEnd },
      theirs: { start: at.theirs, end: theirsEnd },
    });
    [at.base, at.ours, at.theirs] = [baseEnd, oursEnd, theirsEnd];
  };
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    const group = nextGroup(left, right, { i, j }, touching);
    const gap = group.from - at.base;
    if (gap > 0) put('same', group.from, at.ours + gap, at.theirs + gap);
    const size = group.to - group.from;
    put(
      kindOf(group.i - i, group.j - j),
      group.to,
      at.ours + size + growth(left, i, group.i),
      at.theirs + size + growth(right, j, group.j),
    );
    [i, j] = [group.i, group.j];
  }
  if (at.base < base.length) put('same', base.length, ours.length, theirs.length);
  return chunks.map((chunk) =>
    chunk.kind === 'hunk' && equal(sequences, chunk) ? { ...chunk, kind: 'both' } : chunk,
  );
}

/** The changes of both sides that cannot be told apart, from the next one on. */
function nextGroup(
  left: readonly Edit[],
  right: readonly Edit[],
  next: { readonly i: number; readonly j: number },
  touching: 'strict' | 'adjacent',
): { i: number; j: number; from: number; to: number } {
  let { i, j } = next;
  const first = comesFirst(left[i], right[j]) ? left[i++]! : right[j++]!;
  let { from, to } = first;
  let lastEmpty = from === to;
  for (;;) {
    const fromLeft = comesFirst(left[i], right[j]);
    const edit = fromLeft ? left[i] : right[j];
    if (!edit) break;
    const meets =
      touching === 'strict'
        ? edit.from <= to
        : edit.from < to || (edit.from === to && edit.from === edit.to && lastEmpty && from === to);
    if (!meets) break;
    if (fromLeft) i++;
    else j++;
    lastEmpty = edit.from === edit.to;
    to = Math.max(to, edit.to);
  }
  from = Math.min(from, to);
  return { i, j, from, to };
}

function comesFirst(a: Edit | undefined, b: Edit | undefined): boolean {
  if (!a || !b) return a !== undefined;
  return a.from < b.from || (a.from === b.from && a.to <= b.to);
}

function growth(of: readonly Edit[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += of[i]!.end - of[i]!.start - (of[i]!.to - of[i]!.from);
  return sum;
}

function kindOf(left: number, right: number): Chunk['kind'] {
  if (right === 0) return 'ours';
  return left === 0 ? 'theirs' : 'hunk';
}

function equal({ ours, theirs }: Sequences, chunk: Ranges): boolean {
  const size = chunk.ours.end - chunk.ours.start;
  if (size !== chunk.theirs.end - chunk.theirs.start) return false;
  for (let i = 0; i < size; i++)
    if (ours[chunk.ours.start + i] !== theirs[chunk.theirs.start + i]) return false;
  return true;
}
