import { ANSWERS_ARTIFACT, ANSWERS_FILE, Fault, modelRecordSchema, type ModelRecord } from '@sluice/model';
import type { ArtifactFacts } from '@sluice/ports';
import type { Base } from '../discover.ts';
import type { AdmitTools } from './admit-tools.ts';

/** Larger records are not carried on: then it is asked anew. */
const MOST_BYTES = 8 * 1_048_576;
const MOST_TRIES = 3;
const EVENTS = new Set(['workflow_run', 'schedule', 'workflow_dispatch', 'push']);

/**
 * What a language model answered in the last run on the base that asked one. Where nothing changed the questions are the
 * same, and a conflict that waits for a person would be paid for again with every run. Answers are checked whenever they
 * are used; that the run was one of the base keeps agents from writing them. Nothing here fails a run.
 */
export async function recallAnswers(
  tools: Pick<AdmitTools, 'forge' | 'readArchive' | 'progress'>,
  base: Base,
  repository: number,
): Promise<ModelRecord | null> {
  try {
    const found = (await tools.forge.newestArtifacts(ANSWERS_ARTIFACT)).filter(({ expired }) => !expired);
    for (const artifact of found.slice(0, MOST_TRIES)) {
      const run = await tools.forge.run(artifact.runId);
      const ofBase = run.headBranch === base.ref.replace(/^refs\/heads\//, '');
      if (!ofBase || run.headRepositoryId !== repository || !EVENTS.has(run.event)) continue;
      const record = await readRecord(tools, artifact);
      if (record !== null) return record;
    }
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    tools.progress({ stage: 'candidates', message: `Earlier answers are not known: ${error.message}` });
    return null;
  }
}

async function readRecord(
  { forge, readArchive }: Pick<AdmitTools, 'forge' | 'readArchive'>,
  artifact: ArtifactFacts,
): Promise<ModelRecord | null> {
  if (artifact.size > MOST_BYTES) return null;
  const read = readArchive(await forge.download(artifact, MOST_BYTES), ANSWERS_FILE, MOST_BYTES);
  if (!read.ok) return null;
  try {
    const envelope = Object(JSON.parse(read.content.toString('utf8'))) as { payload?: unknown };
    return modelRecordSchema.safeParse(envelope.payload).data ?? null;
  } catch {
    return null;
  }
}
