import { Fault, type CheckpointVerdict, type Oid } from '@sluice/model';
import type { Progress } from '@sluice/ports';
import { outdatedOffers } from './offer-branch.ts';
import type { PublishTools } from './publish-delivery.ts';
import type { Offer } from './remake-offers.ts';

type OfferHands = Pick<PublishTools, 'git' | 'remote' | 'gate'> & { readonly progress: Progress };

/**
 * Pushes offers, each as a branch of its own that nothing builds on, and takes away those of heads that are not there any
 * more. Gives back those that are there now. Somebody else who wrote to such a branch is left alone, and what cannot be
 * pushed is told: a checkpoint never waits for an offer.
 */
export async function publishOffers(
  tools: OfferHands,
  offers: readonly Offer[],
  refs: ReadonlyMap<string, Oid>,
): Promise<readonly Offer[]> {
  const there: Offer[] = [];
  for (const offer of offers) {
    const ref = `refs/heads/${offer.branch}`;
    const from = refs.get(ref) ?? null;
    if (from === offer.commit || (await push(tools, { ref, from, offer }))) there.push(offer);
  }
  for (const ref of outdatedOffers(refs)) await push(tools, { ref, from: refs.get(ref)!, offer: null });
  return there;
}

async function push(
  { git, remote, gate, progress }: OfferHands,
  { ref, from, offer }: { ref: string; from: Oid | null; offer: Offer | null },
): Promise<boolean> {
  try {
    if (offer) await git.publish([offer.commit], offer.known);
    await gate.pass();
    return (await remote.push({ ref, from, to: offer?.commit ?? null })) === 'done';
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'STOPPED') throw error;
    progress({ stage: 'deliver', message: `${ref} is not written: ${error.message}` });
    return false;
  }
}

/** The same verdict, which says where each offer is. */
export function withOffers(verdict: CheckpointVerdict, offers: readonly Offer[]): CheckpointVerdict {
  const { model } = verdict.result;
  if (model === null) return verdict;
  const at = new Map(offers.map(({ candidate, branch }) => [candidate, branch]));
  const resolutions = model.resolutions.map((each) => ({ ...each, ref: at.get(each.candidate) ?? '' }));
  return { ...verdict, result: { ...verdict.result, model: { ...model, resolutions } } };
}
