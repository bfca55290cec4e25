import { createPublicKey, verify } from 'node:crypto';
import type { initializeCA } from '@sigstore/mock';
import { certificateExtensions } from './certificate-extensions.ts';
import { readIdentityToken, Refusal } from './identity-token.ts';
import type { TrustedIssuer } from './protocol.ts';
import type { Answer } from './serve.ts';

export type CertificateAuthority = Awaited<ReturnType<typeof initializeCA>>;

interface Request {
  readonly credentials?: { readonly oidcIdentityToken?: string };
  readonly publicKeyRequest?: {
    readonly publicKey?: { readonly content?: string };
    readonly proofOfPossession?: string;
  };
}

/**
 * Fulcio's `POST /api/v2/signingCert` for GitHub's workflow tokens. Unlike the handler that comes with the mock it
 * checks the token and the proof of possession, and takes the name of the certificate from `job_workflow_ref`: what it
 * does not check, the tests of the verifier would not notice.
 */
export function fulcio(
  ca: CertificateAuthority,
  issuers: readonly TrustedIssuer[],
): (body: Buffer) => Promise<Answer> {
  return async (body) => {
    try {
      const request = JSON.parse(body.toString('utf8')) as Request;
      const { claims, issuer } = readIdentityToken(request.credentials?.oidcIdentityToken ?? '', issuers);
      const key = provenKey(request, claims['sub'] ?? '');
      if (claims['job_workflow_ref'] === undefined) throw new Refusal('token has no job_workflow_ref');
      const certificate = await ca.issueCertificate({
        publicKey: new Uint8Array(key),
        subjectAltName: `${issuer.serverUrl}/${claims['job_workflow_ref']}`,
        extensions: certificateExtensions(claims, issuer.serverUrl),
      });
      const chain = { certificates: [toPem(certificate), toPem(ca.rootCertificate)] };
      return json(200, { signedCertificateEmbeddedSct: { chain } });
    } catch (error) {
      const known = error instanceof Refusal || error instanceof SyntaxError;
      return json(known ? 400 : 500, { message: error instanceof Error ? error.message : 'error' });
    }
  };
}

/** The key in the request, if who asks has its other half: it signed the subject of the token. */
function provenKey({ publicKeyRequest }: Request, subject: string): Buffer {
  const pem = publicKeyRequest?.publicKey?.content ?? '';
  const proof = Buffer.from(publicKeyRequest?.proofOfPossession ?? '', 'base64');
  const key = createPublicKey(pem);
  if (subject === '' || !verify('sha256', Buffer.from(subject), key, proof))
    throw new Refusal('proof of possession does not fit the key');
  return key.export({ format: 'der', type: 'spki' });
}

function toPem(der: ArrayBufferView): string {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function json(status: number, value: unknown): Answer {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}
