// What the local GitHub begins with: the branches of the user's repository, and on its base one commit more that has the
// workflow files. All of it is made in a scratch repository beside; the user's refs, index and files are not touched.
import { dirname } from 'node:path';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { neutralEnvironment } from '@sluice/adapters/git/environment';
import { gitFault, GitProcesses, type GitRun } from '@sluice/adapters/git/git-process';
import { globMatcher } from '@sluice/config';
import { Fault, type Oid, type Signature } from '@sluice/model';
import { planFiles, WORKFLOWS, type PlannedFile } from '../init/plan-files.ts';

/** Always the same, so that the same base and toolkit give the same commit. */
const WHO: Signature = { name: 'Sluice dev', email: 'sluice@localhost', date: '1700000000 +0000' };
const TOOLKIT = 'toolkit/sluice';

export interface SetUp {
  /** The base with the workflow files. */
  readonly commit: Oid;
  readonly files: readonly PlannedFile[];
}

/** The base with the files that `sluice init` would write for the local toolkit, in place of any that are there. */
export async function setUpBase(
  git: LocalGit,
  base: { readonly name: string; readonly commit: Oid },
  toolkit: { readonly commit: string; readonly branches: readonly string[] },
): Promise<SetUp> {
  const read = async (name: string): Promise<string | null> =>
    (await git.fileAt(base.commit, `${WORKFLOWS}/${name}`))?.toString('utf8') ?? null;
  const present = { extract: await read('sluice-manifest.yml'), coordinate: await read('sluice.yml') };
  const { files } = planFiles(
    { toolkit: TOOLKIT, ...toolkit, base: base.name, upgrade: false, force: true },
    present,
  );
  const edits = await Promise.all(
    files.map(async ({ path, text }) => ({
      path,
      version: { mode: '100644', oid: await git.writeBlob(Buffer.from(text)) },
    })),
  );
  const tree = await git.editTree(await git.treeOf(base.commit), edits);
  const commit = await git.writeCommit({
    tree,
    parents: [base.commit],
    author: WHO,
    committer: WHO,
    message: 'Add the workflow files of Sluice for the local GitHub\n',
  });
  return { commit, files };
}

/**
 * An agent's head with the set-up commit merged in, so that its push finds the workflow files; null: they conflict. It says
 * what the head says, by the same author: reports tell a branch by its last commit.
 */
export async function withSetUp(git: LocalGit, head: Oid, setUp: Oid): Promise<Oid | null> {
  if ((await git.mergeBases(head, setUp)).includes(setUp)) return head;
  const [answer] = await git.mergePairs([[head, setUp]]);
  if (!answer?.clean) return null;
  const last = (await git.history(setUp, [head])).find(({ oid }) => oid === head);
  const message = last?.message.trimEnd() ?? 'Nothing new';
  return git.writeCommit({
    tree: answer.tree,
    parents: [head, setUp],
    author: last?.author ?? WHO,
    committer: WHO,
    message: `${message}\n\nThe workflow files of the local GitHub are merged in.\n`,
  });
}

/** Gives branches of the scratch repository: the base, and all local ones that are neither agents' nor checkpoints. */
export async function writeSeed(
  git: LocalGit,
  base: { readonly name: string; readonly commit: Oid },
  branches: readonly string[],
): Promise<string> {
  const isAgents = globMatcher(branches);
  const heads = (await git.refs())
    .filter(({ name }) => name.startsWith('refs/heads/'))
    .map(({ name, oid }) => ({ name: name.slice('refs/heads/'.length), oid }))
    .filter(({ name }) => name !== base.name && !name.startsWith('sluice/') && !isAgents(name));
  const all = [...heads, { name: base.name, oid: base.commit }];
  const input = all.map(({ name, oid }) => `create refs/heads/${name}\0${oid}\0`).join('');
  await inScratch(git, ['update-ref', '--stdin', '-z'], { input });
  return scratchOf(git);
}

/** A git command on the objects of the user and those made here, with no settings of the user's. */
export function tryInScratch(
  git: LocalGit,
  command: readonly string[],
  { input = '', env = {} }: { readonly input?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<GitRun> {
  return new GitProcesses().run(['git', ...command], {
    env: { ...neutralEnvironment(scratchOf(git)), ...env },
    input,
  });
}

/** The same, where it has to succeed. Fault GIT_FAILED. */
export async function inScratch(...asked: Parameters<typeof tryInScratch>): Promise<void> {
  const ran = await tryInScratch(...asked);
  if (ran.code !== 0) throw gitFault(asked[1][0]!, ran);
}

/** Of what GitHub does not take. Fault SHALLOW or OPTION_INVALID. */
export function refuseUnfit(git: LocalGit, commit: Oid): void {
  if (git.shallow.size > 0)
    throw new Fault('SHALLOW', 'The repository is a shallow clone.', 'Run `git fetch --unshallow` first.');
  if (commit.length !== 40)
    throw new Fault(
      'OPTION_INVALID',
      'The repository names objects by SHA-256, which GitHub does not take.',
      'Try `sluice run`, which needs no forge.',
    );
}

/** Trees are written below the scratch repository, which is gone with the session. */
function scratchOf(git: LocalGit): string {
  return dirname(git.workDir);
}
