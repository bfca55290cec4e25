import { digestOf, Fault } from '@sluice/model';
import type { ArtifactFacts } from '@sluice/ports';
import { answerFault, type Answer } from './answer.ts';
import type { Api } from './api.ts';
import { coverNewest } from './cover-newest.ts';
import { CutOff } from './trouble.ts';

const NEEDS = 'actions: read';
/** Newest artifacts of that name that are looked through before single runs are. */
const MOST = 1_000;
const FEW = 10;
const LIST = { route: 'GET /repos/{owner}/{repo}/actions/artifacts', needs: NEEDS } as const;

/** Source: https://docs.github.com/en/rest/actions/artifacts */
export async function readArtifactsNamed(
  api: Api,
  name: string,
  runs: ReadonlySet<number>,
): Promise<readonly ArtifactFacts[]> {
  return await coverNewest({
    wanted: runs,
    most: MOST,
    keyOf: (artifact) => artifact.runId,
    page: async (page) => {
      const { body, more } = await api.page({ ...LIST, with: { name, per_page: 100, page } });
      const items = body.list('artifacts').flatMap((artifact) => artifactIn(artifact));
      return { items, total: body.integer('total_count'), more };
    },
    single: async (run) => {
      const body = await api.read({
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
        needs: NEEDS,
        with: { run_id: run, name, per_page: 100 },
      });
      return body.list('artifacts').flatMap((artifact) => artifactIn(artifact, run));
    },
  });
}

export async function readNewestArtifacts(api: Api, name: string): Promise<readonly ArtifactFacts[]> {
  const { body } = await api.page({ ...LIST, with: { name, per_page: FEW, page: 1 } });
  const items = body.list('artifacts').flatMap((artifact) => artifactIn(artifact));
  return items.toSorted((a, b) => b.id - a.id);
}

function artifactIn(artifact: Answer, listedFrom: number | null = null): ArtifactFacts[] {
  const runId = listedFrom ?? artifact.maybe('workflow_run')?.integer('id') ?? null;
  if (runId === null) return [];
  return [
    {
      id: artifact.integer('id'),
      name: artifact.text('name'),
      runId,
      size: artifact.integer('size_in_bytes'),
      digest: artifact.textOrNull('digest'),
      expired: artifact.flag('expired'),
    },
  ];
}

/** The archive of an artifact, not longer than `maxBytes` and with the digest that the forge told of before. */
export async function downloadArtifact(api: Api, artifact: ArtifactFacts, maxBytes: number): Promise<Buffer> {
  if (artifact.expired) throw gone(artifact);
  if (artifact.size > maxBytes) throw tooLarge(artifact, artifact.size, maxBytes);
  const call = {
    route: 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
    needs: NEEDS,
    with: { artifact_id: artifact.id, archive_format: 'zip' },
  };
  try {
    return await api.raw(call, async ({ status, headers }, blob) => {
      const { location } = headers;
      if (status !== 302 || typeof location !== 'string') {
        throw answerFault(`${call.route} said ${status} instead of where the archive is`);
      }
      const content = await readBlob(artifact, await blob(location), maxBytes);
      checkDigest(artifact, content);
      return content;
    });
  } catch (error) {
    throw error instanceof Fault && error.code === 'FORGE_MISSING' ? gone(artifact) : error;
  }
}

async function readBlob(artifact: ArtifactFacts, response: Response, maxBytes: number): Promise<Buffer> {
  // The address is good for a minute, and blob storage has bad moments: a fresh address is asked for.
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new CutOff(`Blob storage said ${response.status} for the artifact ${artifact.name}.`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(artifact, size, maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new CutOff(`The artifact ${artifact.name} ends early after ${size} bytes.`, { cause: error });
  }
  return Buffer.concat(chunks);
}

function checkDigest({ name, id, digest }: ArtifactFacts, content: Buffer): void {
  if (digest === null) return;
  const found = digestOf(content);
  if (found === digest) return;
  throw new Fault(
    'FORGE_ANSWER',
    `The artifact ${name} (${id}) has the digest ${found}, and the forge told of ${digest}.`,
    'It was changed or damaged on the way: nothing of it is used. Run the job that made it again.',
  );
}

function tooLarge({ name, id }: ArtifactFacts, size: number, maxBytes: number): Fault {
  return new Fault(
    'FORGE_ANSWER',
    `The artifact ${name} (${id}) has ${size} bytes or more, and ${maxBytes} are allowed.`,
    'It is not read. What made it puts too much into it, or the limit is too low.',
  );
}

function gone({ name, id, runId }: ArtifactFacts): Fault {
  return new Fault(
    'ARTIFACT_MISSING',
    `The artifact ${name} (${id}) of run ${runId} has expired or was deleted.`,
    'Run the job that makes it again; repositories keep artifacts for as long as their settings say.',
  );
}
