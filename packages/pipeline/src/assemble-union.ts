import { landingOrder } from '@sluice/cluster';
import type { Contention } from './contend.ts';
import { showPath, type BranchName, type GitPath, type Strategy } from '@sluice/model';
import { itemsOf, type Lane, type Workshop } from './generate-candidates.ts';
import { nameOf, type LandingItem } from './landing-item.ts';
import { outcome, type Outcome } from './outcome.ts';

export interface Union {
  /** Everything that lands together, in the one order that is validated and delivered. */
  readonly items: readonly LandingItem[];
  /** What does not merge with the rest in any order that was tried. */
  readonly outcomes: readonly Outcome[];
}

/** Strategies whose answers may land by themselves. */
const LANDING: ReadonlySet<Strategy> = new Set(['independent-set', 'by-meaning', 'minimal']);

/** Other orders that are tried when the computed one conflicts. */
const ORDERS_TRIED = 8;

/** All lanes on one base: the landing sets, then what was resolved onto them. */
export async function assembleUnion(
  lanes: readonly Lane[],
  { contenders, graph }: Contention,
  workshop: Workshop,
): Promise<Union> {
  const rank = new Map(landingOrder(contenders, graph.precedence).map(({ name }, i) => [name, i]));
  const wanted = lanes.flatMap((lane) => chosenItems(lane, workshop));
  const resolved = (item: LandingItem): number => (item.strategy === 'independent-set' ? 0 : 1);
  let order = wanted.sort((a, b) => resolved(a) - resolved(b) || rank.get(nameOf(a))! - rank.get(nameOf(b))!);
  const outcomes: Outcome[] = [];
  for (let tried = 0; ;) {
    const merged = await workshop.sequence.merge(order);
    if (merged.kind === 'merged') return { items: order, outcomes };
    const { at, paths, loss } = merged;
    // What is lost in one order is lost in the other.
    const other = loss === null && tried < ORDERS_TRIED ? otherOrder(order, at, paths) : null;
    if (other) {
      tried += 1;
      order = other;
    } else {
      order = order.filter((item) => item !== at);
      const where = paths.slice(0, 3).map(showPath).join(', ');
      outcomes.push(
        loss === null
          ? outcome(nameOf(at), 'joint-conflict', `It conflicts with the others together in ${where}.`)
          : outcome(nameOf(at), 'silent-loss', loss),
      );
    }
  }
}

/** The branch before the first that shares a conflicting path; or before all, where a rename leaves no shared path. */
function otherOrder(
  order: readonly LandingItem[],
  at: LandingItem,
  paths: readonly GitPath[],
): LandingItem[] | null {
  const place = order.indexOf(at);
  const shared = order.findIndex((item) => item.changes.some(({ path }) => paths.includes(path)));
  const first = shared >= 0 && shared < place ? shared : 0;
  if (at.strategy !== 'independent-set' || place === 0) return null;
  return [...order.slice(0, first), at, ...order.slice(first).filter((item) => item !== at)];
}

/** The landing set, and of the other candidates what loses nothing, or what the policy lets land in part. */
function chosenItems({ cluster, candidates }: Lane, workshop: Workshop): LandingItem[] {
  const { mustDecide, policy } = workshop;
  const lands = itemsOf(cluster, cluster.lands, workshop, 'independent-set');
  const chosen = new Map<BranchName, LandingItem>(lands.map((item) => [nameOf(item), item]));
  for (const { candidate, items } of candidates) {
    if (!LANDING.has(candidate.strategy)) continue;
    for (const { item, dropped } of items) {
      const name = nameOf(item);
      if (chosen.has(name) || (dropped.length > 0 && !policy.landPartial)) continue;
      if ([...chosen.keys()].some((other) => mustDecide(name, other))) continue;
      // Together with other clusters a merge may have to drop what it could keep alone.
      chosen.set(name, { ...item, whole: !policy.landPartial });
    }
  }
  return [...chosen.values()];
}
