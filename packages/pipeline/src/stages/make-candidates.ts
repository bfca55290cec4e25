import type { OpenSymbols } from '../symbols/symbol-files.ts';
import { fileMergeDocument, type Admission, type Candidates, type Policy } from '@sluice/model';
import type { Clock, Git, Progress } from '@sluice/ports';
import type { LoadFileMerger } from '../file-merger.ts';
import { generateCandidates } from '../generate-candidates.ts';
import { recollectionOf } from '../memory/admitted-memory.ts';
import { MergeSequence } from '../merge-sequence.ts';
import { openClusters, openWorkshop } from '../propose-landing.ts';
import { surveyBranches } from '../survey-branches.ts';
import { entrantsOf } from './entrants.ts';

export interface StageTools {
  readonly git: Git;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly policy: Policy;
  readonly loadMerger: LoadFileMerger;
  readonly openSymbols?: OpenSymbols | undefined;
}

/** Candidates for the clusters of one slot (counted from 1), from the objects that the admission names. */
export async function makeCandidates(
  tools: StageTools,
  admission: Admission,
  slot: number,
): Promise<Candidates> {
  const { policy, progress } = tools;
  const wanted = new Set(admission.slots[slot - 1]);
  const survey = await surveyBranches(tools, {}, entrantsOf(admission));
  const clusters = openClusters(survey, new Set()).filter(({ id }) => wanted.has(id));
  const sequence = await MergeSequence.openFor({ ...tools, recollection: recollectionOf(admission) }, survey);
  try {
    const workshop = openWorkshop(survey, sequence, policy);
    const lanes: Candidates['lanes'] = [];
    for (const [i, cluster] of clusters.entries()) {
      const made = await generateCandidates(cluster, workshop);
      progress({
        stage: 'candidates',
        message: `${cluster.id}: ${made.length} candidates`,
        done: i + 1,
        total: clusters.length,
      });
      lanes.push({
        branches: [...cluster.branches],
        lands: [...cluster.lands],
        contested: [...cluster.contested],
        candidates: made.map(({ candidate }) => ({
          ...candidate,
          steps: candidate.steps.map((step) => ({
            ...step,
            dropped: [...step.dropped],
            files: step.files.map(fileMergeDocument),
          })),
        })),
      });
    }
    return { slot, lanes };
  } finally {
    await sequence.close();
  }
}
