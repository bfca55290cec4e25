import { decodeMemory, encodeMemory, mergeMemories, Recollection } from '@sluice/memory';
import type { Admission, Policy } from '@sluice/model';
import type { Clock, Git, Progress, Remote } from '@sluice/ports';
import type { Base } from '../discover.ts';
import { learnFromBase } from './learn-from-base.ts';

/** The branch that keeps the memory of a repository, and the file on it. */
export const MEMORY_BRANCH = {
  ref: 'refs/heads/sluice/state',
  remoteRef: 'refs/remotes/origin/sluice/state',
  path: 'memory.json',
} as const;

interface AdmitMemoryTools {
  readonly git: Git;
  readonly remote: Remote;
  readonly clock: Clock;
  readonly progress: Progress;
}

/**
 * The memory that all jobs of a run go by: as the forge has it now, with what the base says since, so that what people
 * took back is not done again. A damaged one is told of, and none.
 */
export async function admitMemory(
  tools: AdmitMemoryTools,
  base: Base,
  policy: Policy,
): Promise<Admission['memory']> {
  const { git, remote, clock, progress } = tools;
  if (policy.memory !== 'branch') return null;
  const tip = (await remote.branches()).find(({ name }) => name === MEMORY_BRANCH.ref);
  if (!tip) return null;
  await remote.fetch([tip]);
  const [entry] = await git.entries(await git.treeOf(tip.oid), [MEMORY_BRANCH.path]);
  const [blob] = entry ? await git.blobs([entry.oid]) : [];
  const at = Math.floor(clock.now());
  const warn = (message: string): void => progress({ stage: 'memory', message });
  const reading = decodeMemory(blob?.toString('utf8') ?? '', at);
  if (reading.kind === 'damaged') {
    warn(`The memory on sluice/state cannot be read, since ${reading.why}: starting with none.`);
    return null;
  }
  const learned = await learnFromBase({ git, base, now: at, warn }, reading.memory);
  return { text: encodeMemory(mergeMemories(reading.memory, learned)), at };
}

/**
 * What the memory of an admission recalls; the same in every job. Others may write that branch: of what they wrote, only
 * answers count that are made of lines of the conflict itself.
 */
export function recollectionOf({ memory }: Admission): Recollection | undefined {
  const reading = memory && decodeMemory(memory.text, memory.at);
  return reading?.kind === 'read' ? new Recollection(reading.memory, 'shared') : undefined;
}
