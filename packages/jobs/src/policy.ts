import { overrideFromYaml, policyFault, readPolicy, type Override } from '@sluice/config';
import { Fault, type Policy } from '@sluice/model';
import { POLICY_FILE, type Base } from '@sluice/pipeline';
import type { Git, Job, Ref, Remote } from '@sluice/ports';

export interface BaseAndPolicy {
  readonly base: Base;
  readonly policy: Policy;
}

/** The input `policy` of every action of the pipeline: YAML over the file on the base branch. */
export function policyOverrides(job: Job): Override[] {
  const text = job.input('policy');
  return text.trim() === '' ? [] : [overrideFromYaml('policy', text)];
}

/**
 * Finds the base on the forge, fetches it, and reads the policy from it. Where nothing names another base, it is the
 * default branch; the file counts that is on that branch, and where it names another base, the file there.
 */
export async function fetchPolicy(
  { remote, git }: { remote: Remote; git: Git },
  overrides: readonly Override[],
  defaultBranch: string,
): Promise<BaseAndPolicy> {
  const refs = await remote.branches();
  const first = await fetchBase(remote, refs, defaultBranch);
  const there = await policyAt(git, first, overrides, defaultBranch);
  if (there.base === defaultBranch) return { base: first, policy: there };
  const base = await fetchBase(remote, refs, there.base);
  return { base, policy: await policyAt(git, base, overrides, there.base) };
}

/** The policy of a base whose objects are there. */
export async function policyAt(
  git: Git,
  base: Base,
  overrides: readonly Override[],
  branch = base.ref.replace(/^refs\/heads\//, ''),
): Promise<Policy> {
  const reading = readPolicy(await git.fileAt(base.sha, POLICY_FILE), overrides);
  if (!('effective' in reading)) throw policyFault(reading.problems, POLICY_FILE);
  const { policy, origins } = reading.effective;
  return origins.base.from === 'default' ? { ...policy, base: branch } : policy;
}

async function fetchBase(remote: Remote, refs: readonly Ref[], branch: string): Promise<Base> {
  const name = `refs/heads/${branch}`;
  const ref = refs.find((each) => each.name === name);
  if (!ref) {
    throw new Fault(
      'BASE_MISSING',
      `The repository has no branch ${JSON.stringify(branch)} to land on.`,
      'Name the branch with `base` in .sluice.yml or in the input `policy`.',
    );
  }
  await remote.fetch([ref]);
  return { ref: name, sha: ref.oid };
}
