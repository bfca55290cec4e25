import { silentConflicts } from '@sluice/cluster';
import type { BranchName, Cluster, Policy } from '@sluice/model';
import type { Progress } from '@sluice/ports';
import { assembleUnion, type Union } from './assemble-union.ts';
import { clustersWithout } from './contend.ts';
import { generateCandidates, type Lane, type Workshop } from './generate-candidates.ts';
import type { MergeSequence } from './merge-sequence.ts';
import { replayCandidates, type GivenLane } from './replay-candidates.ts';
import type { Survey } from './survey-branches.ts';

/** What could land now: every cluster with its candidates, and the union of all lanes. */
export interface Proposal {
  readonly lanes: readonly Lane[];
  readonly union: Union;
}

export interface Circumstances {
  readonly sequence: MergeSequence;
  readonly policy: Policy;
  /** Branches that were tried and do not land. */
  readonly out: ReadonlySet<BranchName>;
  /** Candidates that another job made. */
  readonly given?: readonly GivenLane[];
  readonly progress: Progress;
}

/** Clusters without the branches of `out`, candidates for each, and all lanes merged in one order. */
export async function proposeLanding(
  survey: Survey,
  { sequence, policy, out, given = [], progress }: Circumstances,
): Promise<Proposal> {
  const clusters = openClusters(survey, out);
  const contested = clusters.filter(({ branches }) => branches.length > 1).length;
  progress({ stage: 'cluster', message: `${clusters.length} clusters, ${contested} of them contested` });
  const workshop = openWorkshop(survey, sequence, policy);
  const lanes: Lane[] = [];
  for (const cluster of clusters) {
    const made = await replayCandidates(cluster, given, workshop);
    lanes.push({ cluster, candidates: made ?? (await generateCandidates(cluster, workshop)) });
  }
  const union = await assembleUnion(lanes, survey.contention, workshop);
  const number = lanes.reduce((sum, { candidates }) => sum + candidates.length, 0);
  progress({
    stage: 'candidates',
    message: `${number} candidates; ${union.items.length} branches merge together`,
  });
  return { lanes, union };
}

/** The clusters of a survey; who is held or in `out` is in them, but contests no place. */
export function openClusters({ contention, held }: Survey, out: ReadonlySet<BranchName>): Cluster[] {
  const barred = new Set([...held, ...out]);
  return clustersWithout(contention, out).map((cluster) => ({
    ...cluster,
    contested: cluster.contested.filter((name) => !barred.has(name)),
  }));
}

export function openWorkshop(
  { contention, facts }: Survey,
  sequence: MergeSequence,
  policy: Policy,
): Workshop {
  return { facts, sequence, policy, mustDecide: silentConflicts(contention.graph) };
}
