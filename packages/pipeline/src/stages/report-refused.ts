import type { Admission, CheckpointVerdict, Policy } from '@sluice/model';
import { ONE_GROUP } from '@sluice/deliver';
import { runPipeline, type PipelineTools } from '../run-pipeline.ts';
import { entrantsOf } from './entrants.ts';
import { localInvocation } from './validate-checkpoint.ts';

/** The story of a run in which no branch can land, so that there was nothing to validate: each is told why all the same. */
export async function reportRefused(
  tools: PipelineTools,
  { admission, policy }: { admission: Admission; policy: Policy },
): Promise<CheckpointVerdict> {
  const target = { base: admission.base, policy, entrants: entrantsOf(admission) };
  const { result } = await runPipeline(tools, {
    target: () => Promise.resolve(target),
    invocation: localInvocation(admission),
    mode: 'plan',
    land: false,
  });
  return { checkpoint: admission.checkpoints[0]?.id ?? ONE_GROUP, accepted: [], tree: null, result };
}
