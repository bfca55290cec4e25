// The syntax of globs, read into a small tree. The automaton that runs the tree is in `glob-automaton.ts`.

/** One element of a glob. No element but `deep` and a written `/` matches a slash. */
export type GlobNode =
  | { readonly kind: 'char'; readonly code: number }
  | {
      readonly kind: 'set';
      readonly negated: boolean;
      readonly ranges: readonly (readonly [number, number])[];
    }
  /** `?` */
  | { readonly kind: 'one' }
  /** `*` */
  | { readonly kind: 'star' }
  /** `**` as a whole segment */
  | { readonly kind: 'deep' }
  /** `{a,b}`, `@(a|b)`, `?(a)`, `*(a)`, `+(a)` */
  | {
      readonly kind: 'group';
      readonly options: readonly (readonly GlobNode[])[];
      readonly optional: boolean;
      readonly repeated: boolean;
    };

export type GlobReading =
  { readonly nodes: readonly GlobNode[]; readonly wrong: null } | { readonly wrong: string };

/** What is left to read of one pattern. A mistake ends the reading: nothing more is read after it. */
interface Cursor {
  readonly chars: readonly string[];
  at: number;
  wrong: string | null;
}

type Closers = '' | ',}' | '|)';

const LONGEST_RANGE = 100;

/** Reads one pattern without its leading `!`. */
export function readGlob(pattern: string): GlobReading {
  const cursor: Cursor = { chars: [...pattern], at: 0, wrong: null };
  const nodes = readSequence(cursor, '');
  return cursor.wrong === null ? { nodes, wrong: null } : { wrong: cursor.wrong };
}

function readSequence(cursor: Cursor, closers: Closers): GlobNode[] {
  const nodes: GlobNode[] = [];
  while (cursor.at < cursor.chars.length && !isCloser(cursor, cursor.at, closers)) {
    nodes.push(readNode(cursor, closers));
  }
  return nodes;
}

function readNode(cursor: Cursor, closers: Closers): GlobNode {
  const char = cursor.chars[cursor.at]!;
  if ('?*+@!'.includes(char) && cursor.chars[cursor.at + 1] === '(') return readExtglob(cursor, char);
  switch (char) {
    case '\\':
      return readEscape(cursor);
    case '/':
      return readSlash(cursor, closers);
    case '*':
      return readStars(cursor, closers);
    case '?':
      cursor.at += 1;
      return { kind: 'one' };
    case '[':
      return readSet(cursor);
    case '{':
      return readBrace(cursor);
    default:
      cursor.at += 1;
      return literal(char);
  }
}

function readEscape(cursor: Cursor): GlobNode {
  const char = cursor.chars[cursor.at + 1];
  if (char === undefined) return fail(cursor, 'a backslash at the end escapes nothing');
  cursor.at += 2;
  return literal(char);
}

/**
 * A slash. `/**` at the end also matches the directory's own name, so that a file put in its place is not missed; after
 * a star it does not, as every file would be such a place.
 */
function readSlash(cursor: Cursor, closers: Closers): GlobNode {
  const { chars, at } = cursor;
  if (chars[at + 1] === '/') return fail(cursor, 'two slashes in a row match nothing');
  let end = at;
  while (chars[end] === '/' && chars[end + 1] === '*' && chars[end + 2] === '*') end += 3;
  const afterStar = chars[at - 1] === '*' && chars[at - 2] !== '\\';
  if (end > at && isEnd(cursor, end, closers) && !afterStar && at > 0) {
    cursor.at = end;
    return optional([literal('/'), { kind: 'deep' }]);
  }
  cursor.at += 1;
  return literal('/');
}

function readStars(cursor: Cursor, closers: Closers): GlobNode {
  const { chars, at } = cursor;
  let end = at;
  while (chars[end] === '*' && chars[end + 1] !== '(') end += 1;
  cursor.at = end;
  if (end - at !== 2 || !startsSegment(cursor, at, closers)) return { kind: 'star' };
  if (isEnd(cursor, end, closers)) return { kind: 'deep' };
  if (chars[end] !== '/') return { kind: 'star' };
  cursor.at = end + 1;
  return optional([{ kind: 'deep' }, literal('/')]);
}

function startsSegment(cursor: Cursor, at: number, closers: Closers): boolean {
  if (at === 0) return true;
  const before = cursor.chars[at - 1]!;
  return (
    before === '/' ||
    (closers === ',}' && '{,'.includes(before)) ||
    (closers === '|)' && '(|'.includes(before))
  );
}

function readExtglob(cursor: Cursor, sign: string): GlobNode {
  if (sign === '!')
    return fail(cursor, '"!(…)" is not supported; add a pattern that starts with "!" instead');
  cursor.at += 1;
  const options = readOptions(cursor, '|)');
  return { kind: 'group', options, optional: '?*'.includes(sign), repeated: '+*'.includes(sign) };
}

function readBrace(cursor: Cursor): GlobNode {
  const end = closingBrace(cursor);
  if (end === null) return fail(cursor, 'a "{" is never closed; write "\\{" for the character itself');
  const inside = cursor.chars.slice(cursor.at + 1, end.at).join('');
  const range = /^(?:(-?\d{1,9})\.\.(-?\d{1,9})|([a-zA-Z])\.\.([a-zA-Z]))$/.exec(inside);
  if (range !== null) return readRange(cursor, end.at, range);
  if (end.comma)
    return { kind: 'group', options: readOptions(cursor, ',}'), optional: false, repeated: false };
  cursor.at += 1;
  return literal('{');
}

function readRange(cursor: Cursor, end: number, range: RegExpExecArray): GlobNode {
  const numeric = range[1] !== undefined;
  const bounds = numeric ? [Number(range[1]), Number(range[2])] : [codeOf(range[3]!), codeOf(range[4]!)];
  const [low, high] = [Math.min(...bounds), Math.max(...bounds)];
  if (high - low >= LONGEST_RANGE) return fail(cursor, `a range may have at most ${LONGEST_RANGE} members`);
  cursor.at = end + 1;
  const members = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const options = members.map((member) =>
    [...(numeric ? String(member) : String.fromCharCode(member))].map(literal),
  );
  return { kind: 'group', options, optional: false, repeated: false };
}

/** The brace that closes the one at the cursor, and whether a comma of its own lies between. */
function closingBrace(cursor: Cursor): { at: number; comma: boolean } | null {
  let depth = 0;
  let comma = false;
  for (let at = cursor.at; at < cursor.chars.length; at += 1) {
    const char = cursor.chars[at]!;
    if (char === '\\') at += 1;
    else if (char === '{') depth += 1;
    else if (char === ',' && depth === 1) comma = true;
    else if (char === '}' && --depth === 0) return { at, comma };
  }
  return null;
}

function readOptions(cursor: Cursor, closers: Exclude<Closers, ''>): GlobNode[][] {
  const options: GlobNode[][] = [];
  do {
    cursor.at += 1;
    options.push(readSequence(cursor, closers));
  } while (cursor.chars[cursor.at] === closers[0]);
  if (cursor.at >= cursor.chars.length) fail(cursor, `a group is never closed with "${closers[1]}"`);
  cursor.at += 1;
  return options;
}

function readSet(cursor: Cursor): GlobNode {
  const { chars } = cursor;
  let at = cursor.at + 1;
  const negated = chars[at] === '!' || chars[at] === '^';
  if (negated) at += 1;
  const ranges: [number, number][] = [];
  for (let first = true; first || chars[at] !== ']'; first = false) {
    const low = setMember(chars, at);
    const ranged = low !== null && chars[low.next] === '-' && (chars[low.next + 1] ?? ']') !== ']';
    const high = ranged ? setMember(chars, low.next + 1) : low;
    if (low === null || high === null) {
      return fail(cursor, 'a "[" is never closed; write "\\[" for the character itself');
    }
    if (chars[at] === '[' && chars[at + 1] === ':')
      return fail(cursor, 'classes such as "[:alpha:]" are not supported');
    if (low.code === SLASH || high.code === SLASH) return fail(cursor, 'a slash inside "[…]" never matches');
    if (high.code < low.code) return fail(cursor, 'a range inside "[…]" runs backwards');
    ranges.push([low.code, high.code]);
    at = high.next;
  }
  cursor.at = at + 1;
  return { kind: 'set', negated, ranges };
}

function setMember(chars: readonly string[], at: number): { code: number; next: number } | null {
  const escaped = chars[at] === '\\';
  const char = chars[escaped ? at + 1 : at];
  return char === undefined ? null : { code: codeOf(char), next: at + (escaped ? 2 : 1) };
}

/** The code of the character that separates the parts of a path or branch name. */
export const SLASH = 0x2f;

function codeOf(char: string): number {
  return char.codePointAt(0)!;
}

function literal(char: string): GlobNode {
  return { kind: 'char', code: codeOf(char) };
}

function optional(nodes: readonly GlobNode[]): GlobNode {
  return { kind: 'group', options: [nodes], optional: true, repeated: false };
}

function isCloser(cursor: Cursor, at: number, closers: Closers): boolean {
  return closers.includes(cursor.chars[at]!);
}

function isEnd(cursor: Cursor, at: number, closers: Closers): boolean {
  return at >= cursor.chars.length || isCloser(cursor, at, closers);
}

function fail(cursor: Cursor, wrong: string): GlobNode {
  cursor.wrong ??= wrong;
  cursor.at = cursor.chars.length;
  return { kind: 'one' };
}
