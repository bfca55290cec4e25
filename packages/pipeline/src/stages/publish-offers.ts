import type { CheckpointVerdict, Oid } from '@sluice/model';
import { outdatedOffers } from './offer-branch.ts';
import type { PublishTools } from './publish-delivery.ts';
import type { Offer } from './remake-offers.ts';

/**
 * Pushes offers, each as a branch of its own that nothing builds on, and takes away those of heads that are not there any
 * more. Somebody else who wrote to such a branch is left alone.
 */
export async function publishOffers(
  { git, remote, gate }: Pick<PublishTools, 'git' | 'remote' | 'gate'>,
  offers: readonly Offer[],
  refs: ReadonlyMap<string, Oid>,
): Promise<void> {
  for (const { branch, commit, known } of offers) {
    const ref = `refs/heads/${branch}`;
    const from = refs.get(ref) ?? null;
    if (from === commit) continue;
    await git.publish([commit], known);
    await gate.pass();
    await remote.push({ ref, from, to: commit });
  }
  for (const ref of outdatedOffers(refs)) {
    await gate.pass();
    await remote.push({ ref, from: refs.get(ref)!, to: null });
  }
}

/** The same verdict, which says where each offer is. */
export function withOffers(verdict: CheckpointVerdict, offers: readonly Offer[]): CheckpointVerdict {
  const { model } = verdict.result;
  if (model === null || offers.length === 0) return verdict;
  const at = new Map(offers.map(({ candidate, branch }) => [candidate, branch]));
  const resolutions = model.resolutions.map((each) => ({ ...each, ref: at.get(each.candidate) ?? '' }));
  return { ...verdict, result: { ...verdict.result, model: { ...model, resolutions } } };
}
