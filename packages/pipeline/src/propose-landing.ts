import { silentConflicts } from '@sluice/cluster';
import type { BranchName, Policy } from '@sluice/model';
import type { Progress } from '@sluice/ports';
import { assembleUnion, type Union } from './assemble-union.ts';
import { clustersWithout } from './contend.ts';
import { generateCandidates, type Lane } from './generate-candidates.ts';
import type { MergeSequence } from './merge-sequence.ts';
import type { Survey } from './survey-branches.ts';

/** What could land now: every cluster with its candidates, and the union of all lanes. */
export interface Proposal {
  readonly lanes: readonly Lane[];
  readonly union: Union;
}

interface Circumstances {
  readonly sequence: MergeSequence;
  readonly policy: Policy;
  /** Branches that were tried and do not land. */
  readonly out: ReadonlySet<BranchName>;
  readonly progress: Progress;
}

/** Clusters without the branches of `out`, candidates for each, and all lanes merged in one order. */
export async function proposeLanding(
  survey: Survey,
  { sequence, policy, out, progress }: Circumstances,
): Promise<Proposal> {
  const { contention, facts, held } = survey;
  const clusters = clustersWithout(contention, out);
  const barred = new Set([...held, ...out]);
  const contested = clusters.filter(({ branches }) => branches.length > 1).length;
  progress({ stage: 'cluster', message: `${clusters.length} clusters, ${contested} of them contested` });
  const workshop = { facts, sequence, policy, mustDecide: silentConflicts(contention.graph) };
  const lanes: Lane[] = [];
  for (const cluster of clusters) {
    const open = { ...cluster, contested: cluster.contested.filter((name) => !barred.has(name)) };
    lanes.push({ cluster: open, candidates: await generateCandidates(open, workshop) });
  }
  const union = await assembleUnion(lanes, contention.contenders, workshop);
  const number = lanes.reduce((sum, { candidates }) => sum + candidates.length, 0);
  progress({
    stage: 'candidates',
    message: `${number} candidates; ${union.items.length} branches merge together`,
  });
  return { lanes, union };
}
