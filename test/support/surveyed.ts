// What a run would find out about a repository before it merges anything for landing.
import { DEFAULT_POLICY } from '@sluice/config';
import type { Cluster, Policy } from '@sluice/model';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { clustersWithout } from '../../packages/pipeline/src/contend.ts';
import { surveyBranches, type Survey } from '../../packages/pipeline/src/survey-branches.ts';
import { openEngine, type Engine } from '@sluice/engine';
import { inRepository } from './written-history.ts';

let opened: Promise<Engine> | null = null;

/** The real engine, loaded once for a file of tests. */
const engine = (): Promise<Engine> => (opened ??= openEngine());

/** Every branch but main is an agent's. */
export const TEST_POLICY: Policy = { ...DEFAULT_POLICY, branches: ['**'] };

export interface Surveyed {
  readonly survey: Survey;
  readonly clusters: readonly Cluster[];
}

export async function surveyWith(git: LocalGit, policy: Policy = TEST_POLICY): Promise<Surveyed> {
  const tools = { git, policy, clock: systemClock, progress: () => undefined, openSymbols: engine };
  const survey = await surveyBranches(tools, {});
  return { survey, clusters: clustersWithout(survey.contention, new Set()) };
}

export function surveyed(at: { readonly directory: string }): Promise<Surveyed> {
  return inRepository(at, (git) => surveyWith(git));
}
