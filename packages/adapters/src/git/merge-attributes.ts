/** One `.gitattributes` of a tree, as bytes: one character each. */
export interface AttributesFile {
  /** Where it lies: empty, or a directory with a slash at its end. */
  readonly directory: string;
  readonly text: string;
}

/** Holds what the repository says of merging: git itself is told no more than what it may not merge. */
export const RULE = 'sluice-merge';
export const GENERATED = 'linguist-generated';

const MACRO = '[attr]';
const NO_TEXT = ['-merge', '-diff', `${RULE}=binary`];

/**
 * The same as one file of attributes for a whole repository, with nothing but what says how files are merged: git merges
 * and compares no text of `-merge`, `merge=binary` and `binary`. Whatever would call a conflict merged (`merge=union`, a
 * program) is kept as a word alone, so that the conflict is seen first. Paths are told apart by git itself. Empty: nothing
 * is said. Source: https://git-scm.com/docs/gitattributes
 */
export function mergeAttributes(files: readonly AttributesFile[]): string {
  const depth = ({ directory }: AttributesFile): number => directory.split('/').length;
  const ordered = files.toSorted((a, b) => depth(a) - depth(b));
  const macros = new Set(ordered.filter((file) => file.directory === '').flatMap(macrosIn));
  const written = ordered.flatMap(({ directory, text }) =>
    linesOf(text).flatMap(({ pattern, attributes }): string => {
      const place = pattern.startsWith(MACRO)
        ? directory === '' && pattern
        : patternBelow(directory, pattern);
      const words = attributes.flatMap((word) => wordsFor(word, macros));
      return place === false || words.length === 0 ? '' : `${place} ${words.join(' ')}\n`;
    }),
  );
  return written.join('');
}

function macrosIn({ text }: AttributesFile): string[] {
  return linesOf(text).flatMap(({ pattern }) =>
    pattern.startsWith(MACRO) ? pattern.slice(MACRO.length) : [],
  );
}

interface Line {
  readonly pattern: string;
  readonly attributes: readonly string[];
}

function linesOf(text: string): Line[] {
  return text
    .replace(/^\xef\xbb\xbf/, '')
    .split('\n')
    .flatMap((written): Line | never[] => {
      const line = written.replace(/^[ \t\r]+|[ \t\r]+$/g, '');
      if (line === '' || line.startsWith('#') || line.startsWith('!')) return [];
      const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(line);
      const [pattern, end] = quoted
        ? [unquoted(quoted[1]!), quoted[0].length]
        : [/^[^ \t\r]+/.exec(line)![0], line.search(/[ \t\r]|$/)];
      return {
        pattern,
        attributes: line
          .slice(end)
          .split(/[ \t\r]+/)
          .filter(Boolean),
      };
    });
}

/** What one word about a file becomes; nothing where it says nothing of merging. */
function wordsFor(word: string, macros: ReadonlySet<string>): readonly string[] {
  const [, sign, name, value] = /^([-!]?)([^=]*)(?:=(.*))?$/s.exec(word)!;
  if (name === GENERATED || macros.has(name!)) return [word];
  if (name === 'binary') return sign === '' && value === undefined ? NO_TEXT : [];
  if (name !== 'merge') return [];
  if (sign === '-' || value === 'binary') return NO_TEXT;
  return ['!merge', '!diff', sign === '!' ? `!${RULE}` : `${RULE}=${value ?? 'text'}`];
}

/** A pattern of a directory as one of the whole repository; false: it matches nothing. */
function patternBelow(directory: string, pattern: string): string | false {
  if (pattern.endsWith('/')) return false;
  const above = directory.replace(/[\\*?[]/g, '\\$&');
  const bare = pattern.replace(/^\//, '');
  const whole = directory === '' ? pattern : pattern.includes('/') ? above + bare : `${above}**/${bare}`;
  return `"${whole.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** C's escapes, of which git writes some; bytes beyond ASCII as octal numbers. */
function unquoted(text: string): string {
  return text.replace(/\\([0-3][0-7]{2}|.)/gs, (_, escape: string) =>
    escape.length === 3 ? String.fromCharCode(Number.parseInt(escape, 8)) : (ESCAPES[escape] ?? escape),
  );
}
