/**
 * Facts for the next run inside a text for people: one HTML comment on a line of its own, with its own decoder, so that
 * no prose is ever read back. The payload is base64 (RFC 4648, section 4), whose alphabet has no `-`, `<` or `>`: nothing
 * in it can end the comment. It is no proof of anything: whoever may edit the text may write another one. It only says
 * where to look; what is found there is verified as if nobody had said so.
 */
import { canonicalJson, digestOf } from '@sluice/model';

/** What the blocks are for: each kind has its own facts. */
export const BLOCK_KINDS = ['checkpoint', 'alarm'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

const VERSION = 1;
/** Longer ones are not ours: a body has no room for them. */
const PAYLOAD_MOST = 60_000;
const DIGEST_DIGITS = 16;

/** The block as one line. The digest tells a truncated or retyped block from a whole one. */
export function encodeBlock(kind: BlockKind, facts: unknown): string {
  const json = canonicalJson(facts);
  const payload = Buffer.from(json, 'utf8').toString('base64').replace(/=+$/, '');
  return `<!-- sluice:${kind} v${VERSION} ${payload}.${check(json)} -->`;
}

/** What the one block of that kind says, null where there is none or it is damaged, `ambiguous` where there are several. */
export function decodeBlock(kind: BlockKind, body: string): { readonly facts: unknown } | 'ambiguous' | null {
  const starts = body.split(`<!-- sluice:${kind} `).length - 1;
  if (starts === 0) return null;
  if (starts > 1) return 'ambiguous';
  const line = body.split(/\r\n|[\n\r]/).find((each) => each.startsWith(`<!-- sluice:${kind} `));
  const read = /^<!-- sluice:[a-z]+ v1 ([A-Za-z0-9+/]+)\.([0-9a-f]{16}) -->$/.exec(line ?? '');
  if (read === null || read[1]!.length > PAYLOAD_MOST) return null;
  const json = Buffer.from(read[1]!, 'base64').toString('utf8');
  if (check(json) !== read[2]) return null;
  const facts = parse(json);
  // One spelling for each value: anything else was not written by the encoder.
  return facts !== undefined && encodeBlock(kind, facts) === line ? { facts } : null;
}

function check(json: string): string {
  return digestOf(Buffer.from(json, 'utf8')).slice('sha256:'.length, 'sha256:'.length + DIGEST_DIGITS);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The facts as an object with exactly these keys; null for everything else. */
export function objectOf(facts: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> | null {
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return null;
  const own = Object.keys(facts);
  const same = own.length === keys.length && keys.every((key) => own.includes(key));
  return same ? (facts as Readonly<Record<string, unknown>>) : null;
}
