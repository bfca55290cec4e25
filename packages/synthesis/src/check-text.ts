import { linesOf, namesOf } from './words.ts';

/** A text that a model wrote, and the texts that it was made from. */
export interface Written {
  readonly text: string;
  readonly sources: readonly string[];
}

const MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?:[ \t].*)?$/;
const HIDDEN =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- what nobody sees is what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
const ADDRESS = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>()[\]{}\\]{1,300}/gi;
const HOST = /\b(?:[a-z0-9-]{1,63}\.){1,8}(?:com|net|org|io|dev|xyz|ru|cn)\b/gi;
const NUMBERED = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;
const MODULE =
  /\b(?:from|import|require|export)\s{0,8}\(?\s{0,8}["'`]([^"'`\n]{1,300})["'`]|^[ \t]{0,40}from[ \t]{1,8}([\w.]{1,300})[ \t]{1,8}import\b|^[ \t]{0,40}import[ \t]{1,8}(?:static[ \t]{1,8})?([\w.*]{1,300})[ \t]{0,8}(?:[;,]|as\b|$)|^[ \t]{0,40}(?:pub[ \t]{1,8})?(?:use|extern[ \t]{1,8}crate)[ \t]{1,8}([\w:]{1,300})|^[ \t]{0,40}(?:[\w.]{1,60}[ \t]{1,8})?"([\w.-]{1,100}(?:\/[\w.-]{1,100}){1,8})"[ \t]{0,8}$/gm;

/** Names that reach out of the program: nobody needs them for the first time to join two sides. */
const REACHING = new Set(
  'eval Function exec execSync execFile execFileSync spawn spawnSync fork child_process Deno Bun XMLHttpRequest fetch WebSocket importScripts __import__ compile subprocess popen system shell socket urlopen urllib requests httplib marshal pickle ctypes Runtime ProcessBuilder getRuntime unsafe transmute Command syscall plugin cgo env environ getenv setenv atob fromCharCode innerHTML document localStorage chmod unlink rmSync rmtree'.split(
    ' ',
  ),
);
const MOST_SHOWN = 3;

/** What is wrong with a text that a model wrote, one phrase each; empty: nothing that can be seen without knowing its language. */
export function textProblems({ text, sources }: Written): string[] {
  return [
    ...some('it has conflict markers', newLines(text, sources, MARKER)),
    ...some('it has characters that nobody sees', fresh(text, sources, hiddenIn)),
    ...some('it names an address that neither side has', fresh(text, sources, addressesIn)),
    ...some('it imports what neither side imports', fresh(text, sources, modulesIn)),
    ...(text.length > sizeOf(sources) ? ['it is much longer than both sides'] : []),
  ];
}

/** Names in a program that reach out of it, where none of its sources does. */
export function reachProblems({ text, sources }: Written): string[] {
  const reaching = newNames({ text, sources }).filter((name) => REACHING.has(name));
  return some('it reaches out of the program', reaching);
}

/** Names in the text that none of its sources has. */
export function newNames({ text, sources }: Written): string[] {
  return fresh(text, sources, namesIn);
}

function some(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return [];
  const shown = found.slice(0, MOST_SHOWN).map((each) => JSON.stringify(each.slice(0, 60)));
  return [`${what}: ${shown.join(', ')}${found.length > MOST_SHOWN ? ' and more' : ''}`];
}

function fresh(text: string, sources: readonly string[], of: (text: string) => Set<string>): string[] {
  const known = new Set(sources.flatMap((source) => [...of(source)]));
  return [...of(text)].filter((each) => !known.has(each));
}

function newLines(text: string, sources: readonly string[], shape: RegExp): string[] {
  const known = new Set(sources.flatMap(linesOf));
  return linesOf(text).filter((line) => shape.test(line) && !known.has(line));
}

function hiddenIn(text: string): Set<string> {
  return new Set(
    [...text.matchAll(HIDDEN)].map(([char]) => `U+${char.codePointAt(0)!.toString(16).toUpperCase()}`),
  );
}

function addressesIn(text: string): Set<string> {
  const all = [...text.matchAll(ADDRESS), ...text.matchAll(HOST), ...text.matchAll(NUMBERED)];
  return new Set(all.map(([address]) => address.toLowerCase().replace(/[.,;:!?]+$/, '')));
}

function modulesIn(text: string): Set<string> {
  const modules = [...text.matchAll(MODULE)].map((match) =>
    match.slice(1).find((each) => each !== undefined)!,
  );
  return new Set(modules);
}

function namesIn(text: string): Set<string> {
  return namesOf(linesOf(text));
}

function sizeOf(sources: readonly string[]): number {
  return sources.reduce((sum, { length }) => sum + length, 0) + 4_000;
}
