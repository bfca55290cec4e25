/**
 * Paths and ref names as git stores them are bytes, usually UTF-8. They are held as strings: valid UTF-8 decodes as
 * usual, and each byte that is not valid UTF-8 becomes a lone low surrogate U+DC80..U+DCFF, so that decoding and
 * encoding lose nothing (the `surrogateescape` of Python's PEP 383).
 */
export type GitPath = string;

const REPLACEMENT = '\ufffd';
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes from git to text, without loss. */
export function decodeGitText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes(REPLACEMENT)) return text;
  try {
    return strict.decode(bytes);
  } catch {
    return decodeEscaping(bytes);
  }
}

function decodeEscaping(bytes: Buffer): string {
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const length = sequenceLength(bytes[i]!);
    const chunk = bytes.subarray(i, i + length);
    const decoded = length > 0 ? tryDecode(chunk) : null;
    text += decoded ?? String.fromCharCode(0xdc00 + bytes[i]!);
    i += decoded === null ? 1 : length;
  }
  return text;
}

function tryDecode(chunk: Buffer): string | null {
  try {
    return strict.decode(chunk);
  } catch {
    return null;
  }
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/** Text that came from {@link decodeGitText} back to its bytes. */
export function encodeGitText(text: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text, 'utf8');
  const parts: Buffer[] = [];
  for (const char of text) {
    const code = char.charCodeAt(0);
    const escaped = char.length === 1 && code >= 0xdc80 && code <= 0xdcff;
    parts.push(escaped ? Buffer.from([code - 0xdc00]) : Buffer.from(char, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** True when the path cannot be shown or checked out safely everywhere: control characters or bytes that are not UTF-8. */
export function isHostilePath(path: GitPath): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return !path.isWellFormed() || /[\u0000-\u001f\u007f]/.test(path);
}

/** The path as people should see it: on one line, every byte that is not plain text escaped. */
export function showPath(path: GitPath): string {
  if (!isHostilePath(path)) return path;
  return [...path].map(showChar).join('');
}

function showChar(char: string): string {
  const code = char.charCodeAt(0);
  if (char.length === 1 && code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  return code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, '0')}` : char;
}

/** The directories above a path, nearest first: `a/b/c` gives `a/b`, `a`. */
export function parentsOf(path: GitPath): GitPath[] {
  const parents: GitPath[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    parents.push(path.slice(0, end));
  }
  return parents;
}
