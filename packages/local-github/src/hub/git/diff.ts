import { git, tryGit } from './run.ts';

/** The empty tree's id: what a first commit is compared with. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export interface FileChange {
  readonly path: string;
  readonly oldPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  /** Blob after the change; of a removed file the one before. */
  readonly blob: string;
  readonly additions: number;
  readonly deletions: number;
}

const STATUS: Readonly<Record<string, FileChange['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
};

export async function changedFiles(
  gitDir: string,
  before: string,
  after: string,
): Promise<readonly FileChange[]> {
  const range = ['-r', '-M', '-z', before, after, '--'];
  const [raw, stat] = await Promise.all([
    git(gitDir, ['diff-tree', '--raw', ...range]),
    git(gitDir, ['diff-tree', '--numstat', ...range]),
  ]);
  const lines = readNumstat(stat.toString().split('\0'));
  const fields = raw.toString().split('\0');
  const files: FileChange[] = [];
  while (fields.length > 1) {
    const [, , oldBlob = '', newBlob = '', letter = ''] = (fields.shift() ?? '').split(' ');
    const first = fields.shift() ?? '';
    const path = letter.startsWith('R') ? (fields.shift() ?? '') : first;
    const status = STATUS[letter[0] ?? ''] ?? 'changed';
    const [additions = 0, deletions = 0] = lines.get(path) ?? [];
    const blob = status === 'removed' ? oldBlob : newBlob;
    files.push({ path, oldPath: path === first ? null : first, status, blob, additions, deletions });
  }
  return files;
}

export async function changedPaths(
  gitDir: string,
  before: string,
  after: string,
): Promise<readonly string[]> {
  const out = await git(gitDir, [
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--no-renames',
    before,
    after,
    '--',
  ]);
  return pathsIn(out);
}

/** Paths that a branch changed since it left another; null: they have no common history. */
export async function changedSince(
  gitDir: string,
  base: string,
  tip: string,
): Promise<readonly string[] | null> {
  const args = ['diff', '-z', '--name-only', '--no-renames', '--no-ext-diff', `${base}...${tip}`, '--'];
  const done = await tryGit(gitDir, args);
  return done.status === 0 ? pathsIn(done.stdout) : null;
}

function pathsIn(out: Buffer): readonly string[] {
  return out
    .toString()
    .split('\0')
    .filter((path) => path !== '');
}

/** Lines added and removed by path; binary files count as none. */
function readNumstat(fields: string[]): ReadonlyMap<string, readonly [number, number]> {
  const found = new Map<string, readonly [number, number]>();
  while (fields.length > 1) {
    const [added = '', removed = '', ...rest] = (fields.shift() ?? '').split('\t');
    let path = rest.join('\t');
    if (path === '') {
      fields.shift();
      path = fields.shift() ?? '';
    }
    found.set(path, [Number(added) || 0, Number(removed) || 0]);
  }
  return found;
}
