import { Fault, type Oid, type PathChange } from '@sluice/model';
import { gitFault, type GitProcesses } from './git-process.ts';
import { PatchReader, type Regions } from './patch-reader.ts';
import { parseRawDiffs, type RawEntry } from './raw-diff.ts';

const RAW = ['git', 'diff-tree', '--stdin', '-r', '-z', '--raw'];
// The rename limit of merge-ort.
const RENAMES = [...RAW, '-M', '-l7000'];
// As merge-ort compares: the histogram algorithm and no indent heuristic (git's merge-ort.c and ll-merge.c).
const PATCH = [
  ...RAW,
  '--no-renames',
  '-p',
  '-U1',
  '--diff-filter=M',
  '--histogram',
  '--no-indent-heuristic',
  '--no-color',
  // Short ids would be looked up for each file, only to be skipped.
  '--full-index',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
];

export interface Pair {
  readonly before: Oid;
  readonly after: Oid;
}

/** In which repository, and as whom. */
interface Place {
  readonly processes: GitProcesses;
  readonly env: NodeJS.ProcessEnv;
}

/** What changed between pairs of trees, with renames and regions. */
export async function diffTrees(place: Place, pairs: readonly Pair[]): Promise<PathChange[][]> {
  if (pairs.length === 0) return [];
  // The longer one first: starting a process takes as long as the shorter one runs.
  const [regions, entries] = await Promise.all([readPatches(place, pairs), readRaw(place, RENAMES, pairs)]);
  return entries.map((listed, i) => listed.map((entry) => pathChange(entry, regions[i]!)));
}

/** Which files of one tree another has not, or has otherwise; a rename is a deletion and an addition. */
export async function diffFiles(place: Place, pair: Pair): Promise<readonly RawEntry[]> {
  return (await readRaw(place, [...RAW, '--no-renames'], [pair]))[0]!;
}

async function readRaw(
  { processes, env }: Place,
  command: readonly string[],
  pairs: readonly Pair[],
): Promise<readonly (readonly RawEntry[])[]> {
  const ran = await processes.run(command, { env, input: inputOf(pairs) });
  if (ran.code !== 0) throw gitFault('diff-tree', ran);
  return inFull(parseRawDiffs(ran.stdout), pairs);
}

async function readPatches({ processes, env }: Place, pairs: readonly Pair[]): Promise<readonly Regions[]> {
  const { child, exit } = processes.open(PATCH, { env });
  const reader = new PatchReader();
  child.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
  child.stdin.end(inputOf(pairs));
  const ended = await exit;
  if (ended.code !== 0) throw gitFault('diff-tree', ended);
  return inFull(reader.end(), pairs);
}

function inputOf(pairs: readonly Pair[]): string {
  return pairs.map(({ before, after }) => `${before} ${after}\n`).join('');
}

/** git says nothing about a pair of which it cannot read a tree, goes on, and exits with 0. */
function inFull<T>(answers: readonly T[], pairs: readonly Pair[]): readonly T[] {
  if (answers.length === pairs.length) return answers;
  throw new Fault('CORRUPT_OBJECT', 'A tree is missing or damaged.', 'Run `git fsck` in the repository.');
}

function pathChange(entry: RawEntry, regions: Regions): PathChange {
  const { path, before, after, renamedTo } = entry;
  const text = before?.mode.startsWith('100') && after?.mode.startsWith('100');
  return { path, before, after, regions: text ? (regions.get(path) ?? null) : null, renamedTo };
}
