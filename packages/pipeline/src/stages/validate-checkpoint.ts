import type { Admission, Candidates, CheckpointVerdict, Invocation, Policy } from '@sluice/model';
import { nameOf, type LandingItem } from '../landing-item.ts';
import { recollectionOf } from '../memory/admitted-memory.ts';
import { runPipeline, type PipelineTools } from '../run-pipeline.ts';
import { entrantsOf } from './entrants.ts';

export interface ValidationRequest {
  readonly admission: Admission;
  readonly candidates: readonly Candidates[];
  /** Id of the checkpoint whose branches are judged. */
  readonly checkpoint: string;
  readonly policy: Policy;
}

/** What of one checkpoint was observed green together, and what became of each of its branches. */
export async function validateCheckpoint(
  tools: PipelineTools,
  { admission, candidates, checkpoint, policy }: ValidationRequest,
): Promise<CheckpointVerdict> {
  const { base } = admission;
  const entrants = entrantsOf(admission, checkpoint);
  const { result, judgement } = await runPipeline(tools, {
    target: () => Promise.resolve({ base, policy, entrants }),
    invocation: localInvocation(admission),
    mode: 'dry-run',
    land: false,
    recollection: recollectionOf(admission),
    given: candidates.flatMap(({ lanes }) => lanes),
  });
  return {
    checkpoint,
    accepted: (judgement?.accepted ?? []).map(acceptedItem),
    tree: judgement?.tree ?? null,
    result,
  };
}

/** What a person types to see the same on a clone. */
export function localInvocation({ base }: Admission): Invocation {
  return {
    program: 'npx sluice',
    options: ['--base', base.ref.replace(/^refs\/heads\//, '')],
    branches: [],
  };
}

function acceptedItem(item: LandingItem): CheckpointVerdict['accepted'][number] {
  const { strategy, whole } = item;
  if (strategy === 'one-agent-primary' || strategy === 'likely')
    throw new Error('What is only for people does not land.');
  return { branch: nameOf(item), head: item.manifest.head, strategy, whole };
}
