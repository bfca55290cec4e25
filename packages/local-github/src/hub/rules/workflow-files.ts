import { listRefs, type RefMove } from '../git/refs.ts';
import { tryGit } from '../git/run.ts';
import type { Repository } from '../state/repository.ts';
import type { GitEnv } from './push-rules.ts';

const FOLDER = '.github/workflows/';

/**
 * The first workflow file that a push would bring in, or null. A file that another branch has, with the same path and
 * content, is not new: GitHub lets it pass without the `workflows` permission. So does it a deletion.
 */
export async function newWorkflowFile(
  repository: Repository,
  moves: readonly RefMove[],
  env: GitEnv,
): Promise<string | null> {
  const wanted = new Set<string>();
  for (const commit of await withOtherFolder(repository, moves, env)) {
    for (const file of await workflowFiles(repository, commit, env)) wanted.add(file);
  }
  if (wanted.size === 0) return null;
  const refs = await listRefs(repository.gitDir, 'refs/heads/');
  const main = `refs/heads/${repository.defaultBranch}`;
  const tips = [...refs.filter((ref) => ref.name === main), ...refs.filter((ref) => ref.name !== main)];
  for (const oid of new Set(tips.map((ref) => ref.oid))) {
    for (const file of await workflowFiles(repository, oid, env)) wanted.delete(file);
    if (wanted.size === 0) return null;
  }
  const [first = ''] = wanted;
  return first.slice(first.indexOf('\t') + 1);
}

/** The commits whose folder is not the one of the default branch: mostly none, which one process finds out. */
async function withOtherFolder(
  repository: Repository,
  moves: readonly RefMove[],
  env: GitEnv,
): Promise<readonly string[]> {
  const commits = moves.flatMap((move) => move.after ?? []);
  const asked = [`refs/heads/${repository.defaultBranch}`, ...commits];
  const input = asked.map((one) => `${one}:${FOLDER.slice(0, -1)}\n`).join('');
  const done = await tryGit(repository.gitDir, ['cat-file', '--batch-check'], { env, input });
  const [known = '', ...trees] = done.stdout
    .toString()
    .split('\n')
    .map((line) => (line.endsWith(' missing') ? 'missing' : line));
  return commits.filter((_, index) => trees[index] !== 'missing' && trees[index] !== known);
}

/** `mode type oid<tab>path` of every file in the folder. */
async function workflowFiles(
  repository: Repository,
  commit: string,
  env: GitEnv,
): Promise<readonly string[]> {
  const done = await tryGit(repository.gitDir, ['ls-tree', '-r', '-z', commit, '--', FOLDER], { env });
  return done.stdout
    .toString()
    .split('\0')
    .filter((line) => line !== '');
}
