import { landingOrder, type Contender } from '@sluice/cluster';
import { showPath, type BranchName, type Cluster } from '@sluice/model';
import type { MadeCandidate } from './generate-candidates.ts';
import { nameOf, type LandingItem } from './landing-item.ts';
import type { MergeSequence } from './merge-sequence.ts';
import { outcome, type Outcome } from './outcome.ts';

export interface Union {
  /** Everything that lands together, in the one order that is validated and delivered. */
  readonly items: readonly LandingItem[];
  /** What does not merge with the rest in any order that was tried. */
  readonly outcomes: readonly Outcome[];
}

/** Other orders that are tried when the computed one conflicts. */
const ORDERS_TRIED = 8;

/** All lanes on one base: the landing sets, then what was resolved onto them. */
export async function assembleUnion(
  clusters: readonly { readonly cluster: Cluster; readonly candidates: readonly MadeCandidate[] }[],
  contenders: readonly Contender[],
  { sequence, landPartial }: { sequence: MergeSequence; landPartial: boolean },
): Promise<Union> {
  const rank = new Map(landingOrder(contenders).map(({ name }, i) => [name, i]));
  const wanted = clusters.flatMap(({ candidates }) => chosenItems(candidates, landPartial));
  const resolved = (item: LandingItem): number => (item.strategy === 'independent-set' ? 0 : 1);
  let order = wanted.sort((a, b) => resolved(a) - resolved(b) || rank.get(nameOf(a))! - rank.get(nameOf(b))!);
  const outcomes: Outcome[] = [];
  for (let tried = 0; ;) {
    const merged = await sequence.merge(order);
    if (merged.kind === 'merged') return { items: order, outcomes };
    const { at, paths } = merged;
    const earlier = order.findIndex(
      (item) => item !== at && item.changes.some(({ path }) => paths.includes(path)),
    );
    const place = order.indexOf(at);
    if (tried < ORDERS_TRIED && at.strategy === 'independent-set' && earlier >= 0 && earlier < place) {
      tried += 1;
      order = [...order.slice(0, earlier), at, ...order.slice(earlier).filter((item) => item !== at)];
    } else {
      order = order.filter((item) => item !== at);
      outcomes.push(
        outcome(
          nameOf(at),
          'joint-conflict',
          `It conflicts with the others together in ${paths.slice(0, 3).map(showPath).join(', ')}.`,
        ),
      );
    }
  }
}

/** The landing set, and of the other candidates what loses nothing, or what the policy lets land in part. */
function chosenItems(candidates: readonly MadeCandidate[], landPartial: boolean): LandingItem[] {
  const chosen = new Map<BranchName, LandingItem>();
  for (const { candidate, items } of candidates) {
    if (candidate.strategy === 'one-agent-primary') continue;
    for (const { item, dropped } of items) {
      if (!chosen.has(nameOf(item)) && (dropped.length === 0 || landPartial)) chosen.set(nameOf(item), item);
    }
  }
  return [...chosen.values()];
}
