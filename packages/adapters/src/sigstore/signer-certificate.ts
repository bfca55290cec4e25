import { X509Certificate } from 'node:crypto';
import type { SignerCertificate } from '@sluice/model';
import { decodeGeneralNames, decodeText, decodeUtf8String } from './der.ts';

/** An extension as a verified certificate has it: object identifier and the content of its OCTET STRING. */
export interface Extension {
  readonly oid: string;
  readonly value: Buffer;
}

const ALTERNATIVE_NAME = '2.5.29.17';
const FULCIO = /^1\.3\.6\.1\.4\.1\.57264\.1\.(\d+)$/;
/** The first extension whose value is DER; those before are bare text. */
const FIRST_DER = 8;
/** Another form of the alternative name (`OtherName`), not text. */
const OTHER_NAME = 7;

/**
 * What a certificate says about who signed; null: it says something twice, or in a form that it may not have. The names
 * are all read, whatever their kind: a library that takes the first would let a second one pass.
 */
export function readSignerCertificate(
  certificate: Buffer,
  extensions: readonly Extension[],
): SignerCertificate | null {
  if (new Set(extensions.map(({ oid }) => oid)).size !== extensions.length) return null;
  const names = extensions.find(({ oid }) => oid === ALTERNATIVE_NAME);
  const decodedNames = names ? decodeGeneralNames(names.value) : [];
  const facts = readFulcioExtensions(extensions);
  if (decodedNames === null || facts === null) return null;
  const { validFrom, validTo } = new X509Certificate(certificate);
  return {
    names: decodedNames,
    extensions: facts,
    notBefore: Date.parse(validFrom) / 1000,
    notAfter: Date.parse(validTo) / 1000,
  };
}

function readFulcioExtensions(extensions: readonly Extension[]): Record<number, string> | null {
  const facts: Record<number, string> = {};
  for (const { oid, value } of extensions) {
    const n = Number(FULCIO.exec(oid)?.[1] ?? OTHER_NAME);
    if (n === OTHER_NAME) continue;
    const text = n >= FIRST_DER ? decodeUtf8String(value) : decodeText(value);
    if (text === null) return null;
    facts[n] = text;
  }
  return facts;
}
