/** Something in a text that looks like a secret: its place, and what it looks like. Never the secret itself. */
export interface Secret {
  /** Counted from 1. */
  readonly line: number;
  readonly kind: string;
}

interface Found extends Secret {
  readonly start: number;
  readonly end: number;
}

// Each is linear: bounded, or with nothing after a run that the run could give back.
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g],
  ['a key of a cloud', /\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}/g],
  ['a token of a forge', /\b(?:gh[pousr]_|github_pat_|glpat-|gldt-)[A-Za-z0-9_-]{16,255}/g],
  ['a token of a service', /\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,255}|\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/g],
  ['a token of a registry', /\b(?:npm_|pypi-|dckr_pat_|hf_)[A-Za-z0-9_-]{16,255}/g],
  ['a web token', /(?<![\w-])eyJ[A-Za-z0-9_-]{8,1000}\.[A-Za-z0-9_-]{8,1000}\./g],
  ['a password in an address', /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`]{1,100}:[^\s/@"'`]{3,200}@/gi],
];
const RUN = /[A-Za-z0-9+/_=-]{20,}/g;
const NAMED =
  /(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|salt)[a-z0-9_]{0,20}["'`]?\s{0,8}(?:[:=]|=>|:=)\s{0,8}["'`]([^\s"'`]{8,200})["'`]/gi;
const HEX = /^[0-9a-fA-F]+$/;

/** Everything in the text that looks like a secret, in order. Rather one too many: nothing is lost but an answer. */
export function findSecrets(text: string): Secret[] {
  return found(text).map(({ line, kind }) => ({ line, kind }));
}

/** The text without its secrets; the same number of lines. */
export function redact(text: string): string {
  let clean = '';
  let from = 0;
  for (const { start, end, kind } of found(text)) {
    clean += `${text.slice(from, start)}[${kind} was here]`;
    from = end;
  }
  return clean + text.slice(from);
}

function found(text: string): Found[] {
  const spans: { start: number; end: number; kind: string }[] = [];
  const add = (kind: string, start: number, length: number): void => {
    spans.push({ kind, start, end: start + length });
  };
  for (const [kind, shape] of SHAPES) {
    for (const match of text.matchAll(shape)) add(kind, match.index, match[0].length);
  }
  for (const match of text.matchAll(NAMED)) {
    const value = match[1]!;
    if (isSecretValue(value))
      add('a value of a secret', match.index + match[0].lastIndexOf(value), value.length);
  }
  for (const match of text.matchAll(RUN)) {
    if (isRandom(match[0])) add('a random text', match.index, match[0].length);
  }
  return withLines(text, apart(spans.sort((a, b) => a.start - b.start || b.end - a.end)));
}

/** Spans that overlap become one. */
function apart<T extends { readonly start: number; readonly end: number }>(spans: readonly T[]): T[] {
  const kept: T[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (last === undefined || span.start >= last.end) kept.push(span);
    else if (span.end > last.end) kept[kept.length - 1] = { ...last, end: span.end };
  }
  return kept;
}

function withLines(text: string, spans: readonly Omit<Found, 'line'>[]): Found[] {
  let line = 1;
  let at = 0;
  return spans.map((span) => {
    for (; at < span.start; at++) if (text.charCodeAt(at) === 10) line += 1;
    return { ...span, line };
  });
}

/** Not a word, a placeholder or the name of a variable. */
function isSecretValue(value: string): boolean {
  if (/^[$%{<[]|\.{3}|x{4}|\*{3}|example|changeme|placeholder|dummy|^process\.|^env\./i.test(value))
    return false;
  return /\d/.test(value) && entropy(value) >= 2.5;
}

/** Keys are drawn at random: many different characters, digits among letters of both cases. Hashes (hexadecimal) are not keys. */
function isRandom(run: string): boolean {
  if (HEX.test(run)) return false;
  const sample = run.slice(0, 400);
  const digits = sample.replace(/[^0-9]/g, '').length;
  const mixed = /[a-z]/.test(sample) && /[A-Z]/.test(sample) && digits >= 3;
  const turns = sample.match(/[a-z][A-Z0-9]|[0-9][A-Za-z]|[A-Z][0-9]/g)?.length ?? 0;
  return mixed && turns * 4 >= Math.min(sample.length, 80) && entropy(sample) >= 3.8;
}

/** Bits a character (Shannon). */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
