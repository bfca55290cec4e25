import { decodeMemory, Recollection } from '@sluice/memory';
import type { Admission, Policy } from '@sluice/model';
import type { Clock, Git, Progress, Remote } from '@sluice/ports';

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

/** The memory that all jobs of a run go by, as the forge has it now: a damaged one is told of, and none. */
export async function admitMemory(tools: AdmitMemoryTools, policy: Policy): Promise<Admission['memory']> {
  const { git, remote, clock, progress } = tools;
  if (policy.memory !== 'branch') return null;
  const tip = (await remote.branches()).find(({ name }) => name === MEMORY_BRANCH.ref);
  if (!tip) return null;
  await remote.fetch([tip]);
  const [entry] = await git.entries(await git.treeOf(tip.oid), [MEMORY_BRANCH.path]);
  const [blob] = entry ? await git.blobs([entry.oid]) : [];
  const memory = { text: blob?.toString('utf8') ?? '', at: Math.floor(clock.now()) };
  const reading = decodeMemory(memory.text, memory.at);
  if (reading.kind === 'read') return memory;
  const message = `The memory on sluice/state cannot be read, since ${reading.why}: starting with none.`;
  progress({ stage: 'memory', message });
  return null;
}

/**
 * What the memory of an admission recalls; the same in every job. Others may write that branch: of what they wrote, only
 * answers count that are made of lines of the conflict itself.
 */
export function recollectionOf({ memory }: Admission): Recollection | undefined {
  const reading = memory && decodeMemory(memory.text, memory.at);
  return reading?.kind === 'read' ? new Recollection(reading.memory, 'shared') : undefined;
}
