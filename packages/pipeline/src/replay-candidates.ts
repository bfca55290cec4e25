import { Fault, type Candidate, type Candidates, type Cluster, type Oid } from '@sluice/model';
import { itemsOf, type MadeCandidate, type Workshop } from './generate-candidates.ts';

/** What another job made of one cluster. */
export type GivenLane = Candidates['lanes'][number];

/**
 * Makes the candidates again that another job made of exactly this cluster, and demands the trees that it named. null: no
 * such job looked at the cluster as it is now (an offender may have left it).
 */
export async function replayCandidates(
  cluster: Cluster,
  given: readonly GivenLane[],
  workshop: Workshop,
): Promise<MadeCandidate[] | null> {
  const lane = given.find((each) => isOf(each, cluster));
  if (!lane) return null;
  const made: MadeCandidate[] = [];
  for (const { id: _id, ...rest } of lane.candidates) {
    const id = `${cluster.id}.${made.length + 1}`;
    const candidate: Candidate = { ...rest, id, cluster: cluster.id };
    made.push(await replay(candidate, cluster, workshop));
  }
  return made;
}

async function replay(candidate: Candidate, cluster: Cluster, workshop: Workshop): Promise<MadeCandidate> {
  const { strategy } = candidate;
  // What a model wrote is no merge that could be made again.
  if (strategy === 'synthesised') throw differs(candidate.id, candidate.tree);
  const lands = new Set(cluster.lands);
  const items = candidate.steps.flatMap(({ branch }) =>
    itemsOf(cluster, [branch], workshop, lands.has(branch) ? 'independent-set' : strategy),
  );
  const merged = await workshop.sequence.merge(items);
  if (merged.kind === 'conflict' || merged.tip.tree !== candidate.tree)
    throw differs(candidate.id, candidate.tree);
  return { candidate, items: merged.items };
}

function isOf({ branches, lands, contested }: GivenLane, cluster: Cluster): boolean {
  return (
    branches.join('\0') === cluster.branches.join('\0') &&
    lands.join('\0') === cluster.lands.join('\0') &&
    contested.join('\0') === cluster.contested.join('\0')
  );
}

function differs(id: string, tree: Oid): Fault {
  return new Fault(
    'TREE_MISMATCH',
    `Candidate ${id} comes to another tree here than the one that it was given as (${tree}).`,
    'Nothing was delivered. Re-run all jobs; if it stays, the artifacts of this run were tampered with.',
  );
}
