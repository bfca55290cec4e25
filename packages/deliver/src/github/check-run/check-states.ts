import { REASONS, type BranchResult, type Reason } from '@sluice/model';

/** Names under which check runs appear. `checkpoint` is the one that the ruleset of the base branch requires. */
export const CHECK_NAMES = { branch: 'Sluice report', checkpoint: 'Sluice' } as const;

/** The closed set of what a check of an agent branch says, with its title. */
export const CHECK_WORDS = {
  delivered: 'In a checkpoint',
  ready: 'Fit to land',
  partial: 'In a checkpoint in part',
  held: 'Held',
  rejected: 'Rejected',
  waiting: 'Waiting',
  excluded: 'Left out',
} as const;
export type CheckWord = keyof typeof CHECK_WORDS;

/** The closed set of why Sluice is done with the branch for now: who moves next. */
export const EXIT_REASONS = {
  'in-checkpoint': 'The reviewer of the checkpoint moves next.',
  'no-checkpoint': 'It would land, but no checkpoint was delivered: the next run moves.',
  'needs-choice': 'A person chooses between branches.',
  'needs-maintainer': 'A maintainer lands it by hand, or not.',
  'needs-author': 'Whoever wrote the branch repairs it and pushes.',
  'needs-base': 'Somebody repairs the base branch.',
  'next-run': 'The next run takes it up by itself.',
  'nothing-left': 'Nobody has to do anything.',
} as const;
export type ExitReason = keyof typeof EXIT_REASONS;

/** `neutral` blocks nobody; `action_required` waits for a person; `failure` is a fault of the branch. */
export interface CheckState {
  readonly conclusion: 'success' | 'neutral' | 'failure' | 'action_required';
  readonly word: CheckWord;
  readonly exit: ExitReason;
}

function state(conclusion: CheckState['conclusion'], word: CheckWord, exit: ExitReason): CheckState {
  return { conclusion, word, exit };
}

const DELIVERED = state('success', 'delivered', 'in-checkpoint');
const CHOICE = state('action_required', 'held', 'needs-choice');
const MAINTAINER = state('action_required', 'held', 'needs-maintainer');
const AUTHOR = state('action_required', 'held', 'needs-author');
const REJECTED = state('failure', 'rejected', 'needs-author');
const WAITING = state('neutral', 'waiting', 'next-run');
const NOTHING = state('neutral', 'excluded', 'nothing-left');

/** What the check of a branch says for each reason: total, so that a new reason does not compile until it is in here. */
export const CHECK_STATES: Record<Reason, CheckState> = {
  merged: DELIVERED,
  contained: DELIVERED,
  resolved: DELIVERED,
  partial: state('action_required', 'partial', 'needs-author'),
  conflict: CHOICE,
  'joint-conflict': CHOICE,
  interaction: CHOICE,
  'base-conflict': AUTHOR,
  'silent-loss': CHOICE,
  'protected-path': MAINTAINER,
  submodule: MAINTAINER,
  'escaping-symlink': MAINTAINER,
  'supply-chain': MAINTAINER,
  'tests-missing': MAINTAINER,
  'base-red': state('neutral', 'waiting', 'needs-base'),
  'too-large': AUTHOR,
  moved: WAITING,
  'no-manifest': AUTHOR,
  'over-limit': WAITING,
  outdated: WAITING,
  'closed-by-person': state('neutral', 'held', 'needs-author'),
  untrusted: REJECTED,
  'unsafe-name': REJECTED,
  'tests-failed': REJECTED,
  'built-in-check': REJECTED,
  'hostile-path': REJECTED,
  'case-collision': REJECTED,
  'unrelated-history': REJECTED,
  shallow: REJECTED,
  'corrupt-object': REJECTED,
  'up-to-date': NOTHING,
  empty: NOTHING,
  vetoed: state('neutral', 'excluded', 'needs-author'),
  gone: NOTHING,
};

/** What the check of one branch says; nothing that lands is delivered before there is a checkpoint. */
export function checkStateOf(branch: Pick<BranchResult, 'reason'>, delivered: boolean): CheckState {
  const known = CHECK_STATES[branch.reason];
  if (delivered || REASONS[branch.reason][0] !== 'lands') return known;
  return state('neutral', 'ready', 'no-checkpoint');
}
