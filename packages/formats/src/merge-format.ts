import { NOTHING_LOST, type GitPath, type Lost, type Method } from '@sluice/model';
import { formatOf } from './format-table.ts';
import { confidenceOf } from './confidence.ts';
import type { Format } from './format.ts';
import { readFormat } from './read-format.ts';
import { giveShape, takeShape, type ShapedText } from './text-shape.ts';
import { arrangeMeeting } from './tree/arrange-meeting.ts';
import { mergeTrees, type Apart, type Versions } from './tree/merge-parts.ts';
import { printBody, saysTheSame, type Group } from './tree/part.ts';

export type FormatMerge = FormatAnswer | FormatConflict;

/** The merged text, and what is known about how sure it is. */
export interface FormatAnswer {
  readonly kind: 'merged';
  readonly text: string;
  readonly method: Method;
  /** The name of the format, as the reference page has it. */
  readonly format: string;
  /** How likely it is what a person would have written, 0 to 1: as often as for its kind in public histories. */
  readonly confidence: number;
  readonly apart: Apart;
  readonly lost: Lost;
}

/** The sides contradict each other: somebody must choose. */
export interface FormatConflict {
  readonly kind: 'conflict';
  readonly format: string;
  /** Keys or sections in the way, from the outside in. */
  readonly keys: readonly string[];
}

const NOTHING_APART: Apart = { meetings: 0, groupMeetings: 0, joined: 0, besideRemovals: 0, removals: 0 };

/**
 * A three-way merge by what a file means, its formatting kept; `base` is null where both sides added it. Null if the path is of no known format, or one of the
 * versions is not well-formed: then only its text can be merged.
 */
export function mergeFormat(
  path: GitPath,
  base: string | null,
  ours: string,
  theirs: string,
): FormatMerge | null {
  const format = formatOf(path);
  if (!format || [base ?? '', ours, theirs].some((text) => text.length > format.limit)) return null;
  try {
    return mergeBy(format, path, { base: base ?? undefined, ours, theirs });
  } catch (error) {
    // Nesting deeper than the stack is hostile; to people it is not well-formed.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function mergeBy(
  format: Format,
  path: GitPath,
  { base, ours, theirs }: Versions<string>,
): FormatMerge | null {
  const texts = {
    base: base === undefined ? undefined : takeShape(base),
    ours: takeShape(ours),
    theirs: takeShape(theirs),
  };
  const trees = readAll(format, texts, path);
  if (!trees) return null;
  if (ours === theirs || base === theirs) return unchanged(format, ours);
  if (base === ours) return unchanged(format, theirs);
  const merge = mergeTrees(trees, {
    join: format.join ?? (() => null),
    arrange: format.arrange?.(trees) ?? arrangeMeeting,
  });
  const { conflicts } = merge;
  if (conflicts.length > 0 || merge.body.kind === 'leaf')
    return { kind: 'conflict', format: format.name, keys: conflicts };
  const { body, lost } = format.settle?.(trees, merge.body) ?? { body: merge.body, lost: NOTHING_LOST };
  // What was settled between the sides is as sure as a value that both changed and that was joined.
  const settled = lost.ours.length + lost.theirs.length;
  const apart = { ...merge.apart, joined: merge.apart.joined + settled };
  const text = printBody(body);
  const again = readFormat(format, path, text);
  // Parts of two styles of writing can mean something else together.
  if (!again || !saysTheSame(again, body))
    return { kind: 'conflict', format: format.name, keys: ['(layout)'] };
  const shapes = { base: texts.base?.shape, ours: texts.ours.shape, theirs: texts.theirs.shape };
  return {
    kind: 'merged',
    text: giveShape(text, shapes),
    method: format.method,
    format: format.name,
    confidence: confidenceOf(format.name, apart),
    apart,
    lost: {
      ours: [...merge.lost.ours, ...lost.ours],
      theirs: [...merge.lost.theirs, ...lost.theirs],
    },
  };
}

function unchanged({ method, name }: Format, text: string): FormatAnswer {
  return {
    kind: 'merged',
    text,
    method,
    format: name,
    confidence: 1,
    apart: NOTHING_APART,
    lost: NOTHING_LOST,
  };
}

function readAll(
  format: Format,
  { base, ours, theirs }: Versions<ShapedText>,
  path: GitPath,
): Versions<Group> | null {
  const read = ({ text }: ShapedText): Group | null => readFormat(format, path, text);
  const trees = { base: base && read(base), ours: read(ours), theirs: read(theirs) };
  if (trees.base === null || !trees.ours || !trees.theirs) return null;
  return { base: trees.base, ours: trees.ours, theirs: trees.theirs };
}
