import { policyFault, readPolicy, type EffectivePolicy, type Override } from '@sluice/config';
import type { Git } from '@sluice/ports';
import { findBase } from './discover.ts';
import type { Target } from './run-pipeline.ts';

export const POLICY_FILE = '.sluice.yml';

/**
 * The policy of a run: the file on the base branch, overridden by options. Never the work tree's or an agent branch's
 * file. Where the file names another base, that one's own file counts.
 */
export async function readEffectivePolicy(
  git: Git,
  overrides: readonly Override[],
): Promise<EffectiveTarget> {
  const { base: wanted } = read(null, overrides).policy;
  const first = await readAt(git, wanted, overrides);
  const named = first.effective.policy.base;
  return named === wanted ? first : readAt(git, named, overrides);
}

/** The same as a run wants it. */
export async function readTarget(git: Git, overrides: readonly Override[]): Promise<Target> {
  const { base, effective } = await readEffectivePolicy(git, overrides);
  return { base, policy: effective.policy };
}

/** The base and its policy, read at one moment. */
export interface EffectiveTarget {
  readonly base: Target['base'];
  readonly effective: EffectivePolicy;
}

async function readAt(git: Git, wanted: string, overrides: readonly Override[]): Promise<EffectiveTarget> {
  const refs = new Map((await git.refs()).map(({ name, oid }) => [name, oid]));
  const base = await findBase(git, wanted, refs);
  return { base, effective: read(await git.fileAt(base.sha, POLICY_FILE), overrides) };
}

function read(file: Buffer | null, overrides: readonly Override[]): EffectivePolicy {
  const reading = readPolicy(file, overrides);
  if ('effective' in reading) return reading.effective;
  throw policyFault(reading.problems, POLICY_FILE);
}
