import {
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
  bundleFromJSON,
  isBundleWithDsseEnvelope,
  isBundleWithPublicKey,
  type BundleWithDsseEnvelope,
} from '@sigstore/bundle';
import type { ManifestRejection } from '@sluice/model';

/** A bundle that can be verified, or why there is none. */
export type ReadBundle =
  | { readonly ok: true; readonly bundle: BundleWithDsseEnvelope; readonly certificate: Buffer }
  | { readonly ok: false; readonly rejection: ManifestRejection };

/** Forms with an inclusion proof in each log entry; the first version did not demand one. */
const MEDIA_TYPES: readonly string[] = [
  BUNDLE_V02_MEDIA_TYPE,
  BUNDLE_V03_LEGACY_MEDIA_TYPE,
  BUNDLE_V03_MEDIA_TYPE,
];

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** From bytes that anybody may have written. */
export function readBundle(bytes: Buffer): ReadBundle {
  try {
    const bundle = bundleFromJSON(JSON.parse(strictText.decode(bytes)));
    if (!MEDIA_TYPES.includes(bundle.mediaType))
      return refused('malformed-bundle', 'media type', MEDIA_TYPES.join(' or '), bundle.mediaType);
    if (!isBundleWithDsseEnvelope(bundle))
      return refused('not-dsse', 'content', 'dsseEnvelope', bundle.content.$case);
    const { content } = bundle.verificationMaterial;
    if (isBundleWithPublicKey(bundle) || content.$case === 'publicKey')
      return refused('no-certificate', 'verification material', 'certificate', content.$case);
    const certificate =
      content.$case === 'certificate'
        ? content.certificate.rawBytes
        : content.x509CertificateChain.certificates[0]!.rawBytes;
    return { ok: true, bundle, certificate };
  } catch (error) {
    return refused('malformed-bundle', 'bundle', 'a sigstore bundle in JSON', messageOf(error));
  }
}

function refused(
  kind: ManifestRejection['kind'],
  field: string,
  expected: string,
  actual: string,
): ReadBundle {
  return { ok: false, rejection: { kind, field, expected, actual } };
}

/** What a parser said, on one line. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);
}
