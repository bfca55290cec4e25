import { orderStrategies, rankCandidates } from '@sluice/memory';
import { candidateBudget, type ContestedStrategy } from '@sluice/merge';
import type { BranchName, Candidate, Cluster, Manifest, PathChange, Policy, Strategy } from '@sluice/model';
import { nameOf, type LandingItem, type MergedItem, stepOf } from './landing-item.ts';
import type { MergeSequence } from './merge-sequence.ts';

export interface BranchFacts {
  readonly manifest: Manifest;
  readonly changes: readonly PathChange[];
}

/** A candidate with the commits it is made of. */
export interface MadeCandidate {
  readonly candidate: Candidate;
  readonly items: readonly MergedItem[];
}

/** One cluster and what was made of it. */
export interface Lane {
  readonly cluster: Cluster;
  readonly candidates: readonly MadeCandidate[];
}

// In this order until people are known to prefer another: what is sound first, then what is likely, then what defers,
// then what decides for one side.
const LADDER: readonly ContestedStrategy[] = ['by-meaning', 'likely', 'minimal', 'one-agent-primary'];

/** Nobody looks through more conflicts than these at once. */
const DECIDABLE = 40;
const FOR_PEOPLE: ReadonlySet<Strategy> = new Set(['likely', 'one-agent-primary']);

/** What candidates are made of and with. */
export interface Workshop {
  readonly facts: ReadonlyMap<BranchName, BranchFacts>;
  readonly sequence: MergeSequence;
  readonly policy: Policy;
  /** Pairs that git merges without a word and a person must decide nevertheless. */
  readonly mustDecide: (a: BranchName, b: BranchName) => boolean;
}

/** Landing items of one cluster. */
export function itemsOf(
  cluster: Cluster,
  names: readonly BranchName[],
  { facts }: Workshop,
  strategy: LandingItem['strategy'],
): LandingItem[] {
  return names.map((name) => ({ ...facts.get(name)!, cluster: cluster.id, strategy, whole: false }));
}

/**
 * Proposed merged trees of one cluster on the base alone, within the budget, each tree once; but one that brings more
 * branches whole is another candidate, even where they change nothing more (a deletion that was there before).
 */
export async function generateCandidates(cluster: Cluster, workshop: Workshop): Promise<MadeCandidate[]> {
  const { sequence, policy } = workshop;
  const budget = candidateBudget(cluster.branches.length, policy.candidateBudget);
  const made: Draft[] = [];
  const known = new Set<string>([sequence.base.tree]);
  const add = (strategy: Strategy, items: readonly MergedItem[]): void => {
    const tree = items.at(-1)?.tip.tree;
    if (tree === undefined || made.length >= budget) return;
    const all = `${tree} ${items.map(({ item }) => nameOf(item)).join(' ')}`;
    if (known.has(items.some(leavesOut) ? tree : all)) return;
    known.add(tree).add(all);
    made.push({ strategy, items });
  };
  const first = await mergeWhatGoes(
    [],
    itemsOf(cluster, cluster.lands, workshop, 'independent-set'),
    workshop,
  );
  add('independent-set', first);
  const below = first.map(({ item }) => item);
  const fares = (strategy: Strategy) => sequence.recollection?.fared(strategy);
  const ladder = orderStrategies(LADDER, fares);
  for (const strategy of cluster.contested.length > 0 ? ladder : []) {
    if (made.length >= budget) break;
    if (FOR_PEOPLE.has(strategy) && cluster.contested.length > DECIDABLE) continue;
    const contested = itemsOf(cluster, cluster.contested, workshop, strategy);
    add(strategy, await mergeWhatGoes(below, contested, workshop));
  }
  return inOrder(cluster, made, ladder.some(fares));
}

/** What has to be made again is not left out: that tree without it is what a person goes on from. */
function leavesOut({ dropped, files }: MergedItem): boolean {
  return dropped.length > 0 && !files.some(({ method }) => method === 'taken-out');
}

interface Draft {
  readonly strategy: Strategy;
  readonly items: readonly MergedItem[];
}

/** The landing set stays first; of the others by their looks, unless it is known what people take. */
function inOrder(cluster: Cluster, drafts: readonly Draft[], isKnown: boolean): MadeCandidate[] {
  const looks = drafts.map((draft) => ({
    draft,
    candidate: candidateOf(cluster, '', draft),
    paths: draft.items.flatMap(({ item }) => item.changes.map(({ path }) => path)),
  }));
  const [first, ...others] = looks;
  const order = [...(first ? [first] : []), ...(isKnown ? others : rankCandidates(others))];
  return order.map(({ draft, candidate }, i) => ({
    candidate: { ...candidate, id: `${cluster.id}.${i + 1}` },
    items: draft.items,
  }));
}

/** The items one by one on top of the others; one that the strategy has no answer for is left out. */
async function mergeWhatGoes(
  below: readonly LandingItem[],
  items: readonly LandingItem[],
  { sequence, mustDecide }: Workshop,
): Promise<readonly MergedItem[]> {
  const chosen = [...below];
  let merged: readonly MergedItem[] = [];
  for (const item of items) {
    if (chosen.some((other) => mustDecide(nameOf(item), nameOf(other)))) continue;
    const tried = await sequence.merge([...chosen, item]);
    if (tried.kind === 'conflict') continue;
    chosen.push(item);
    merged = tried.items;
  }
  return merged;
}

function candidateOf(cluster: Cluster, id: string, { strategy, items }: Draft): Candidate {
  return {
    id,
    cluster: cluster.id,
    strategy,
    tree: items.at(-1)!.tip.tree,
    steps: items.map(stepOf),
    complete: strategy !== 'likely' && items.every(({ dropped }) => dropped.length === 0),
  };
}
