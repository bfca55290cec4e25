import type { BranchName, Oid } from '@sluice/model';

const OFFERS = 'sluice/offers/';
const DIGITS = 12;

/**
 * Name of the branch that a candidate of a model is offered as. It says of which head of which agent branch, so that who
 * sees the name alone knows whether it is outdated.
 */
export function offerBranch(branch: BranchName, strategy: string, head: Oid): BranchName {
  return `${OFFERS}${branch}/${strategy}-${head.slice(0, DIGITS)}`;
}

/** Refs of offers whose agent branch is gone, or is not where it was. */
export function outdatedOffers(refs: ReadonlyMap<string, Oid>): string[] {
  return [...refs.keys()].filter((ref) => {
    const named = /^refs\/heads\/sluice\/offers\/(.+)\/[a-z]+-([0-9a-f]{12})$/.exec(ref);
    return named !== null && refs.get(`refs/heads/${named[1]}`)?.startsWith(named[2]!) !== true;
  });
}
