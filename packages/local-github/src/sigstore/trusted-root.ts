import { createHash, type KeyObject } from 'node:crypto';

export interface LogKey {
  readonly url: string;
  readonly key: KeyObject;
}

export interface Authority {
  readonly url: string;
  /** DER, leaf first. */
  readonly chain: readonly ArrayBufferView[];
}

export interface RootParts {
  readonly logs: readonly LogKey[];
  readonly certificateLogs: readonly LogKey[];
  readonly certificateAuthorities: readonly Authority[];
  readonly timestampAuthorities: readonly Authority[];
}

/** A trusted root in the JSON form of sigstore's protobuf (`trusted_root.json`). */
export function trustedRoot(parts: RootParts, start: Date): object {
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: parts.logs.map((log) => logOf(log, start)),
    ctlogs: parts.certificateLogs.map((log) => logOf(log, start)),
    certificateAuthorities: parts.certificateAuthorities.map((each) => authorityOf(each, start)),
    timestampAuthorities: parts.timestampAuthorities.map((each) => authorityOf(each, start)),
  };
}

function logOf({ url, key }: LogKey, start: Date): object {
  const bytes = key.export({ format: 'der', type: 'spki' });
  return {
    baseUrl: url,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: bytes.toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor: { start: start.toISOString() },
    },
    logId: { keyId: createHash('sha256').update(bytes).digest('base64') },
  };
}

function authorityOf({ url, chain }: Authority, start: Date): object {
  return {
    subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
    uri: url,
    certChain: { certificates: chain.map((der) => ({ rawBytes: base64(der) })) },
    validFor: { start: start.toISOString() },
  };
}

function base64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
