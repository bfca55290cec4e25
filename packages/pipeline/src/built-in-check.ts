import { checkFiles, checkTree } from '@sluice/judge';
import { showPath, type Oid, type TierResult } from '@sluice/model';
import type { Git, TreeEntry } from '@sluice/ports';

/** Larger files are not read for conflict markers. */
const TEXT_LIMIT = 2_000_000;

interface Subject {
  readonly tree: Oid;
  readonly files: readonly TreeEntry[];
  readonly baseTree: Oid;
  readonly baseFiles: readonly TreeEntry[];
}

/** The tier that needs no command: no conflict markers, a well-formed tree, manifests that still parse. */
export async function builtInCheck(
  git: Git,
  { tree, files, baseTree, baseFiles }: Subject,
): Promise<TierResult> {
  const [changes] = tree === baseTree ? [[]] : await git.diffs([{ before: baseTree, after: tree }]);
  const edited = changes!.filter(({ after }) => after?.mode.startsWith('100'));
  const read = async (oids: readonly (Oid | undefined)[]): Promise<(string | null)[]> => {
    const wanted = oids.filter((oid) => oid !== undefined);
    const blobs = new Map((await git.blobs(wanted)).map((blob, i) => [wanted[i]!, blob]));
    return oids.map((oid) => text(oid === undefined ? null : (blobs.get(oid) ?? null)));
  };
  const [before, after] = [
    await read(edited.map((c) => c.before?.oid)),
    await read(edited.map((c) => c.after?.oid)),
  ];
  const contents = edited.flatMap(({ path }, i) =>
    after[i] === null ? [] : [{ path, before: before[i]!, after: after[i]! }],
  );
  const problems = [...checkTree(files, baseFiles), ...checkFiles(contents)];
  const log = problems
    .map(({ path, line, problem }) => `${showPath(path)}${line === null ? '' : `:${line}`}: ${problem}`)
    .join('\n');
  return {
    tree,
    tier: 'built-in',
    command: 'built-in',
    exit: problems.length > 0 ? 1 : 0,
    ended: 'exit',
    seconds: 0,
    cached: false,
    log,
  };
}

/** null for what is not text. */
function text(blob: Buffer | null): string | null {
  if (!blob || blob.length > TEXT_LIMIT || blob.subarray(0, 8000).includes(0)) return null;
  return blob.toString('utf8');
}
