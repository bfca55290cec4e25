// Tokens as the issuer of GitHub's workflows gives them to a job of a called workflow.
import { generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';

export const ISSUER = 'https://token.actions.githubusercontent.com';
export const SERVER = 'https://github.com';
export const TOOLKIT_COMMIT = '5'.repeat(40);
export const OLD_TOOLKIT_COMMIT = '4'.repeat(40);
export const EXTRACT = `${SERVER}/acme/sluice/.github/workflows/extract.yml`;
export const REPOSITORY = { uri: `${SERVER}/octo/shop`, id: 7001, ownerId: 42 } as const;
export const REF = 'refs/heads/claude/fix-login';
export const TIP = 'a'.repeat(40);
export const RUN = { id: 900, attempt: 1 } as const;

export type WorkflowClaims = Readonly<Record<string, string | number>>;

/** The claims of a job of the extract workflow, called from the agent's branch by a push. */
export const CLAIMS: WorkflowClaims = {
  iss: ISSUER,
  aud: 'sigstore',
  sub: 'repo:octo/shop:ref:refs/heads/claude/fix-login',
  sha: TIP,
  ref: REF,
  event_name: 'push',
  workflow: 'Sluice manifest',
  repository: 'octo/shop',
  repository_id: String(REPOSITORY.id),
  repository_owner: 'octo',
  repository_owner_id: String(REPOSITORY.ownerId),
  repository_visibility: 'public',
  workflow_ref: `octo/shop/.github/workflows/sluice-manifest.yml@${REF}`,
  workflow_sha: TIP,
  job_workflow_ref: `acme/sluice/.github/workflows/extract.yml@${TOOLKIT_COMMIT}`,
  job_workflow_sha: TOOLKIT_COMMIT,
  runner_environment: 'github-hosted',
  run_id: String(RUN.id),
  run_attempt: String(RUN.attempt),
};

/** An issuer with a key of its own. */
export interface TokenIssuer {
  readonly keys: readonly (JsonWebKey & { readonly kid: string })[];
  /** A token with these claims, valid for some minutes. */
  token(claims?: WorkflowClaims): string;
}

export function tokenIssuer(kid = 'workflow-key'): TokenIssuer {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid }],
    token: (claims = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const body = { iat: now, nbf: now - 5, exp: now + 600, ...CLAIMS, ...claims };
      return jsonWebToken({ alg: 'RS256', typ: 'JWT', kid }, body, privateKey);
    },
  };
}

export function jsonWebToken(header: object, body: object, key: KeyObject): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode(header)}.${encode(body)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}
