import { openRepository } from '@sluice/adapters/git/open-repository';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { DEFAULT_POLICY } from '@sluice/config';
import type { Cluster } from '@sluice/model';
import { surveyBranches, type Survey } from '@sluice/pipeline';
import { clustersWithout } from '../../../packages/pipeline/src/contend.ts';

export interface Surveyed {
  readonly seconds: number;
  readonly processes: number;
  readonly survey: Survey;
  readonly clusters: readonly Cluster[];
}

/** What a survey can do without. */
export type MoreTools = Pick<Parameters<typeof surveyBranches>[0], 'openSymbols' | 'store'>;

/** Opens the repository, finds the branches, derives manifests, draws the graph, and computes clusters with landing sets. */
export async function surveyOnce(directory: string, more: MoreTools = {}): Promise<Surveyed> {
  const start = performance.now();
  const git = await openRepository(directory);
  try {
    const tools = { git, policy: DEFAULT_POLICY, clock: systemClock, progress: () => undefined, ...more };
    const survey = await surveyBranches(tools, {});
    const clusters = clustersWithout(survey.contention, new Set());
    return { seconds: (performance.now() - start) / 1000, processes: git.processes(), survey, clusters };
  } finally {
    await git.close();
  }
}
