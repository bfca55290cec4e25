import type { BranchName, Cluster, Edge } from '@sluice/model';
import type { ChangeGraph } from './change-graph.ts';
import type { ConflictRows } from './conflict-rows.ts';
import type { Contender } from './contender.ts';
import { landingOrder } from './landing-order.ts';
import { landingSet } from './landing-set.ts';

/** Components of the change graph, each with the largest set of its branches that merge together. */
export function clusterBranches(graph: ChangeGraph, contenders: readonly Contender[]): Cluster[] {
  const order = landingOrder(contenders, graph.precedence);
  const rank = new Map(order.map(({ name }, i) => [name, i]));
  const weight = (i: number): number => order.length - rank.get(graph.names[i]!)!;
  const everyone = graph.names.map((_, i) => i);
  const tied = graph.rows.componentsAmong(everyone);
  const inOne = new Set(tied.flat());
  const components = [...tied, ...everyone.filter((i) => !inOne.has(i)).map((i) => [i])];
  const sorted = components
    .map((members) => ({ members, first: members.map((i) => graph.names[i]!).sort()[0]! }))
    .sort((a, b) => b.members.length - a.members.length || (a.first < b.first ? -1 : 1));
  const componentOf = new Map(
    sorted.flatMap(({ members }, c) => members.map((i) => [graph.names[i]!, c] as const)),
  );
  const edgesOf = edgesByComponent(graph.edges, componentOf);
  const rows = withStacks(graph, contenders);
  return sorted.map(({ members }, i) => {
    const free = members.filter((member) => contenders[member]!.landable);
    const landing = new Set(landingSet(free, rows, weight));
    const names = (chosen: readonly number[]): BranchName[] =>
      chosen.map((member) => graph.names[member]!).sort((a, b) => rank.get(a)! - rank.get(b)!);
    return {
      id: `c${i + 1}`,
      branches: names(members),
      edges: edgesOf.get(i) ?? [],
      lands: names(members.filter((member) => landing.has(member))),
      contested: names(members.filter((member) => !landing.has(member))),
    };
  });
}

/**
 * A branch that contains another conflicts with whatever that one conflicts with, since it brings its commits along: even
 * where it took them back and would merge, landing it would end a branch that is held.
 */
function withStacks(graph: ChangeGraph, contenders: readonly Contender[]): ConflictRows {
  if (contenders.every(({ contains }) => contains.size === 0)) return graph.rows;
  const rows = graph.rows.clone();
  const index = new Map(graph.names.map((name, i) => [name, i]));
  contenders.forEach(({ contains }, above) => {
    for (const name of contains) {
      const below = index.get(name);
      for (const other of below === undefined ? [] : graph.rows.row(below)) {
        if (other !== above && !contains.has(graph.names[other]!)) rows.set(above, other, true);
      }
    }
  });
  return rows;
}

/** Every edge lies inside one component: it is filed under the component of its first branch. */
function edgesByComponent(
  edges: readonly Edge[],
  componentOf: ReadonlyMap<BranchName, number>,
): Map<number, Edge[]> {
  const filed = new Map<number, Edge[]>();
  for (const edge of edges) {
    const component = componentOf.get(edge.among[0]!)!;
    const list = filed.get(component);
    if (list) list.push(edge);
    else filed.set(component, [edge]);
  }
  return filed;
}
