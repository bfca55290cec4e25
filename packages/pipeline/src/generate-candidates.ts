import { candidateBudget, type ContestedStrategy } from '@sluice/merge';
import type { BranchName, Candidate, Cluster, Manifest, PathChange, Policy, Strategy } from '@sluice/model';
import { nameOf, type LandingItem, type MergedItem } from './landing-item.ts';
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

// In this order: what loses nothing first, then what defers, then what decides for one side.
const LADDER: readonly { readonly strategy: Strategy; readonly contested: ContestedStrategy }[] = [
  { strategy: 'by-meaning', contested: 'by-meaning' },
  { strategy: 'minimal', contested: 'minimal' },
  { strategy: 'one-agent-primary', contested: 'one-agent-primary' },
  { strategy: 'one-agent-primary', contested: 'other-primary' },
];

/** What a landing item of this cluster is made of. */
export function itemsOf(
  cluster: Cluster,
  facts: ReadonlyMap<BranchName, BranchFacts>,
  names: readonly BranchName[],
  strategy: LandingItem['strategy'],
): LandingItem[] {
  return names.map((name) => ({ ...facts.get(name)!, cluster: cluster.id, strategy }));
}

/** Proposed merged trees of one cluster on the base alone, within the budget, each tree once. */
export async function generateCandidates(
  cluster: Cluster,
  facts: ReadonlyMap<BranchName, BranchFacts>,
  sequence: MergeSequence,
  policy: Policy,
): Promise<MadeCandidate[]> {
  const budget = candidateBudget(cluster.branches.length, policy.candidateBudget);
  const lands = itemsOf(cluster, facts, cluster.lands, 'independent-set');
  const made: MadeCandidate[] = [];
  const trees = new Set<string>([sequence.base.tree]);
  const add = (strategy: Strategy, items: readonly MergedItem[]): void => {
    const tree = items.at(-1)?.tip.tree;
    if (tree === undefined || trees.has(tree) || made.length >= budget) return;
    trees.add(tree);
    made.push({
      candidate: candidateOf(cluster, `${cluster.id}.${made.length + 1}`, { strategy, items }),
      items,
    });
  };
  const first = await mergeWhatGoes(sequence, [], lands);
  add('independent-set', first);
  for (const { strategy, contested } of cluster.contested.length > 0 ? LADDER : []) {
    if (made.length >= budget) break;
    add(
      strategy,
      await mergeWhatGoes(sequence, lands, itemsOf(cluster, facts, cluster.contested, contested)),
    );
  }
  return made;
}

/** The items one by one on top of the others; one that the strategy has no answer for is left out. */
async function mergeWhatGoes(
  sequence: MergeSequence,
  before: readonly LandingItem[],
  items: readonly LandingItem[],
): Promise<readonly MergedItem[]> {
  const chosen = [...before];
  let merged: readonly MergedItem[] = [];
  for (const item of items) {
    const tried = await sequence.merge([...chosen, item]);
    if (tried.kind === 'conflict') continue;
    chosen.push(item);
    merged = tried.items;
  }
  return merged;
}

function candidateOf(
  cluster: Cluster,
  id: string,
  { strategy, items }: { strategy: Strategy; items: readonly MergedItem[] },
): Candidate {
  return {
    id,
    cluster: cluster.id,
    strategy,
    tree: items.at(-1)!.tip.tree,
    steps: items.map((merged) => ({
      branch: nameOf(merged.item),
      head: merged.item.manifest.head,
      tree: merged.tip.tree,
      files: merged.files,
      dropped: merged.dropped,
    })),
    complete: items.every(({ dropped }) => dropped.length === 0),
  };
}
