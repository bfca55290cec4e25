import {
  REASONS,
  type Candidate,
  type ConflictKind,
  type Method,
  type Reason,
  type RunResult,
  type Status,
  type Strategy,
} from '@sluice/model';

/** The vocabulary that all reports share. Nothing in here is by others. */

export const STATUS_TITLES: Record<Status, string> = {
  landed: 'Landed',
  planned: 'Would land',
  held: 'Held',
  rejected: 'Rejected',
  excluded: 'Excluded',
};

/** What a status asks of the reader. */
export const STATUS_MEANINGS: Record<Status, string> = {
  landed: 'In the checkpoint, whole.',
  planned: 'Fit to land; no checkpoint was written.',
  held: 'Needs a person, or another run.',
  rejected: 'Has a fault of its own, shown below.',
  excluded: 'Nothing to do, or not wanted by the policy.',
};

/** What would get a branch on its way, as one sentence for its author or the maintainer. */
export const UNBLOCK: Record<Reason, string> = {
  merged: 'Nothing is in its way.',
  contained: 'Nothing is in its way: it comes with the branch that contains it.',
  resolved: 'Nothing is in its way; read the resolved files.',
  partial:
    'Merge the base into it once the checkpoint has landed, then push: the deferred part is what is left.',
  conflict: 'Choose a side or combine both by hand on this branch, on top of the checkpoint, and push.',
  'joint-conflict':
    'Land the others first, then merge the base into this branch, solve what is left, and push.',
  'silent-loss':
    'Merge the base, or the branch that is named, into this one, put back what is missing, and push; a maintainer lands it by hand if it is meant to go.',
  'base-conflict': 'Merge the base into this branch, solve the conflict, and push.',
  'protected-path': 'A maintainer reads the change of the protected path and lands it by hand.',
  submodule: 'A maintainer reads the new submodule commit and lands it by hand.',
  'escaping-symlink': 'Point the symlink inside the repository, or let a maintainer land it by hand.',
  'supply-chain':
    'A maintainer reads what it does to manifests and lockfiles and lands it by hand, or its author makes them again with the package manager.',
  'base-red': 'Repair the base first: it fails the same tests without any branch.',
  'too-large': 'Split the branch, or raise the limit in the policy.',
  moved: 'Nothing to do: the next run takes the new head.',
  'no-manifest':
    'See the run of the manifest workflow; a push with the token of a workflow starts none: push with the token of an app or a person.',
  'over-limit': 'Nothing to do: the next run takes it in, or raise the limit in the policy.',
  outdated: 'Nothing to do: the next run merges it with what is there then.',
  'closed-by-person': 'Reopen that pull request, or push something new to the branch.',
  untrusted: 'Push the branch again, so that the manifest workflow signs its new head.',
  'unsafe-name': 'Push it under a name of letters, digits and - _ . / +.',
  'tests-failed': 'Run the command, repair the failure on this branch, and push.',
  'tests-missing':
    'Bring the named tests back on this branch and push, or let a maintainer land it by hand if they are meant to go.',
  interaction:
    'Land the other branches of the failing set first or leave them out; repair this branch on top of them.',
  'built-in-check': 'Remove the conflict markers or repair the tree on this branch, and push.',
  'hostile-path': 'Rename the path to plain UTF-8 without control characters.',
  'case-collision': 'Rename the path so that it differs from the other one by more than letter case.',
  'unrelated-history': 'Make the branch again from the base.',
  shallow: 'Fetch the missing history: git fetch --unshallow.',
  'corrupt-object': 'Fetch or push the branch again; git fsck names what is damaged.',
  'up-to-date': 'Nothing to do; the branch can be deleted.',
  empty: 'Nothing to do; the branch can be deleted.',
  vetoed: 'Take the vetoed path out of the branch, or change the policy on the base.',
  gone: 'Nothing to do; push the branch again if it is still wanted.',
};

export const METHOD_TITLES: Record<Method, string> = {
  git: 'merged by lines',
  whitespace: 'merged but for white space',
  lines: 'lines of both combined',
  tokens: 'merged word by word',
  structured: 'merged by declarations',
  keys: 'merged by key',
  records: 'records of both kept',
  sections: 'merged by section',
  'package-json': 'merged by meaning',
  dependencies: 'merged by meaning',
  regenerated: 'generated again',
  deletion: 'deletion taken',
  remembered: 'decided as before',
  synthesised: 'written by a model',
  'primary-ours': 'first version kept whole',
  deferred: 'deferred',
  'taken-out': 'to be generated again',
};

/** What happened to a contended file, in a word or two. */
export const CONFLICT_TITLES: Record<ConflictKind, string> = {
  none: 'no conflict',
  content: 'both changed',
  'add-add': 'both added',
  'modify-delete': 'changed and deleted',
  'rename-delete': 'renamed and deleted',
  'rename-rename': 'renamed twice',
  'directory-file': 'file and directory',
  'file-location': 'added to a renamed directory',
  type: 'different types',
  binary: 'binary',
};

export const STRATEGY_TITLES: Record<Strategy, string> = {
  'independent-set': 'Largest set that merges as it is',
  'by-meaning': 'Merged by meaning',
  likely: 'As it is most likely meant',
  'one-agent-primary': 'One branch wins each contended file',
  minimal: 'Uncontested changes only',
  synthesised: 'Written by a language model',
};

export function reasonSentence(reason: Reason): string {
  return REASONS[reason][1];
}

/** `1 branch`, `2 branches`. */
export function count(number: number, one: string, many: string): string {
  return `${groupDigits(number)} ${number === 1 ? one : many}`;
}

export function countBranches(number: number): string {
  return count(number, 'branch', 'branches');
}

export function groupDigits(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listSome(names: readonly string[], most: number): string {
  if (names.length > most) return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}

/** `0.04 s`, `3.2 s`, `4 min 05 s`. */
export function duration(seconds: number): string {
  if (seconds < 0.1) return `${seconds.toFixed(2)} s`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${seconds.toFixed(0)} s`;
  const whole = Math.round(seconds);
  return `${groupDigits(Math.floor(whole / 60))} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Whole as they are, but nobody is certain that they are meant so. */
export const WAITING: ReadonlySet<Strategy> = new Set<Strategy>(['synthesised', 'likely']);

/** What can be said of a candidate as a whole. */
export function wholeWords({ complete, files }: RunResult['candidates'][number]): string {
  if (complete) return 'keeps everything';
  // A candidate whose whole paths are deferred tells no files.
  const isWhole = files.length > 0 && files.every(({ dropped }) => dropped.length === 0);
  return isWhole ? 'to be looked at' : 'leaves something out';
}

/** What a candidate of which no file says that it dropped anything leaves out. */
export function unnamedLoss({ complete, strategy }: Pick<Candidate, 'complete' | 'strategy'>): string {
  if (WAITING.has(strategy)) return 'nothing, but it is not certain enough to land by itself';
  return complete ? 'nothing' : 'its contended paths, which stay on their branches';
}
