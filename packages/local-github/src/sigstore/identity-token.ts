import { createPublicKey, verify } from 'node:crypto';
import type { TrustedIssuer } from './protocol.ts';

export type Claims = Readonly<Record<string, string>>;

/** What Fulcio answers with status 400 or 401. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

const AUDIENCE = 'sigstore';
const HASHES: Readonly<Record<string, string>> = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' };

/** Checks a token as Fulcio does: a known issuer, its signature, the audience, the time. */
export function readIdentityToken(
  token: string,
  issuers: readonly TrustedIssuer[],
): { readonly claims: Claims; readonly issuer: TrustedIssuer } {
  const [head, body, signature, ...more] = token.split('.');
  if (!head || !body || !signature || more.length > 0) throw new Refusal('not a signed JSON web token');
  const claims = decode(body);
  const issuer = issuers.find((each) => each.issuer === claims['iss']);
  if (!issuer) throw new Refusal(`unknown issuer ${String(claims['iss'])}`);
  checkSignature(decode(head), { signed: `${head}.${body}`, signature }, issuer);
  if (claims['aud'] !== AUDIENCE) throw new Refusal(`audience is not ${AUDIENCE}`);
  const now = Date.now() / 1000;
  if (!(Number(claims['exp']) > now)) throw new Refusal('token has expired');
  if (Number(claims['nbf'] ?? 0) > now + 60) throw new Refusal('token is not valid yet');
  const texts = Object.entries(claims).map(([name, value]) => [name, String(value)] as const);
  return { claims: Object.fromEntries(texts), issuer };
}

function checkSignature(
  header: Readonly<Record<string, unknown>>,
  { signed, signature }: { readonly signed: string; readonly signature: string },
  issuer: TrustedIssuer,
): void {
  const hash = HASHES[String(header['alg'])];
  if (hash === undefined) throw new Refusal(`algorithm ${String(header['alg'])} is not allowed`);
  const candidates = issuer.keys.filter(({ kid }) => kid === undefined || kid === header['kid']);
  const good = candidates.some((key) =>
    verify(
      hash,
      Buffer.from(signed),
      createPublicKey({ key: { ...key }, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    ),
  );
  if (!good) throw new Refusal('signature of the token does not fit');
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  } catch {
    throw new Refusal('not a JSON web token');
  }
}
