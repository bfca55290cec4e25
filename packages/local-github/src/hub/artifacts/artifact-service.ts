import type { Answer } from '../http/answer.ts';
import type { Incoming } from '../http/incoming.ts';
import type { JobIdentity } from '../oidc/issuer.ts';
import { instant } from '../rest/views/instant.ts';
import type { Artifact } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../world.ts';
import { signedUrl } from './signed-url.ts';

const PREFIX = '/twirp/github.actions.results.api.v1.ArtifactService/';
const METHODS = [
  'CreateArtifact',
  'FinalizeArtifact',
  'ListArtifacts',
  'GetSignedArtifactURL',
  'DeleteArtifact',
] as const;
export type ArtifactMethod = (typeof METHODS)[number];

/** GitHub's limits. Source: https://github.com/actions/upload-artifact, "Limitations". */
const MAX_ARTIFACTS = 500;
const FORBIDDEN = /[":<>|*?\r\n\\/]/;
const RETENTION_MS = 90 * 24 * 3600_000;

interface Request {
  readonly workflow_run_backend_id?: string;
  readonly name?: string;
  readonly size?: string;
  readonly hash?: string;
  readonly expires_at?: string;
  readonly mime_type?: string;
  readonly name_filter?: string;
  readonly id_filter?: string;
}

interface Visit {
  readonly world: World;
  readonly repository: Repository;
  readonly job: JobIdentity;
  readonly request: Request;
}

/** An error of the twirp protocol. */
class TwirpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function matchArtifacts(path: string): ArtifactMethod | null {
  return METHODS.find((method) => path === `${PREFIX}${method}`) ?? null;
}

/** The service that `@actions/artifact` speaks to, with the runtime token of a job. Messages are JSON (twirp). */
export function serveArtifacts(
  world: World,
  method: ArtifactMethod,
  incoming: Incoming,
  job: JobIdentity | null,
): Answer {
  try {
    const repository = job === null ? undefined : world.repositories.get(job.repository);
    if (job === null || repository === undefined)
      throw new TwirpError(401, 'unauthenticated', 'invalid runtime token');
    const request = snakeCase(JSON.parse(incoming.body.toString()) as Record<string, unknown>) as Request;
    if (request.workflow_run_backend_id !== String(job.runId)) {
      throw new TwirpError(403, 'permission_denied', 'the token is of another workflow run');
    }
    return { status: 200, json: HANDLERS[method]({ world, repository, job, request }) };
  } catch (error) {
    if (!(error instanceof TwirpError)) throw error;
    return { status: error.status, json: { code: error.code, msg: error.message } };
  }
}

const HANDLERS: Readonly<Record<ArtifactMethod, (visit: Visit) => object>> = {
  CreateArtifact: create,
  FinalizeArtifact: finalize,
  ListArtifacts: (visit) => {
    const { name_filter: name, id_filter: id } = visit.request;
    const found = artifactsOf(visit).filter(
      (one) => (name ?? one.name) === one.name && (id ?? String(one.id)) === String(one.id),
    );
    return { artifacts: found.map(describe) };
  },
  GetSignedArtifactURL: (visit) => ({ signed_url: signedUrl(visit.world, named(visit).blob, 'r') }),
  DeleteArtifact: (visit) => {
    const artifact = named(visit);
    visit.repository.artifacts.delete(artifact.id);
    visit.world.blobs.delete(artifact.blob);
    return { ok: true, artifact_id: String(artifact.id) };
  },
};

function create(visit: Visit): object {
  const { world, repository, job, request } = visit;
  const name = request.name ?? '';
  if (name === '' || FORBIDDEN.test(name))
    throw new TwirpError(400, 'invalid_argument', 'artifact name is not valid');
  const all = [...repository.artifacts.values()].filter((one) => one.runId === job.runId);
  if (all.some((one) => one.name === name)) {
    throw new TwirpError(
      409,
      'already_exists',
      'an artifact with this name already exists on the workflow run',
    );
  }
  if (all.length >= MAX_ARTIFACTS)
    throw new TwirpError(429, 'resource_exhausted', `the workflow run has ${MAX_ARTIFACTS} artifacts`);
  const id = world.nextId();
  const now = world.now();
  const isZip = (request.mime_type ?? 'application/zip') === 'application/zip';
  const blob = `${id}${isZip ? '.zip' : `-${name}`}`;
  repository.artifacts.set(id, {
    id,
    runId: job.runId,
    jobId: job.jobId,
    name,
    mimeType: request.mime_type ?? 'application/zip',
    createdAt: now,
    expiresAt:
      request.expires_at === undefined
        ? new Date(now.getTime() + RETENTION_MS)
        : new Date(request.expires_at),
    finalized: false,
    size: 0,
    digest: null,
    blob,
  });
  return { ok: true, signed_upload_url: signedUrl(world, blob, 'w') };
}

function finalize(visit: Visit): object {
  const { world, repository, job, request } = visit;
  const artifact = [...repository.artifacts.values()].find(
    (one) => one.runId === job.runId && one.name === request.name,
  );
  if (artifact === undefined || artifact.finalized)
    throw new TwirpError(404, 'not_found', 'artifact not found');
  if (!world.blobs.has(artifact.blob))
    throw new TwirpError(400, 'failed_precondition', 'nothing was uploaded');
  artifact.finalized = true;
  artifact.size = Number(request.size ?? 0);
  artifact.digest = request.hash ?? null;
  return { ok: true, artifact_id: String(artifact.id) };
}

function artifactsOf({ world, repository, job }: Visit): readonly Artifact[] {
  return [...repository.artifacts.values()].filter(
    (one) => one.runId === job.runId && one.finalized && one.expiresAt > world.now(),
  );
}

function named(visit: Visit): Artifact {
  const found = artifactsOf(visit).findLast((one) => one.name === visit.request.name);
  if (found === undefined) throw new TwirpError(404, 'not_found', 'artifact not found');
  return found;
}

function describe(artifact: Artifact): object {
  return {
    workflow_run_backend_id: String(artifact.runId),
    workflow_job_run_backend_id: String(artifact.jobId),
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.size),
    created_at: instant(artifact.createdAt),
    ...(artifact.digest === null ? {} : { digest: artifact.digest }),
  };
}

/** Clients write protobuf's JSON names or the original ones; both are to be read. */
function snakeCase(message: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(message).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
