import {
  ANSWERS_ARTIFACT,
  digestOf,
  Fault,
  openEnvelope,
  sealEnvelope,
  type Admission,
  type Candidates,
  type CheckpointVerdict,
  type EnvelopeKind,
  type ModelRecord,
  type Payloads,
} from '@sluice/model';
import type { RunArtifacts } from '@sluice/ports';
import { MOST_LEGS, type JudgedCheckpoint } from '@sluice/pipeline';

// Names of artifacts and of the one file in each. A number is that of a slot or of a checkpoint.
const ADMISSION = 'sluice-admission';
const OBJECTS = 'sluice-objects';
const OBJECTS_FILE = 'objects.bundle';
const MOST_ENVELOPE_BYTES = 256 * 1_048_576;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Digests of the legs of a matrix by their number, as the outputs of the job tell them. */
export type LegDigests = ReadonlyMap<number, string>;

/** Reads `toJSON(needs.x.outputs)`: `digest_1` to `digest_16`, of which a leg that did not run has none. */
export function readLegDigests(name: string, json: string): LegDigests {
  const given = parse(name, json);
  const digests = new Map<number, string>();
  for (let leg = 1; leg <= MOST_LEGS; leg++) {
    const value = given[`digest_${leg}`] ?? '';
    if (value === '') continue;
    if (typeof value !== 'string' || !DIGEST.test(value)) throw notDigest(name, value);
    digests.set(leg, value);
  }
  return digests;
}

/** The digest of a job that may not have run; null: it did not. */
export function readDigestIfAny(name: string, text: string): string | null {
  return text === '' ? null : readDigest(name, text);
}

export function readDigest(name: string, text: string): string {
  if (DIGEST.test(text)) return text;
  throw notDigest(name, text);
}

export async function sendAdmission(
  artifacts: RunArtifacts,
  { admission, objects }: { admission: Admission; objects: Buffer },
): Promise<string> {
  await artifacts.upload(OBJECTS, { name: OBJECTS_FILE, content: objects });
  return send(artifacts, 'admission', { artifact: ADMISSION, payload: admission, previous: [] });
}

export function receiveAdmission(artifacts: RunArtifacts, digest: string): Promise<Admission> {
  return receive(artifacts, 'admission', { artifact: ADMISSION, digest, previous: [] });
}

/** The git bundle that the admission names. */
export async function receiveObjects(artifacts: RunArtifacts, { objects }: Admission): Promise<Buffer> {
  const bundle = await artifacts.download(OBJECTS, { file: OBJECTS_FILE, maxBytes: objects.bytes });
  const digest = digestOf(bundle);
  if (digest === objects.digest) return bundle;
  throw new Fault(
    'ENVELOPE_INVALID',
    `The git objects of this run have the digest ${digest}, not ${objects.digest}.`,
    'Re-run all jobs of this run. If it happens again, look at which job wrote the artifact.',
  );
}

export function sendCandidates(
  artifacts: RunArtifacts,
  candidates: Candidates,
  admission: string,
): Promise<string> {
  const artifact = `sluice-candidates-${candidates.slot}`;
  return send(artifacts, 'candidates', { artifact, payload: candidates, previous: [admission] });
}

/** Those of every slot that the admission has; one without a digest is missing. */
export async function receiveCandidates(
  artifacts: RunArtifacts,
  { slots }: Admission,
  from: { readonly admission: string; readonly digests: LegDigests },
): Promise<Candidates[]> {
  const all: Candidates[] = [];
  for (const slot of slots.keys()) {
    const digest = from.digests.get(slot + 1);
    if (digest === undefined) throw missing('candidates', `slot ${slot + 1}`);
    const artifact = `sluice-candidates-${slot + 1}`;
    all.push(await receive(artifacts, 'candidates', { artifact, digest, previous: [from.admission] }));
  }
  return all;
}

/** What a language model answered; made from the admission and all candidates. */
export function sendAnswers(
  artifacts: RunArtifacts,
  record: ModelRecord,
  previous: readonly string[],
): Promise<string> {
  return send(artifacts, 'answers', { artifact: ANSWERS_ARTIFACT, payload: record, previous });
}

/** null: no job asked a model. */
export async function receiveAnswers(
  artifacts: RunArtifacts,
  { digest, previous }: { readonly digest: string | null; readonly previous: readonly string[] },
): Promise<ModelRecord | null> {
  return digest === null
    ? null
    : receive(artifacts, 'answers', { artifact: ANSWERS_ARTIFACT, digest, previous });
}

export function sendVerdict(
  artifacts: RunArtifacts,
  { verdict, leg }: { verdict: CheckpointVerdict; leg: number },
  previous: readonly string[],
): Promise<string> {
  return send(artifacts, 'verdict', { artifact: `sluice-verdict-${leg}`, payload: verdict, previous });
}

export async function receiveVerdicts(
  artifacts: RunArtifacts,
  { checkpoints }: Admission,
  from: { readonly digests: LegDigests; readonly previous: readonly string[] },
): Promise<JudgedCheckpoint[]> {
  const all: JudgedCheckpoint[] = [];
  for (const [i, { id }] of checkpoints.entries()) {
    const digest = from.digests.get(i + 1);
    if (digest === undefined) throw missing('verdict', `checkpoint ${i + 1} (${id})`);
    const where = { artifact: `sluice-verdict-${i + 1}`, digest, previous: from.previous };
    const verdict = await receive(artifacts, 'verdict', where);
    if (verdict.checkpoint !== id) throw missing('verdict', `checkpoint ${i + 1} (${id})`);
    all.push({ verdict, digest });
  }
  return all;
}

/** What answers of a model were made from, in this order. */
export function previousOfAnswers(admission: string, candidates: LegDigests): string[] {
  return [admission, ...[...candidates].sort(([a], [b]) => a - b).map(([, digest]) => digest)];
}

/** What a verdict was made from, in this order. */
export function previousOfVerdict(
  admission: string,
  candidates: LegDigests,
  answers: string | null,
): string[] {
  return [...previousOfAnswers(admission, candidates), ...(answers === null ? [] : [answers])];
}

async function send<K extends EnvelopeKind>(
  artifacts: RunArtifacts,
  kind: K,
  { artifact, payload, previous }: { artifact: string; payload: Payloads[K]; previous: readonly string[] },
): Promise<string> {
  const { bytes, digest } = sealEnvelope(kind, payload, previous);
  await artifacts.upload(artifact, { name: `${kind}.json`, content: bytes });
  return digest;
}

async function receive<K extends EnvelopeKind>(
  artifacts: RunArtifacts,
  kind: K,
  { artifact, digest, previous }: { artifact: string; digest: string; previous: readonly string[] },
): Promise<Payloads[K]> {
  const bytes = await artifacts.download(artifact, { file: `${kind}.json`, maxBytes: MOST_ENVELOPE_BYTES });
  return openEnvelope(kind, bytes, { digest, previous });
}

function parse(name: string, json: string): Readonly<Record<string, unknown>> {
  if (json.trim() === '') return {};
  try {
    return Object(JSON.parse(json)) as Record<string, unknown>;
  } catch {
    throw notDigest(name, json);
  }
}

function notDigest(name: string, value: unknown): Fault {
  return new Fault(
    'OPTION_INVALID',
    `The input ${name} is ${JSON.stringify(value)?.slice(0, 100)}, which is no digest.`,
    'Hand over the outputs of the job before, as coordinate.yml does.',
  );
}

function missing(what: string, of: string): Fault {
  return new Fault(
    'ARTIFACT_MISSING',
    `There is no digest of the ${what} of ${of}: its job failed or did not run.`,
    'Re-run the failed jobs of this run.',
  );
}
