import type { BranchName } from '@sluice/model';
import type { Outcome } from './outcome.ts';
import { proposeLanding, type Circumstances, type Proposal } from './propose-landing.ts';
import type { Survey } from './survey-branches.ts';

/**
 * What lands without losing anything. Who would lose something without a word is added to `out`, and whoever it kept from
 * a place gets another chance.
 */
export async function proposeSound(
  survey: Survey,
  { out, ...circumstances }: Omit<Circumstances, 'out'> & { readonly out: Map<BranchName, Outcome> },
): Promise<Proposal> {
  for (;;) {
    const proposal = await proposeLanding(survey, { ...circumstances, out: new Set(out.keys()) });
    const lossy = proposal.union.outcomes.filter(({ reason }) => reason === 'silent-loss');
    if (lossy.length === 0) return proposal;
    for (const found of lossy) out.set(found.branch, found);
  }
}
