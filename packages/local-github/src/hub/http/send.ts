import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** Writes an answer. `keep`: only so many bytes of the body, then the connection breaks. */
export function send(response: ServerResponse, answer: Answer, keep: number | null = null): void {
  const isJson = answer.json !== undefined;
  const body = answer.bytes ?? (isJson ? Buffer.from(JSON.stringify(answer.json)) : null);
  response.writeHead(answer.status, {
    'x-github-request-id': randomUUID().slice(0, 18).toUpperCase(),
    ...(isJson
      ? { 'content-type': 'application/json; charset=utf-8', 'x-github-media-type': 'github.v3; format=json' }
      : {}),
    ...(body === null ? {} : { 'content-length': String(body.length) }),
    ...answer.headers,
  });
  if (keep === null) {
    response.end(body ?? undefined);
    return;
  }
  response.write((body ?? Buffer.alloc(0)).subarray(0, keep), () => response.destroy());
}
