/** One value of DER (X.690), with what follows it. */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
  readonly rest: Buffer;
}

const LONG_FORM = 0x80;
const UTF8_STRING = 0x0c;
const SEQUENCE = 0x30;

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads one value with a one-byte tag and the shortest form of its length; null: that is not there. */
export function readDer(bytes: Buffer): DerValue | null {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  if (first < LONG_FORM) return cut(bytes, tag, { start: 2, length: first });
  const digits = first - LONG_FORM;
  if (digits === 0 || digits > 4 || bytes.length < 2 + digits) return null;
  const length = bytes.readUIntBE(2, digits);
  const shortest = length >= LONG_FORM && length >= 2 ** (8 * (digits - 1));
  return shortest ? cut(bytes, tag, { start: 2 + digits, length }) : null;
}

function cut(
  bytes: Buffer,
  tag: number,
  { start, length }: { readonly start: number; readonly length: number },
): DerValue | null {
  const end = start + length;
  if (bytes.length < end) return null;
  return { tag, content: bytes.subarray(start, end), rest: bytes.subarray(end) };
}

/** Exactly one UTF8String and nothing behind it; null: something else. */
export function decodeUtf8String(bytes: Buffer): string | null {
  const value = readDer(bytes);
  if (value?.tag !== UTF8_STRING || value.rest.length > 0) return null;
  return decodeText(value.content);
}

export function decodeText(bytes: Buffer): string | null {
  try {
    return strictText.decode(bytes);
  } catch {
    return null;
  }
}

/** Kinds of GeneralName (RFC 5280, 4.2.1.6) that are plain text, by tag. */
const TEXT_NAMES: Readonly<Record<number, string>> = { 0x81: 'email', 0x82: 'DNS', 0x86: 'URI' };

/** A GeneralNames sequence: `URI:…`, `email:…`, `DNS:…`, and `other:<hex>` for the kinds that are not text; null: none. */
export function decodeGeneralNames(bytes: Buffer): string[] | null {
  const sequence = readDer(bytes);
  if (sequence?.tag !== SEQUENCE || sequence.rest.length > 0) return null;
  const names: string[] = [];
  for (let rest = sequence.content; rest.length > 0;) {
    const name = readDer(rest);
    if (!name) return null;
    const kind = TEXT_NAMES[name.tag];
    const text = kind === undefined ? name.content.toString('hex') : decodeAscii(name.content);
    if (text === null) return null;
    names.push(`${kind ?? 'other'}:${text}`);
    rest = name.rest;
  }
  return names;
}

/** An IA5String: printable ASCII here, so that no name looks like another. */
function decodeAscii(bytes: Buffer): string | null {
  return bytes.every((byte) => byte > 0x20 && byte < 0x7f) ? bytes.toString('latin1') : null;
}
