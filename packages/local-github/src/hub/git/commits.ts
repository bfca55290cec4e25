import { git, gitText, tryGit } from './run.ts';

export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
}

export interface Commit {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

export async function readCommit(gitDir: string, oid: string): Promise<Commit> {
  return parseCommit(oid, (await git(gitDir, ['cat-file', 'commit', oid])).toString());
}

/** The commits of a `rev-list`, oldest first, at most `limit`; one process, however many there are. */
export async function readCommits(
  gitDir: string,
  range: readonly string[],
  limit = 250,
): Promise<readonly Commit[]> {
  const out = await git(gitDir, ['rev-list', '--topo-order', '--reverse', '--header', ...range, '--']);
  const records = out
    .toString()
    .split('\0')
    .filter((record) => record !== '');
  // rev-list indents the lines of messages.
  return records.slice(0, limit).map((record) => {
    const commit = parseCommit(record.slice(0, 40), record.slice(41));
    return { ...commit, message: commit.message.replace(/^ {4}/gm, '') };
  });
}

export async function countCommits(gitDir: string, range: readonly string[]): Promise<number> {
  return Number(await gitText(gitDir, ['rev-list', '--count', ...range, '--']));
}

export async function mergeBase(gitDir: string, a: string, b: string): Promise<string | null> {
  const done = await tryGit(gitDir, ['merge-base', a, b]);
  return done.status === 0 ? done.stdout.toString().trim() : null;
}

export function parseCommit(oid: string, text: string): Commit {
  const end = text.indexOf('\n\n');
  const lines = (end < 0 ? text : text.slice(0, end)).split('\n');
  const values = (name: string): string[] =>
    lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    oid,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parseSignature(values('author')[0] ?? ''),
    committer: parseSignature(values('committer')[0] ?? ''),
    message: end < 0 ? '' : text.slice(end + 2).replace(/\n+$/, ''),
  };
}

function parseSignature(line: string): Signature {
  const match = /^(.*?) ?<(.*)> (-?\d+) [+-]\d{4}$/.exec(line);
  return { name: match?.[1] ?? '', email: match?.[2] ?? '', date: new Date(Number(match?.[3] ?? 0) * 1000) };
}
