import { Ledger } from '@sluice/synthesis';
import type { Admission, Candidates, ModelRecord } from '@sluice/model';
import { nameOf } from '../landing-item.ts';
import { recollectionOf } from '../memory/admitted-memory.ts';
import { MergeSequence } from '../merge-sequence.ts';
import { proposeSound } from '../propose-sound.ts';
import { surveyBranches } from '../survey-branches.ts';
import type { OpenModel, ModelResult } from '../synthesis/desk.ts';
import { RecordingModel } from '../synthesis/recorded-model.ts';
import { engineTools, synthesise } from '../synthesis/synthesise.ts';
import { entrantsOf } from './entrants.ts';
import type { StageTools } from './make-candidates.ts';

export interface AskTools extends StageTools {
  readonly signal: AbortSignal;
  readonly openModel: OpenModel;
}

/** Seconds after which no further question is asked, so that the job ends before it is ended. */
const PATIENCE = 1_200;

/**
 * Asks a language model what the validation will ask it, and records the answers: as if the tests were green, since nothing
 * of a branch runs here. One budget for all checkpoints.
 */
export async function askModel(
  tools: AskTools,
  { admission, candidates }: { admission: Admission; candidates: readonly Candidates[] },
): Promise<ModelRecord> {
  const { policy, clock, openModel, loadMerger } = tools;
  const opened = openModel(policy.model);
  if (typeof opened === 'string') return { name: policy.model.name, skipped: opened, answers: [] };
  const model = new RecordingModel(opened, { clock, seconds: PATIENCE, known: admission.answered });
  const engine = engineTools(await loadMerger(), policy.merge.minConfidence);
  const ledger = new Ledger();
  let skipped = '';
  for (const { id } of admission.checkpoints) {
    const asking = { ...tools, ...engine, openModel: () => model };
    const told = await askOf(asking, { admission, candidates, checkpoint: id, ledger });
    skipped ||= told?.skipped ?? '';
  }
  return model.record(skipped);
}

async function askOf(
  tools: AskTools & ReturnType<typeof engineTools>,
  {
    admission,
    candidates,
    checkpoint,
    ledger,
  }: {
    admission: Admission;
    candidates: readonly Candidates[];
    checkpoint: string;
    ledger: Ledger;
  },
): Promise<ModelResult> {
  const { policy, progress } = tools;
  const survey = await surveyBranches(tools, {}, entrantsOf(admission, checkpoint));
  const sequence = await MergeSequence.openFor({ ...tools, recollection: recollectionOf(admission) }, survey);
  try {
    const given = candidates.flatMap(({ lanes }) => lanes);
    const { lanes, union } = await proposeSound(survey, {
      sequence,
      policy,
      given,
      progress,
      out: new Map(),
    });
    const landing = new Set(union.items.map(nameOf));
    const refuse = (): Promise<null> => Promise.resolve(null);
    const known = { survey, sequence, lanes, landing, ledger, healthy: true };
    const standing = { ...known, writesRefs: false, refuse };
    return (await synthesise(tools, standing)).model;
  } finally {
    await sequence.close();
  }
}

/** Whether anything could be asked about a run whose clusters these are. */
export function mayAskModel(
  { use, intents }: AskTools['policy']['model'],
  clusters: readonly { readonly contested: readonly unknown[] }[],
): boolean {
  return use !== 'off' && (intents === 'all' || clusters.some(({ contested }) => contested.length > 0));
}
