import type { BranchName, FileVersion, Oid, PathChange, Region } from '@sluice/model';
import type { Git } from '@sluice/ports';
import type { BranchText, Edit, Hunk } from '@sluice/synthesis';
import type { BranchFacts } from '../generate-candidates.ts';
import type { Hiding } from './visible-paths.ts';

const MOST_PATHS = 60;
const MOST_LINES = 400;
const MOST_MESSAGES = 30;

interface Readable {
  readonly change: PathChange;
  readonly before: Oid | null;
  readonly after: Oid | null;
}

/** What branches say and do, without paths that no model may see. */
export async function readBranchTexts(
  git: Git,
  base: Oid,
  branches: readonly BranchFacts[],
  hiding: Hiding,
): Promise<BranchText[]> {
  const texts: BranchText[] = [];
  for (const { manifest, changes } of branches) {
    const shown = changes.filter(({ path }) => hiding(path) === null).slice(0, MOST_PATHS);
    const [history, edits] = await Promise.all([git.history(base, [manifest.head]), readEdits(git, shown)]);
    const own = history.filter(({ boundary }) => !boundary).slice(0, MOST_MESSAGES);
    texts.push({ branch: manifest.branch, messages: own.map(({ message }) => message), edits });
  }
  return texts;
}

async function readEdits(git: Git, changes: readonly PathChange[]): Promise<Edit[]> {
  const readable = changes.map((change): Readable => {
    const isText = change.regions !== null || change.before === null;
    return {
      change,
      before: isText ? fileOid(change.before) : null,
      after: isText ? fileOid(change.after) : null,
    };
  });
  const wanted = readable.flatMap(({ before, after }) => [before, after]).filter((oid) => oid !== null);
  const blobs = new Map((await git.blobs(wanted)).map((blob, i) => [wanted[i]!, blob]));
  const lines = (oid: Oid | null): string[] | null => {
    const blob = oid === null ? null : (blobs.get(oid) ?? null);
    return blob === null || blob.includes(0) ? null : blob.toString('utf8').split('\n');
  };
  return readable.map(({ change, before, after }) => ({
    path: change.path,
    change: change.before === null ? 'added' : change.after === null ? 'deleted' : 'edited',
    hunks: hunksOf(change.regions, lines(before), lines(after)),
  }));
}

function fileOid(version: FileVersion | null): Oid | null {
  return version?.mode.startsWith('100') === true ? version.oid : null;
}

/** Regions are in lines of the file before; in the file after they are shifted by what came earlier. */
function hunksOf(
  regions: readonly Region[] | null,
  before: readonly string[] | null,
  after: readonly string[] | null,
): Hunk[] {
  if (after === null) return [];
  if (regions === null || before === null)
    return [{ line: 1, removed: [], added: after.slice(0, MOST_LINES) }];
  let shift = 0;
  let room = MOST_LINES;
  const hunks: Hunk[] = [];
  for (const { start, removed, added } of regions) {
    const at = start + shift;
    shift += added.length - removed.length;
    room -= added.length + removed.length;
    if (room < 0) break;
    hunks.push({
      line: start + 1,
      removed: before.slice(start, start + removed.length),
      added: after.slice(at, at + added.length),
    });
  }
  return hunks;
}

/** The branches of which it is asked what they want. */
export function intentBranches(
  scope: 'off' | 'contested' | 'all',
  names: { readonly contested: readonly BranchName[]; readonly all: readonly BranchName[] },
): readonly BranchName[] {
  return scope === 'off' ? [] : names[scope];
}
