import { git, tryGit } from './run.ts';

export const ZERO = '0'.repeat(40);
const OID = /^[0-9a-f]{40}$/;

export interface Ref {
  readonly name: string;
  readonly oid: string;
  /** `commit`, `tag` … */
  readonly type: string;
}

/** One wish of a client: `before` null means that the ref must not be there; undefined that it does not matter. */
export interface RefChange {
  readonly name: string;
  readonly before?: string | null;
  /** Null: delete. */
  readonly after: string | null;
}

/** A ref that moved: null stands for absent. */
export interface RefMove {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

export async function listRefs(gitDir: string, prefix = 'refs/'): Promise<readonly Ref[]> {
  const out = await git(gitDir, ['for-each-ref', '--format=%(objectname) %(objecttype) %(refname)']);
  return out
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [oid = '', type = '', ...name] = line.split(' ');
      return { oid, type, name: name.join(' ') };
    })
    .filter((ref) => ref.name.startsWith(prefix));
}

export async function readRef(gitDir: string, name: string): Promise<string | null> {
  const done = await tryGit(gitDir, ['show-ref', '--verify', '--hash', '--', name]);
  return done.status === 0 ? done.stdout.toString().trim() : null;
}

export async function isRefName(gitDir: string, name: string): Promise<boolean> {
  return (await tryGit(gitDir, ['check-ref-format', name])).status === 0;
}

/** Whether the object is there, and of which type. */
export async function objectType(gitDir: string, oid: string): Promise<string | null> {
  if (!OID.test(oid)) return null;
  const done = await tryGit(gitDir, ['cat-file', '-t', oid]);
  return done.status === 0 ? done.stdout.toString().trim() : null;
}

/**
 * The commit that a request means: a full or abbreviated id, a branch, a tag or a ref with or without `refs/`.
 * Nothing else of git's revision syntax is understood, as on GitHub.
 */
export async function resolveCommit(gitDir: string, revision: string): Promise<string | null> {
  if (revision === '' || revision.startsWith('-') || /[\s^~:?*[\\]|\.\.|@\{/.test(revision)) return null;
  const candidates = OID.test(revision)
    ? [revision]
    : [
        `refs/heads/${revision}`,
        `refs/tags/${revision}`,
        `refs/${revision}`,
        revision.startsWith('refs/') ? revision : null,
      ];
  if (/^[0-9a-f]{4,39}$/.test(revision)) candidates.push(revision);
  if (revision === 'HEAD') candidates.unshift('HEAD');
  const wanted = candidates.filter((candidate) => candidate !== null);
  const input = wanted.map((candidate) => `${candidate}^{commit}\n`).join('');
  const out = await git(gitDir, ['cat-file', '--batch-check=%(objectname)'], { input });
  // One line each, in their order: the id, or what was asked for and that it is missing.
  return (
    out
      .toString()
      .split('\n')
      .find((line) => OID.test(line)) ?? null
  );
}

export async function isAncestor(gitDir: string, ancestor: string, descendant: string): Promise<boolean> {
  return (await tryGit(gitDir, ['merge-base', '--is-ancestor', ancestor, descendant])).status === 0;
}

/** Moves all refs or none; false: one of them was not where it should be. */
export async function moveRefs(gitDir: string, moves: readonly RefMove[]): Promise<boolean> {
  const lines = moves.map((move) =>
    move.after === null
      ? `delete ${move.name}\0${move.before ?? ''}\0`
      : `update ${move.name}\0${move.after}\0${move.before ?? ZERO}\0`,
  );
  const input = `start\0${lines.join('')}prepare\0commit\0`;
  return (await tryGit(gitDir, ['update-ref', '--stdin', '-z'], { input })).status === 0;
}
