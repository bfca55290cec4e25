import { areDistinct } from '../tree/item-keys.ts';
import { countedKeys, group, leaf, type Group, type Part } from '../tree/part.ts';

const BLOCK = { separator: '', trailing: false, named: false, open: true } as const;

interface Section {
  readonly key: string;
  readonly lead: string;
  readonly head: string;
  readonly parts: Part[];
}

/** Sections of keys, as in setup.cfg and .editorconfig; null where a section or key is twice. */
export function parseIni(text: string): Group | null {
  const read = readSections(text);
  if (!read?.sections.every(({ parts }) => areDistinct(parts))) return null;
  const sections = read.sections.map(({ key, lead, head, parts }) => {
    return { key, lead, body: group({ ...BLOCK, kind: 'map', head, tail: '' }, parts, ''), after: '' };
  });
  if (!areDistinct(sections)) return null;
  return group({ ...BLOCK, kind: 'map', head: '', tail: read.tail }, sections, '\n');
}

/** Sections, and keys with the section that they are in, each as often as it is there. */
export function iniKeys(text: string): string[] {
  return (readSections(text)?.sections ?? []).flatMap((section) => {
    const keys = section.parts.map(({ key }) => `${section.key}] ${key}`);
    return section.head === '' ? keys : [`${section.key}]`, ...keys];
  });
}

function readSections(text: string): { readonly sections: readonly Section[]; readonly tail: string } | null {
  const sections: Section[] = [{ key: '[', lead: '', head: '', parts: [] }];
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let lead = '';
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    const heading = /^\[([^\n]*)\]\s*$/.exec(line)?.[1];
    if (/^\s*(?:[#;]|$)/.test(line)) {
      lead += line;
      at += 1;
    } else if (heading !== undefined) {
      sections.push({ key: `[${heading}`, lead, head: line, parts: [] });
      lead = '';
      at += 1;
    } else {
      const end = entryEnd(lines, at);
      const part = entry(lines.slice(at, end), lead);
      if (!part) return null;
      sections.at(-1)!.parts.push(part);
      lead = '';
      at = end;
    }
  }
  const isEmpty = ({ head, parts }: Section): boolean => head === '' && parts.length === 0;
  return { sections: sections.filter((section) => !isEmpty(section)), tail: lead };
}

/** The line after a key and the indented lines that go on with it. */
function entryEnd(lines: readonly string[], at: number): number {
  let end = at + 1;
  while (end < lines.length && /^[ \t]+\S/.test(lines[end]!)) end += 1;
  return end;
}

/** A key with its value; a value of lines is a list of them. */
function entry(lines: readonly string[], lead: string): Part | null {
  const [first, ...more] = lines as [string, ...string[]];
  const found = /^(\s*([^=:\s][^=:\n]*?)\s*[=:][ \t]*)(.*?)(\s*)$/.exec(first.replace(/\n$/, ''));
  if (!found) return null;
  const [, before, key, value, space] = found as unknown as [string, string, string, string, string];
  const end = `${space}${first.endsWith('\n') ? '\n' : ''}`;
  if (more.length === 0) return { key, lead, body: leaf(value, before), after: end };
  if (value !== '') return { key, lead, body: leaf(lines.join('').slice(before.length), before), after: '' };
  const items = more.map((line) => {
    const said = line.trim();
    const from = line.indexOf(said);
    return { key: said, lead: line.slice(0, from), body: leaf(said), after: line.slice(from + said.length) };
  });
  const keys = countedKeys(items.map((item) => item.key));
  const body = group(
    { ...BLOCK, kind: 'list', head: before + end, tail: '' },
    items.map((item, i) => ({ ...item, key: keys[i]! })),
  );
  return { key, lead, body, after: '' };
}
