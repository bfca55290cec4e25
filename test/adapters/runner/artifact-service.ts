import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StoredArtifact {
  readonly id: number;
  readonly name: string;
  content: Buffer;
  /** As the list tells them. */
  size: number;
  digest: string;
}

export interface ArtifactService {
  readonly url: string;
  readonly stored: StoredArtifact[];
  /** Methods called, and `download` for each archive that was fetched. */
  readonly calls: string[];
  add(name: string, content: Buffer, claim?: { readonly size?: number; readonly digest?: string }): void;
  close(): Promise<void>;
}

const TWIRP = '/twirp/github.actions.results.api.v1.ArtifactService/';

/** The parts of the artifact service and of blob storage that the real client talks to, held in memory. */
export async function startArtifactService(): Promise<ArtifactService> {
  const stored: StoredArtifact[] = [];
  const calls: string[] = [];
  const blobs = new Map<string, { blocks: Map<string, Buffer>; content: Buffer }>();
  let nextId = 100;

  const blobOf = (name: string): { blocks: Map<string, Buffer>; content: Buffer } => {
    const found = blobs.get(name) ?? { blocks: new Map<string, Buffer>(), content: Buffer.alloc(0) };
    blobs.set(name, found);
    return found;
  };
  const add: ArtifactService['add'] = (name, content, claim = {}) => {
    const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
    stored.push({ id: (nextId += 1), name, content, size: content.length, digest, ...claim });
  };
  const twirp: Readonly<Record<string, (body: Readonly<Record<string, string>>) => [number, object]>> = {
    CreateArtifact: ({ name = '' }) =>
      stored.some((one) => one.name === name)
        ? [
            409,
            { code: 'already_exists', msg: 'an artifact with this name already exists on the workflow run' },
          ]
        : [200, { ok: true, signed_upload_url: `${url}/blob/${name}?sig=upload` }],
    FinalizeArtifact: ({ name = '', size = '', hash = '' }) => {
      add(name, blobOf(name).content, { size: Number(size), digest: hash });
      return [200, { ok: true, artifact_id: String(nextId) }];
    },
    ListArtifacts: ({ name_filter, id_filter }) => {
      const listed = stored.filter(
        ({ id, name }) => (name_filter ?? name) === name && (id_filter ?? String(id)) === String(id),
      );
      return [200, { artifacts: listed.map(told) }];
    },
    GetSignedArtifactURL: ({ name }) => [200, { signed_url: `${url}/download/${name}?sig=download` }],
    DeleteArtifact: ({ name }) => {
      const index = stored.findIndex((one) => one.name === name);
      const [gone] = stored.splice(index, 1);
      return [200, { ok: true, artifact_id: String(gone?.id) }];
    },
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const { pathname, searchParams } = new URL(request.url ?? '', url);
    const name = pathname.split('/').at(-1) ?? '';
    if (pathname.startsWith(TWIRP)) {
      calls.push(name);
      const [status, json] = twirp[name]!(JSON.parse(body.toString('utf8')) as Record<string, string>);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    } else if (request.method === 'PUT') {
      const blob = blobOf(name);
      if (searchParams.get('comp') === 'block') blob.blocks.set(searchParams.get('blockid') ?? '', body);
      else {
        const ids = [...body.toString('utf8').matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id]) => id!);
        blob.content = Buffer.concat(ids.map((id) => blob.blocks.get(id)!));
      }
      response.writeHead(201).end();
    } else {
      calls.push('download');
      response.writeHead(200, { 'content-type': 'application/zip' });
      response.end(stored.find((one) => one.name === name)?.content);
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stored,
    calls,
    add,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A token of the form that the client reads the ids of run and job from; nobody checks its signature here. */
export function runtimeToken(): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode({ scp: 'Actions.Results:run-1:job-1' })}.x`;
}

function told({ id, name, size, digest }: StoredArtifact): object {
  return {
    workflow_run_backend_id: 'run-1',
    workflow_job_run_backend_id: 'job-1',
    database_id: String(id),
    name,
    size: String(size),
    digest,
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
