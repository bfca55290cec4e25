import {
  addedLines,
  branchSymbols,
  hotFiles,
  migrationClaims,
  symbolSpots,
  type ChangedText,
  type SymbolSpot,
} from '@sluice/cluster';
import type { BranchSymbols, GitPath, PathChange } from '@sluice/model';
import type { Git } from '@sluice/ports';
import { keyedFormatOf } from '@sluice/formats';
import { isStrict, languageOf } from '@sluice/syntax';
import type { SymbolFiles } from './symbol-files.ts';

interface ChangedFile extends ChangedText {
  readonly change: PathChange;
}

export interface MeetingTools {
  readonly git: Git;
  readonly files: SymbolFiles;
  readonly isNumberedOnce: (directory: GitPath) => boolean;
}

/** Files beyond these are not read: what branches share there is found by tests, or by people. */
const MOST_FILES = 20_000;
/** And programs beyond these are not parsed. */
const MOST_PARSED = 3_000;

/** Where several sets of changes meet at symbols. Only files that words make suspect are parsed. */
export async function meetAtSymbols(
  changeSets: readonly (readonly PathChange[])[],
  { git, files, isNumberedOnce }: MeetingTools,
): Promise<SymbolSpot[]> {
  const texts = await readTexts(git, changeSets);
  const hot = hotFiles(texts).slice(0, MOST_PARSED);
  const located = await files.locate(
    hot.flatMap(({ file: { path, change }, onlyUses }) =>
      [onlyUses ? null : change.before, change.after].map((version) => version && { path, oid: version.oid }),
    ),
  );
  const byBranch: Parameters<typeof branchSymbols>[0][number][][] = changeSets.map(() => []);
  hot.forEach(({ file, onlyUses }, i) => {
    const [before, after] = [located[2 * i]!, located[2 * i + 1]!];
    const unread = (file.before !== null && !onlyUses && !before) || (file.after !== null && !after);
    if (unread) return;
    const strict = isStrict(file.path);
    byBranch[file.by]!.push({ before, after, onlyUses, isAdded: addedLines(file), strict });
  });
  const symbols = changeSets.map((changes, by): BranchSymbols => {
    const found = branchSymbols(byBranch[by]!);
    return { ...found, claimed: [...found.claimed, ...migrationClaims(changes, isNumberedOnce)] };
  });
  return symbolSpots(symbols);
}

async function readTexts(git: Git, changeSets: readonly (readonly PathChange[])[]): Promise<ChangedFile[]> {
  const isSharedData = sharedData(changeSets);
  const changed = changeSets
    .flatMap((changes, by) => changes.map((change) => ({ by, change })))
    .filter(({ change }) => isFile(change) && (languageOf(change.path) !== null || isSharedData(change.path)))
    .slice(0, MOST_FILES);
  const oids = [
    ...new Set(
      changed.flatMap(({ change: { before, after } }) =>
        [before?.oid, after?.oid].flatMap((oid) => oid ?? []),
      ),
    ),
  ];
  const blobs = await git.blobs(oids);
  const texts = new Map(oids.map((oid, i) => [oid, blobs[i]?.toString('utf8')]));
  return changed.flatMap(({ by, change }): ChangedFile[] => {
    const { path, before, after, regions } = change;
    const [old, now] = [before, after].map((version) => (version ? texts.get(version.oid) : null));
    if (old === undefined || now === undefined) return [];
    return [{ by, change, path, language: languageOf(path)?.name ?? null, before: old, after: now, regions }];
  });
}

/** Which files have keys, and are changed by more than one. */
function sharedData(changeSets: readonly (readonly PathChange[])[]): (path: GitPath) => boolean {
  const once = new Set<GitPath>();
  const shared = new Set<GitPath>();
  for (const { path } of changeSets.flat()) (once.has(path) ? shared : once).add(path);
  return (path) => shared.has(path) && keyedFormatOf(path) !== null;
}

function isFile({ before, after }: PathChange): boolean {
  return [before, after].every((version) => version === null || version.mode.startsWith('100'));
}
