import { createPublicKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';

/** A job that is open: what its tokens say of it. */
export interface JobIdentity {
  readonly jobId: number;
  readonly runId: number;
  readonly repository: string;
  /** Claims of its ID tokens, apart from audience and times; null: the job may not ask for any. */
  readonly claims: Readonly<Record<string, string>> | null;
}

const LIFETIME_SECONDS = 300;

/** Signs tokens (RFC 7519, RS256) and publishes the key, as GitHub's issuer does. */
export class Issuer {
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #issuer: string;
  readonly #keyId = randomUUID();

  constructor(issuer: string) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.#privateKey = privateKey;
    this.#publicKey = createPublicKey(privateKey);
    this.#issuer = issuer;
  }

  /** A token for an audience, from the claims of a job. */
  issue(claims: Readonly<Record<string, string>>, audience: string, now: Date): string {
    const seconds = Math.floor(now.getTime() / 1000);
    const times = { nbf: seconds - 300, iat: seconds, exp: seconds + LIFETIME_SECONDS };
    return this.sign({ jti: randomUUID(), ...claims, aud: audience, iss: this.#issuer, ...times });
  }

  sign(payload: object): string {
    const head = { typ: 'JWT', alg: 'RS256', kid: this.#keyId };
    const text = [head, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), this.#privateKey).toString('base64url')}`;
  }

  get keys(): object {
    const key = this.#publicKey.export({ format: 'jwk' });
    return { keys: [{ ...key, kid: this.#keyId, use: 'sig', alg: 'RS256' }] };
  }

  /** OpenID Connect Discovery 1.0. */
  configuration(base: string): object {
    return {
      issuer: this.#issuer,
      jwks_uri: `${base}/.well-known/jwks`,
      subject_types_supported: ['public', 'pairwise'],
      response_types_supported: ['id_token'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
    };
  }
}
