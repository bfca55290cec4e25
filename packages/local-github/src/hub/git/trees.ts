import { git, tryGit } from './run.ts';

export interface Entry {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly oid: string;
  readonly name: string;
}

/** The entries directly in a directory of a commit or tree; null: there is no such directory. */
export async function listDirectory(
  gitDir: string,
  treeish: string,
  directory: string,
): Promise<readonly Entry[] | null> {
  const path = directory.replace(/^\/+|\/+$/g, '');
  const done = await tryGit(gitDir, ['ls-tree', '-z', path === '' ? treeish : `${treeish}:${path}`]);
  if (done.status !== 0) return null;
  return parseEntries(done.stdout.toString());
}

export async function readEntry(gitDir: string, treeish: string, path: string): Promise<Entry | null> {
  const done = await tryGit(gitDir, ['--literal-pathspecs', 'ls-tree', '-z', treeish, '--', path]);
  return done.status === 0 ? (parseEntries(done.stdout.toString())[0] ?? null) : null;
}

export function readBlob(gitDir: string, oid: string): Promise<Buffer> {
  return git(gitDir, ['cat-file', 'blob', oid]);
}

/** Content of a file of a commit, or null where there is none. */
export async function readFileAt(gitDir: string, commit: string, path: string): Promise<Buffer | null> {
  const entry = await readEntry(gitDir, commit, path);
  return entry?.type === 'blob' ? readBlob(gitDir, entry.oid) : null;
}

function parseEntries(text: string): readonly Entry[] {
  return text
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type = '', oid = ''] = line.slice(0, tab).split(' ');
      return { mode, type: type as Entry['type'], oid, name: line.slice(tab + 1) };
    });
}
