import type { IncomingMessage } from 'node:http';
import type { Token, Tokens } from '../state/tokens.ts';

/** A request with its whole body, and the token that it carries. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly token: Token | null;
  /** What stood in `Authorization`, valid or not; null: nothing. */
  readonly credential: string | null;
}

export async function readIncoming(
  request: IncomingMessage,
  origin: string,
  tokens: Tokens,
): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  const credential = credentialOf(headers['authorization']);
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
    headers,
    body: Buffer.concat(chunks),
    token: credential === null ? null : tokens.find(credential),
    credential,
  };
}

/** `token X`, `Bearer X`, or the password of `Basic`, whatever the user name, as GitHub takes them. */
function credentialOf(header: string | undefined): string | null {
  const [scheme = '', value = ''] = (header ?? '').trim().split(/\s+/);
  if (value === '') return null;
  if (scheme.toLowerCase() !== 'basic') return value;
  const pair = Buffer.from(value, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1) || pair.slice(0, pair.indexOf(':'));
}
