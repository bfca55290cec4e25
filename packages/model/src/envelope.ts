// What goes from job to job on a forge. Each document is an envelope whose digest also travels as a job output, so that
// an artifact that another job of the run put in its place does not match. None of it is belief: a manifest that was
// verified is verified again by the job that needs it.
import * as z from 'zod';
import { STRATEGY_NAMES } from './candidate.ts';
import { canonicalJson } from './canonical-json.ts';
import { digestOf } from './digest.ts';
import { Fault } from './fault.ts';
import { branchField, pathField } from './fields.ts';
import { fileMergeSchema } from './file-merge-schema.ts';
import { modelRecordSchema, type ModelRecord } from './model-record.ts';
import { isOid } from './oid.ts';
import { REJECTION_KINDS } from './manifest-verdict.ts';
import { REASON_NAMES } from './outcome.ts';
import { runResultSchema } from './run-result.ts';
import { TRUST_MODES } from './signing-profile.ts';

const oid = z.string().refine(isOid, 'a git object id');
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const checkpointId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/);

const admittedBranch = z.strictObject({
  name: branchField,
  ref: z.string(),
  head: oid,
  /** Account that pushed it; empty where nothing says. */
  agent: z.string(),
  /** The signed manifest as it was downloaded, base64, and the run that left it; null in the mode `recompute-only`. */
  signed: z.strictObject({ bundle: z.string(), run: z.number().int(), attempt: z.number().int() }).nullable(),
});

const refusedBranch = z.strictObject({
  name: branchField,
  ref: z.string(),
  head: oid,
  agent: z.string(),
  reason: z.enum(REASON_NAMES),
  detail: z.string(),
  /** What was wrong with its manifest; null where it is not about that. */
  rejection: z.enum(REJECTION_KINDS).nullable(),
});

/** Made by the first job: who may take part, on which base, and how the work is divided. */
export const admissionSchema = z.strictObject({
  repository: z.strictObject({ id: z.number().int(), owner: z.string(), name: z.string() }),
  base: z.strictObject({ ref: z.string(), sha: oid }),
  trust: z.enum(TRUST_MODES),
  admitted: z.array(admittedBranch),
  refused: z.array(refusedBranch),
  /** Ids of the clusters whose candidates each leg makes. */
  slots: z.array(z.array(z.string())),
  checkpoints: z.array(z.strictObject({ id: checkpointId, branches: z.array(branchField) })),
  /** How conflicts were decided before, and when that was read, in seconds since the epoch; null: nothing is remembered. */
  memory: z.strictObject({ text: z.string().max(8_000_000), at: z.int().nonnegative() }).nullable(),
  /** What a language model answered in the run before, so that it is not asked twice; null: nothing, or none is asked. */
  answered: modelRecordSchema.nullable(),
  /** The git objects of base and admitted branches. */
  objects: z.strictObject({ digest, bytes: z.number().int().nonnegative() }),
});
export type Admission = z.infer<typeof admissionSchema>;
export type AdmittedBranch = Admission['admitted'][number];
export type RefusedBranch = Admission['refused'][number];

const candidate = z.strictObject({
  id: z.string(),
  cluster: z.string(),
  strategy: z.enum(STRATEGY_NAMES),
  tree: oid,
  complete: z.boolean(),
  steps: z.array(
    z.strictObject({
      branch: branchField,
      head: oid,
      tree: oid,
      files: z.array(fileMergeSchema),
      dropped: z.array(pathField),
    }),
  ),
});

/** Made by one leg: the candidates of its clusters, to be made again and compared by whoever uses them. */
export const candidatesSchema = z.strictObject({
  slot: z.number().int().positive(),
  lanes: z.array(
    z.strictObject({
      branches: z.array(branchField),
      lands: z.array(branchField),
      contested: z.array(branchField),
      candidates: z.array(candidate),
    }),
  ),
});
export type Candidates = z.infer<typeof candidatesSchema>;

/** One branch in the order in which it was merged and tested. */
const accepted = z.strictObject({
  branch: branchField,
  head: oid,
  strategy: z.enum(['independent-set', 'by-meaning', 'minimal']),
  whole: z.boolean(),
});

/** Made by one leg of validation: what was observed green, as a tree id, and the story for people. */
export const checkpointVerdictSchema = z.strictObject({
  checkpoint: checkpointId,
  accepted: z.array(accepted),
  tree: oid.nullable(),
  result: runResultSchema,
});
export type CheckpointVerdict = z.infer<typeof checkpointVerdictSchema>;

const PAYLOADS = {
  admission: admissionSchema,
  candidates: candidatesSchema,
  answers: modelRecordSchema,
  verdict: checkpointVerdictSchema,
} as const;
export type EnvelopeKind = keyof typeof PAYLOADS;
export interface Payloads {
  readonly admission: Admission;
  readonly candidates: Candidates;
  readonly answers: ModelRecord;
  readonly verdict: CheckpointVerdict;
}

const ENVELOPE = 'sluice/envelope@1';

/** An envelope as bytes, and the digest of these. */
export interface SealedEnvelope {
  readonly bytes: Buffer;
  /** `sha256:<hex>` */
  readonly digest: string;
}

/** `previous`: digests of the envelopes that this one was made from. The same payload always gives the same bytes. */
export function sealEnvelope<K extends EnvelopeKind>(
  kind: K,
  payload: Payloads[K],
  previous: readonly string[],
): SealedEnvelope {
  const bytes = Buffer.from(canonicalJson({ schema: ENVELOPE, kind, previous, payload }), 'utf8');
  return { bytes, digest: digestOf(bytes) };
}

/** What is inside, if the bytes have the digest that came another way and follow from the envelopes named. */
export function openEnvelope<K extends EnvelopeKind>(
  kind: K,
  bytes: Buffer,
  expected: { readonly digest: string; readonly previous: readonly string[] },
): Payloads[K] {
  const actual = digestOf(bytes);
  if (actual !== expected.digest) throw invalid(kind, `its digest is ${actual}, not ${expected.digest}`);
  const shape = z.strictObject({
    schema: z.literal(ENVELOPE),
    kind: z.literal(kind),
    previous: z.array(digest),
    payload: PAYLOADS[kind],
  });
  const read = shape.safeParse(parse(kind, bytes));
  if (!read.success) throw invalid(kind, z.prettifyError(read.error).split('\n').slice(0, 3).join(' '));
  const { previous, payload } = read.data as { previous: string[]; payload: Payloads[K] };
  if (canonicalJson(previous) !== canonicalJson(expected.previous))
    throw invalid(kind, 'it was made from other documents than those of this run');
  return payload;
}

function parse(kind: EnvelopeKind, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw invalid(kind, 'it is not JSON');
  }
}

function invalid(kind: EnvelopeKind, why: string): Fault {
  return new Fault(
    'ENVELOPE_INVALID',
    `The ${kind} of this run cannot be believed: ${why}.`,
    'Re-run all jobs of this run. If it happens again, look at which job wrote the artifact.',
  );
}
