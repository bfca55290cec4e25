/** What became of one branch. See {@link REASONS} for why. */
export const STATUSES = ['landed', 'planned', 'held', 'rejected', 'excluded'] as const;
export type Status = (typeof STATUSES)[number];

/**
 * The closed set of reasons. Each belongs to one kind of outcome (`lands` is `landed` in a checkpoint and `planned`
 * before one is written), and the sentence is what the documentation and the reports say.
 */
export const REASONS = {
  merged: ['lands', 'Merges cleanly and lands as it is.'],
  contained: ['lands', 'All its commits come with another branch that lands.'],
  resolved: ['lands', 'Its conflicts were resolved without dropping anything.'],
  partial: ['held', 'Its uncontested part lands; the rest is deferred and named.'],
  conflict: ['held', 'It conflicts with other branches, and a person must choose.'],
  'joint-conflict': ['held', 'It merges with each other branch alone, but not with all of them together.'],
  'silent-loss': [
    'held',
    'git merges it without a conflict, and something that one side added would be gone; a person must look.',
  ],
  interaction: ['held', 'Validation fails only with it and other branches together.'],
  'base-conflict': ['held', 'It conflicts with what the base has become since it was made.'],
  'protected-path': ['held', 'It changes a protected path; a person must land it.'],
  submodule: ['held', 'It changes a submodule; a person must land it.'],
  'escaping-symlink': ['held', 'It adds a symlink that points, or could point, out of the repository.'],
  'base-red': ['held', 'The base itself fails validation, so nothing can be judged on it.'],
  'supply-chain': ['held', 'What it does to dependencies is not to be trusted; a person must land it.'],
  'too-large': ['held', 'It is larger than the policy lets a branch be.'],
  moved: ['held', 'It was pushed to while the run was on; the next run takes its new head.'],
  'no-manifest': [
    'held',
    'No signed manifest of its head is there: the workflow did not run for it, has not ended, or failed.',
  ],
  'over-limit': ['held', 'The run takes in no more branches; it waits for the next run.'],
  outdated: ['held', 'What it was validated with has moved; the next run merges and validates anew.'],
  'closed-by-person': ['held', 'A person closed the pull request that had exactly this in it.'],
  untrusted: ['rejected', 'Its manifest is not to be believed.'],
  'unsafe-name': ['rejected', 'Its name has characters that other programs could take for code.'],
  'tests-failed': ['rejected', 'Validation fails with it and passes without it.'],
  'tests-missing': [
    'held',
    'Its tests pass, but some that run on the base did not run with it; a person must say whether that is meant.',
  ],
  'built-in-check': ['rejected', 'The built-in check fails: conflict markers or a malformed tree.'],
  'hostile-path': [
    'rejected',
    'It adds a path with control characters, bytes that are not UTF-8, or more of them than file systems take.',
  ],
  'case-collision': ['rejected', 'It adds a path that differs from another one only in letter case.'],
  'unrelated-history': ['rejected', 'It shares no history with the base.'],
  shallow: ['rejected', 'The clone is shallow and lacks the commit where it left the base.'],
  'corrupt-object': ['rejected', 'An object that it needs is missing or damaged.'],
  'up-to-date': ['excluded', 'It is equal to or behind the base.'],
  empty: ['excluded', 'Its commits change nothing against the base.'],
  vetoed: ['excluded', 'It changes a path that the policy vetoes.'],
  gone: ['excluded', 'It was deleted while the run was on.'],
} as const satisfies Record<string, readonly ['lands' | 'held' | 'rejected' | 'excluded', string]>;

export type Reason = keyof typeof REASONS;
export const REASON_NAMES = Object.keys(REASONS) as Reason[];

/** The status that a reason implies; `delivered` tells `landed` (a checkpoint was written) from `planned`. */
export function statusOf(reason: Reason, delivered: boolean): Status {
  const kind = REASONS[reason][0];
  if (kind !== 'lands') return kind;
  return delivered ? 'landed' : 'planned';
}
