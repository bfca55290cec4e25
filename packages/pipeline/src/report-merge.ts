import { NOTHING_LOST, type FileMerge, type Lost, type Method } from '@sluice/model';

/** Which path of which branch a merge is about. */
export type Subject = Pick<FileMerge, 'path' | 'conflict' | 'branch'>;

const LOST_SHOWN = 40;
const LOST_WIDTH = 200;

/** A version was kept as it is, and the other dropped. */
export function keptMerge(
  subject: Subject,
  [method, dropped]: readonly [Method, string],
  lost: Lost = NOTHING_LOST,
): FileMerge {
  return { ...subject, method, dropped: [dropped], confidence: null, lost: clipLost(lost), regions: [] };
}

/** Nothing was dropped; what each side lost, the other had taken out. */
export function wholeMerge(
  subject: Subject,
  made: Pick<FileMerge, 'method' | 'confidence' | 'lost' | 'regions'>,
): FileMerge {
  return { ...subject, ...made, dropped: [], lost: clipLost(made.lost) };
}

/** git merged it without a conflict. */
export function cleanMerge(path: FileMerge['path'], branch: FileMerge['branch']): FileMerge {
  const made = { method: 'git', confidence: 1, lost: NOTHING_LOST, regions: [] } as const;
  return { path, conflict: 'none', branch, dropped: [], ...made };
}

/** What a person reads of it: a file that is gone may have lost thousands of lines. */
function clipLost({ ours, theirs }: Lost): Lost {
  return { ours: clip(ours), theirs: clip(theirs) };
}

function clip(lines: readonly string[]): string[] {
  const shown = lines.slice(0, LOST_SHOWN).map((line) => cut(line, LOST_WIDTH));
  return lines.length > shown.length ? [...shown, `and ${lines.length - shown.length} more`] : shown;
}

/** Never half of a character. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
