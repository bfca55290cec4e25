import { EMPTY_MEMORY, mergeMemories, rememberDecided, type Memory } from '@sluice/memory';
import type { ConflictedPath, Git, HistoryCommit } from '@sluice/ports';
import type { Base } from '../discover.ts';
import { MOST_COMMITS } from './base-history.ts';
import { decisionsOf } from './read-conflict.ts';

/** The newest merges that are looked at in one run. */
const MOST_MERGES = 200;
/** Of these merges together. */
const MOST_FILES = 1_000;

/**
 * What people decided in merges that came to the base since it was looked at last: each merge is done again in
 * memory, and where git is in conflict the commit says how it was decided. From a base that was never looked at nothing
 * is learned but where it is.
 */
export async function learnMerges(git: Git, base: Base, memory: Memory, now: number): Promise<Memory> {
  const last = memory.watched.get(base.ref);
  const watched = new Map([[base.ref, { commit: base.sha, at: now }]]);
  const seen: Memory = { ...EMPTY_MEMORY, watched };
  if (last?.commit === base.sha) return EMPTY_MEMORY;
  if (last === undefined || (await git.unreadable([last.commit])).size > 0) return seen;
  const history = await git.history(last.commit, [base.sha], MOST_COMMITS);
  const merges = history.filter(isOfPerson).slice(0, MOST_MERGES);
  const answers = await git.mergePairs(merges.map(({ parents }) => [parents[0]!, parents[1]!] as const));
  let learned = seen;
  let left = MOST_FILES;
  for (const [i, merge] of merges.entries()) {
    const conflicts = answers[i]!.conflicts.slice(0, left);
    left -= conflicts.length;
    learned = mergeMemories(learned, await learnOne(git, merge, conflicts, now));
  }
  return learned;
}

/** The merges of a checkpoint are our own. */
function isOfPerson({ boundary, parents, message }: HistoryCommit): boolean {
  return !boundary && parents.length === 2 && !/^Sluice-Agent-Head: /m.test(message);
}

async function learnOne(
  git: Git,
  merge: HistoryCommit,
  conflicts: readonly ConflictedPath[],
  now: number,
): Promise<Memory> {
  const finished = await git.entries(
    merge.tree,
    conflicts.map(({ path }) => path),
  );
  let learned = EMPTY_MEMORY;
  for (const [i, { path, base, ours, theirs }] of conflicts.entries()) {
    const version = finished[i];
    if (!version?.mode.startsWith('100')) continue;
    const blobs = { base: base?.oid ?? null, ours: ours?.oid ?? null, theirs: theirs?.oid ?? null };
    const decisions = await decisionsOf(git, path, blobs, version.oid);
    const at = Math.min(merge.committedAt, now);
    learned = rememberDecided(learned, decisions, { source: merge.oid, path, at });
  }
  return learned;
}
