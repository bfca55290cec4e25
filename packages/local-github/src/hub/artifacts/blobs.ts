import { createHash } from 'node:crypto';
import type { Answer } from '../http/answer.ts';
import type { Incoming } from '../http/incoming.ts';
import type { World } from '../world.ts';
import { readSignedUrl } from './signed-url.ts';

const SERVICE_VERSION = '2024-11-04';

/** The blocks of uploads that are not committed yet, by blob and block id. */
export type Blocks = Map<string, Map<string, Buffer>>;

/**
 * Block blobs as Azure stores them: `PUT ?comp=block&blockid=`, `PUT ?comp=blocklist`, `PUT` of a whole blob, `GET`.
 * Source: https://learn.microsoft.com/rest/api/storageservices/put-block-list
 */
export function serveBlob(world: World, blocks: Blocks, incoming: Incoming): Answer {
  const { method, url, body } = incoming;
  if (method === 'GET' || method === 'HEAD') {
    const blob = readSignedUrl(world, url, 'r');
    return blob === null ? denied() : download(world, blob);
  }
  const blob = readSignedUrl(world, url, 'w');
  if (blob === null || method !== 'PUT') return denied();
  switch (url.searchParams.get('comp')) {
    case 'block': {
      const staged = blocks.get(blob) ?? new Map<string, Buffer>();
      blocks.set(blob, staged.set(url.searchParams.get('blockid') ?? '', body));
      return stored();
    }
    case 'blocklist': {
      const ids = [...body.toString().matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g)].map(
        (match) => match[1] ?? '',
      );
      const parts = ids.map((id) => blocks.get(blob)?.get(id));
      if (parts.includes(undefined)) return failure(400, 'InvalidBlockList');
      world.blobs.set(blob, Buffer.concat(parts.filter((part) => part !== undefined)));
      blocks.delete(blob);
      return stored();
    }
    default:
      world.blobs.set(blob, body);
      return stored();
  }
}

function download(world: World, blob: string): Answer {
  const bytes = world.blobs.get(blob);
  if (bytes === undefined) return failure(404, 'BlobNotFound');
  const type = blob.endsWith('.zip')
    ? 'application/zip'
    : blob.endsWith('.txt')
      ? 'text/plain'
      : 'application/octet-stream';
  const md5 = createHash('md5').update(bytes).digest('base64');
  return { status: 200, headers: { ...common(), 'content-type': type, 'content-md5': md5 }, bytes };
}

function stored(): Answer {
  return {
    status: 201,
    headers: { ...common(), etag: '"0x1"', 'last-modified': new Date(0).toUTCString() },
    bytes: Buffer.alloc(0),
  };
}

function denied(): Answer {
  return failure(403, 'AuthenticationFailed');
}

function failure(status: number, code: string): Answer {
  const xml = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return {
    status,
    headers: { ...common(), 'x-ms-error-code': code, 'content-type': 'application/xml' },
    bytes: Buffer.from(xml),
  };
}

function common(): Record<string, string> {
  return {
    'x-ms-version': SERVICE_VERSION,
    'x-ms-request-id': '00000000-0000-0000-0000-000000000000',
    date: new Date().toUTCString(),
  };
}
