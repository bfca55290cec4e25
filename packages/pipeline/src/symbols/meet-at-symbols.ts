import {
  addedLines,
  branchSymbols,
  excerptsOf,
  hotFiles,
  migrationClaims,
  symbolSpots,
  type ChangedSymbols,
  type ChangedText,
  type HotFile,
  type SymbolSpot,
} from '@sluice/cluster';
import type { BranchSymbols, GitPath, PathChange } from '@sluice/model';
import type { Git } from '@sluice/ports';
import { keyedFormatOf } from '@sluice/formats';
import { isStrict, languageOf } from '@sluice/syntax';
import { followImports, type FollowTools } from './follow-imports.ts';
import type { SymbolFiles } from './symbol-files.ts';

interface ChangedFile extends ChangedText {
  readonly change: PathChange;
}

export interface MeetingTools extends FollowTools {
  readonly git: Git;
  readonly isNumberedOnce: (directory: GitPath) => boolean;
}

/** Files beyond these are not read: what branches share there is found by tests, or by people. */
const MOST_FILES = 20_000;
/** And programs beyond these are not parsed. */
const MOST_PARSED = 3_000;

/** Where several sets of changes meet at symbols. Only files that words make suspect are parsed. */
export async function meetAtSymbols(
  changeSets: readonly (readonly PathChange[])[],
  { git, files, layout, baseOid, isNumberedOnce }: MeetingTools,
): Promise<SymbolSpot[]> {
  const texts = await readTexts(git, changeSets);
  const hot = hotFiles(texts).slice(0, MOST_PARSED);
  const read = await Promise.all(hot.map((one) => readChange(one, files)));
  const byBranch: ChangedSymbols[][] = changeSets.map(() => []);
  read.forEach((symbols, i) => {
    if (symbols) byBranch[hot[i]!.file.by]!.push(symbols);
  });
  const symbols = changeSets.map((changes, by): BranchSymbols => {
    const found = branchSymbols(byBranch[by]!);
    return { ...found, claimed: [...found.claimed, ...migrationClaims(changes, isNumberedOnce)] };
  });
  return symbolSpots(await followImports(symbols, changeSets, { files, layout, baseOid }));
}

/** null where a version cannot be read. */
async function readChange(
  { file, onlyUses }: HotFile<ChangedFile>,
  files: SymbolFiles,
): Promise<ChangedSymbols | null> {
  const { path, change } = file;
  const about = { onlyUses, isAdded: addedLines(file), strict: isStrict(path) };
  const excerpts = languageOf(path) === null ? null : excerptsOf(file);
  if (excerpts) {
    const [old, now] = [change.before!.oid, change.after!.oid];
    const sides = await files.locateChange({ path, before: old, after: now, excerpts });
    if (sides) return { ...about, before: onlyUses ? null : sides[0], after: sides[1], rest: excerpts.rest };
  }
  const versions = [onlyUses ? null : change.before, change.after];
  const [before, after] = await files.locate(
    versions.map((version) => version && { path, oid: version.oid }),
  );
  const isUnread = (versions[0] && !before) || (versions[1] && !after);
  return isUnread ? null : { ...about, before: before!, after: after!, rest: [] };
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
