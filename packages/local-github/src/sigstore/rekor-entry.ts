import { createHash, createPublicKey, verify } from 'node:crypto';
import { Refusal } from './identity-token.ts';

interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

interface ProposedEntry {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly spec?: {
    readonly proposedContent?: { readonly envelope?: string; readonly verifiers?: readonly string[] };
  };
}

/**
 * The entry that Rekor keeps for a proposed `dsse` 0.0.1: digests and signatures instead of the envelope
 * (https://github.com/sigstore/rekor/blob/main/pkg/types/dsse/README.md), once it has seen that they fit. The mock stores what is
 * proposed as it is.
 */
export function rekorEntry(body: string): object {
  const { kind, apiVersion, spec } = JSON.parse(body) as ProposedEntry;
  const { envelope: text, verifiers = [] } = spec?.proposedContent ?? {};
  if (kind !== 'dsse' || apiVersion !== '0.0.1' || text === undefined)
    throw new Refusal('only dsse 0.0.1 entries are taken');
  const envelope = JSON.parse(text) as Envelope;
  const payload = Buffer.from(envelope.payload, 'base64');
  const signed = preAuthEncoding(envelope.payloadType, payload);
  const signatures = envelope.signatures.map(({ sig }, i) => {
    const verifier = verifiers[i] ?? '';
    const key = createPublicKey(Buffer.from(verifier, 'base64'));
    if (!verify('sha256', signed, key, Buffer.from(sig, 'base64')))
      throw new Refusal('signature does not fit the envelope');
    return { signature: sig, verifier };
  });
  if (signatures.length === 0) throw new Refusal('no signature');
  return {
    apiVersion,
    kind,
    spec: { envelopeHash: hash(text), payloadHash: hash(payload), signatures },
  };
}

/** DSSE (https://github.com/secure-systems-lab/dsse/blob/master/protocol.md). */
function preAuthEncoding(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

function hash(data: string | Buffer): object {
  return { algorithm: 'sha256', value: createHash('sha256').update(data).digest('hex') };
}
