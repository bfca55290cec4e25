import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Answer } from '../http/answer.ts';
import { NEUTRAL } from './run.ts';

export interface BackendRequest {
  readonly gitDir: string;
  readonly method: string;
  /** `/info/refs`, `/git-upload-pack`, `/git-receive-pack`. */
  readonly service: string;
  readonly query: string;
  readonly contentType: string;
  /** `Git-Protocol` of the request. */
  readonly protocol: string;
  readonly user: string;
  readonly body: Buffer;
}

/** Hands a request to `git http-backend` (CGI, RFC 3875) and reads its answer. */
export async function httpBackend(request: BackendRequest): Promise<Answer> {
  const output = await run(request);
  const end = output.indexOf('\r\n\r\n');
  if (end < 0) return { status: 500, json: { message: 'git http-backend gave no answer' } };
  const headers: Record<string, string> = {};
  for (const line of output.toString('latin1', 0, end).split('\r\n')) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const { status, ...rest } = headers;
  return {
    status: status === undefined ? 200 : Number.parseInt(status, 10),
    headers: rest,
    bytes: output.subarray(end + 4),
  };
}

function run(request: BackendRequest): Promise<Buffer> {
  const root = dirname(request.gitDir);
  const env = {
    ...NEUTRAL,
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `${request.gitDir.slice(root.length)}${request.service}`,
    REQUEST_METHOD: request.method,
    QUERY_STRING: request.query,
    CONTENT_TYPE: request.contentType,
    CONTENT_LENGTH: String(request.body.length),
    GIT_PROTOCOL: request.protocol,
    REMOTE_USER: request.user,
    REMOTE_ADDR: '127.0.0.1',
  };
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    const out: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(out)));
    child.stdin.on('error', () => undefined);
    child.stdin.end(request.body);
  });
}
