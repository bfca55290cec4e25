import { joinVersion } from '../dependencies/join-version.ts';
import type { Join } from '../tree/merge-parts.ts';
import { countedKeys, group, leaf, type Group, type Part } from '../tree/part.ts';

const BLOCK = { kind: 'map', separator: '', trailing: false, named: true, open: true } as const;

/** A go.mod as its directives; null where one is twice or a block does not end. Source: https://go.dev/ref/mod#go-mod-file */
export function parseGoMod(text: string): Group | null {
  const top: Part[] = [];
  let block: { lead: string; head: string; verb: string; parts: Part[] } | null = null;
  let lead = '';
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const said = line.replace(/\/\/.*/, '').trim();
    const opened = /^(\w+)\s*\($/.exec(said)?.[1];
    if (said === '') lead += line;
    else if (opened && !block) {
      block = { lead, head: line, verb: opened, parts: [] };
      lead = '';
    } else if (said === ')' && block) {
      const keys = block.parts.map(({ key }) => key);
      if (new Set(keys).size < keys.length) return null;
      const body = group({ ...BLOCK, head: block.head, tail: lead + line }, block.parts, '\t');
      top.push({ key: `${block.verb} (`, lead: block.lead, body, after: '' });
      [block, lead] = [null, ''];
    } else {
      // The indentation goes with the white space before it, so that any directive can come first in its block.
      const indent = line.length - line.trimStart().length;
      const part = directive(line.slice(indent), block?.verb ?? null);
      (block?.parts ?? top).push({ ...part, lead: lead + line.slice(0, indent) });
      lead = '';
    }
  }
  if (block) return null;
  const keys = countedKeys(top.map(({ key }) => key));
  return group(
    { ...BLOCK, head: '', tail: lead },
    top.map((part, i) => ({ ...part, key: keys[i]! })),
    '\n',
  );
}

/** A line of a block, or one with its verb: what it is about is its key, the version its value. */
function directive(line: string, verb: string | null): Omit<Part, 'lead'> {
  const said = line.replace(/\/\/.*/, '').trim();
  const own = verb === null ? said.replace(/^\S+\s*/, '') : said;
  const name = verb ?? said.split(/\s/, 1)[0]!;
  const [subject, rest] = splitDirective(name, own);
  const at = line.indexOf(rest, line.indexOf(subject) + subject.length);
  const start = rest === '' ? line.indexOf(subject) + subject.length : at;
  const [before, value] = [line.slice(0, start), line.slice(start, start + rest.length)];
  return { key: `${name} ${subject}`, body: leaf(value, before), after: line.slice(start + rest.length) };
}

/** What a directive is about, and what it says of it: there is one `go` line, but many modules. */
function splitDirective(name: string, own: string): readonly [string, string] {
  if (name === 'exclude' || name === 'retract' || name === 'tool') return [own, ''];
  if (['go', 'toolchain', 'module', 'godebug'].includes(name)) return ['', own];
  const [subject] = own.split(name === 'replace' ? /\s*=>\s*/ : /\s+/, 1);
  return [subject!, own.slice(subject!.length).trim()];
}

/** Of two versions of a module the build takes the higher one in any case. Source: https://research.swtch.com/vgo-mvs */
export const joinGoVersion: Join = (path, values) =>
  path.at(-1)?.startsWith('replace') ? null : joinVersion(values, 'any');
