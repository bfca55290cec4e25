import { policyFault, readPolicy, type EffectivePolicy, type Override } from '@sluice/config';
import { findBase } from '@sluice/pipeline';
import type { Git } from '@sluice/ports';

export const POLICY_FILE = '.sluice.yml';

/**
 * The policy of a run: the file on the base branch, overridden by options. Never the work tree's or an agent branch's
 * file. Where the file names another base, that one's own file counts.
 */
export async function readEffectivePolicy(
  git: Git,
  overrides: readonly Override[],
): Promise<EffectivePolicy> {
  const first = read(null, overrides);
  const policy = await readAt(git, first.policy.base, overrides);
  return policy.policy.base === first.policy.base ? policy : readAt(git, policy.policy.base, overrides);
}

async function readAt(git: Git, base: string, overrides: readonly Override[]): Promise<EffectivePolicy> {
  const refs = new Map((await git.refs()).map(({ name, oid }) => [name, oid]));
  const { sha } = await findBase(git, base, refs);
  return read(await git.fileAt(sha, POLICY_FILE), overrides);
}

function read(file: Buffer | null, overrides: readonly Override[]): EffectivePolicy {
  const reading = readPolicy(file, overrides);
  if ('effective' in reading) return reading.effective;
  throw policyFault(reading.problems, POLICY_FILE);
}
