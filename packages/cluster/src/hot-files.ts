// A sieve before parsing: two branches can only meet at a symbol of which one touches the declaration and another says
// the name on a line that it changes. Words decide, at a fraction of the cost of a parser.
import type { Region } from '@sluice/model';

/** One changed file of one branch, as text; null: absent on that side. */
export interface ChangedText {
  readonly by: number;
  readonly path: string;
  /** Names of different languages never meet; null: data, whose keys meet in the file alone. */
  readonly language: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly regions: readonly Region[] | null;
}

interface Words {
  /** On removed or added lines that look like a declaration, or around changed lines. */
  readonly declared: Set<string>;
  /** On added lines. */
  readonly said: Set<string>;
}

/** A file in which branches may meet at a symbol. */
export interface HotFile<File extends ChangedText> {
  readonly file: File;
  /** Only what it uses matters: its version before need not be read. */
  readonly onlyUses: boolean;
}

/** Those of the files in which branches may meet at a symbol. */
export function hotFiles<File extends ChangedText>(files: readonly File[]): HotFile<File>[] {
  const read = files.map((file) => ({ file, words: wordsOf(file) }));
  const declaring = new Sayers();
  const saying = new Sayers();
  for (const { file, words } of read) {
    for (const word of words.declared) declaring.add(word, file.by);
    for (const word of words.said) saying.add(word, file.by);
  }
  const isHot = (word: string): boolean => declaring.meets(saying, word);
  return read.flatMap(({ file, words }) => {
    const declares = [...words.declared].some(isHot);
    return declares || [...words.said].some(isHot) ? [{ file, onlyUses: !declares }] : [];
  });
}

/** Lines from 1 that a branch adds: all of a new file. */
export function addedLines({ before, after, regions }: ChangedText): (line: number) => boolean {
  if (before === null || after === null) return () => after !== null;
  const spans: [number, number][] = [];
  let shift = 0;
  for (const { start, removed, added } of regions ?? []) {
    spans.push([start + shift + 1, start + shift + added.length]);
    shift += added.length - removed.length;
  }
  return (line) => spans.some(([from, to]) => line >= from && line <= to);
}

/** Who says a word: one, or several. */
class Sayers {
  readonly #by = new Map<string, number>();

  add(word: string, by: number): void {
    const known = this.#by.get(word);
    if (known === undefined) this.#by.set(word, by);
    else if (known !== by) this.#by.set(word, SEVERAL);
  }

  meets(other: Sayers, word: string): boolean {
    const here = this.#by.get(word);
    const there = other.#by.get(word);
    if (here === undefined || there === undefined) return false;
    return here !== there || here === SEVERAL;
  }
}

const SEVERAL = -1;
/** A longer line is no code that a person wrote: it is cut. */
const LONGEST_LINE = 400;
/** Lines above a change in which its declaration is looked for. */
const REACH = 60;

/** Shorter names are not worth a parse. */
const WORD = /[\p{L}_$][\p{L}\p{N}_$]{2,}/gu;
const MODIFIERS =
  '(?:(?:export|default|declare|async|abstract|public|private|protected|static|final|sealed|pub|pub\\([a-z]+\\)|unsafe|const|extern)\\s+)*';
const DECLARES = new RegExp(
  `^\\s*${MODIFIERS}(?:function\\*?|class|def|func|fn|interface|enum|struct|trait|type|record|mod|union)\\s+(?:\\([^()]*\\)\\s*)?([\\p{L}_$][\\p{L}\\p{N}_$]*)`,
  'u',
);
/** Values at the top level, which stand without indentation. */
const VALUE =
  /^(?:export\s+|pub(?:\([a-z]+\))?\s+)?(?:const|let|var|static)\s+(?:mut\s+)?([\p{L}_$][\p{L}\p{N}_$]*)/u;
/** Methods have no word before them: `close() {`, `public int size() {`. */
const BEFORE_METHOD = /^[\s\p{L}\p{N}_$<>[\],?@*]*$/u;
/** Words before a bracket that declare nothing. */
const NO_METHOD: ReadonlySet<string> = new Set(
  'if for while switch catch return match with constructor'.split(' '),
);
/** The last word before what ends a key or the name of a table. */
const KEY = /([^\s"'.:=,[\]{}]{1,100})["']?[ \t]{0,8}[:=\]]/g;
const HANDS_ON = /^(?:export\s*(?:type\s*)?[{*]|\s*pub(?:\([^)]{0,40}\))?\s+use\b)/;
const QUOTED = /"[^"]*"|'[^']*'/g;
const COMMENT = /^\s*(?:\/\/|\/?\*|#(?!\[))/;

function wordsOf(file: ChangedText): Words {
  return file.language === null ? keyWordsOf(file) : programWordsOf(file);
}

/** Of a file that both have: of one that only one of them has a merge says enough. */
function keyWordsOf({ path, before, after, regions }: ChangedText): Words {
  const keys = new Set<string>();
  const now = before === null ? [] : (after?.split('\n') ?? []);
  for (const { fresh } of changedLines([], now, regions))
    for (const line of fresh)
      for (const [, key] of line.slice(0, LONGEST_LINE).matchAll(KEY)) keys.add(`${path} ${key!}`);
  return { declared: keys, said: keys };
}

function programWordsOf({ path, language, before, after, regions }: ChangedText): Words {
  const declared = new Set<string>();
  const said = new Set<string>();
  const declare = (line: string): void => {
    for (const word of declaredBy(line)) declared.add(`${language} ${word}`);
    for (const claim of claimedBy(line)) declared.add(`${path} ${claim}`);
  };
  const say = (line: string): void => {
    for (const word of wordsIn(line)) said.add(`${language} ${word}`);
    for (const claim of claimedBy(line)) said.add(`${path} ${claim}`);
  };
  const old = before?.split('\n') ?? [];
  const now = after?.split('\n') ?? [];
  if (before === null || after === null) {
    for (const line of [...old, ...now]) declare(line);
    for (const line of now) say(line);
    return { declared, said };
  }
  for (const { start, gone, fresh } of changedLines(old, now, regions)) {
    const above = around(old, start);
    const inList = above.some((line) => handsOn(line, path));
    for (const line of [...gone, ...fresh]) {
      declare(line);
      if (inList || handsOn(line, path))
        for (const word of wordsIn(line)) declared.add(`${language} ${word}`);
    }
    for (const line of fresh) say(line);
    for (const line of above) declare(line);
  }
  return { declared, said };
}

/** Whether a line hands names on, or begins a list of them: every import of a Python package does. */
function handsOn(line: string, path: string): boolean {
  return HANDS_ON.test(line) || (path.endsWith('__init__.py') && /^from\s/.test(line));
}

/** The lines of each region, as they were and as they are. */
function changedLines(old: readonly string[], now: readonly string[], regions: ChangedText['regions']) {
  let shift = 0;
  return (regions ?? []).map(({ start, removed, added }) => {
    const gone = old.slice(start, start + removed.length);
    const fresh = now.slice(start + shift, start + shift + added.length);
    shift += added.length - removed.length;
    return { start, gone, fresh };
  });
}

function wordsIn(line: string): string[] {
  return [...line.slice(0, LONGEST_LINE).matchAll(WORD)].map(([word]) => word);
}

/** The line that a change is indented below: where parameters have lines of their own, only it has the name. */
function around(lines: readonly string[], at: number): string[] {
  const depth = indentOf(lines[at] ?? '');
  for (let above = at - 1; above >= Math.max(0, at - REACH); above--) {
    const line = lines[above]!;
    if (line.trim() !== '' && indentOf(line) < depth) return [line];
  }
  return [];
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function declaredBy(whole: string): string[] {
  const line = whole.slice(0, LONGEST_LINE);
  if (COMMENT.test(line)) return [];
  const found = DECLARES.exec(line) ?? VALUE.exec(line);
  if (found) return [found[1]!];
  const bracket = line.indexOf('(');
  if (bracket < 1 || !line.trimEnd().endsWith('{') || line.split('(').length !== line.split(')').length)
    return [];
  const head = line.slice(0, bracket);
  const name = head.slice(wordStart(head));
  return BEFORE_METHOD.test(head) && /^[\p{L}_$]/u.test(name) && !NO_METHOD.has(name) ? [name] : [];
}

/** Every name that lines say other than to call it, as far as words can tell. */
export function namesSaid(lines: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const whole of lines) {
    if (COMMENT.test(whole)) continue;
    const line = whole.slice(0, LONGEST_LINE).replace(QUOTED, "''");
    for (const { 0: word, index } of line.matchAll(WORD))
      if (!/^\s*\(/.test(line.slice(index + word.length))) names.add(word);
  }
  return names;
}

function wordStart(text: string): number {
  let start = text.length;
  while (start > 0 && /[\p{L}\p{N}_$]/u.test(text[start - 1]!)) start -= 1;
  return start;
}

/** Routes and plain values of enums, which are claimed within one file. */
function claimedBy(whole: string): string[] {
  const line = whole.slice(0, LONGEST_LINE);
  const route = /[.@]\w+\(\s*["'`](\/[^"'`\s]*)["'`]/.exec(line);
  const value = /^\s+\w+\s*=\s*(-?\d+|"[^"]*"|'[^']*')\s*[,;]?\s*$/.exec(line);
  return [...(route ? [route[1]!] : []), ...(value ? [`= ${value[1]!}`] : [])];
}
