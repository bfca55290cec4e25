import { areDistinct } from '../tree/item-keys.ts';
import { countedKeys, group, leaf, type Group, type Part } from '../tree/part.ts';

const BLOCK = { separator: '', trailing: false, named: false, open: true } as const;

/** Sections of keys, as in setup.cfg and .editorconfig; null where a section or key is twice. */
export function parseIni(text: string): Group | null {
  const sections: Part[] = [];
  let section = { key: '', lead: '', head: '', parts: [] as Part[] };
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let lead = '';
  const close = (): boolean => {
    const body = group({ ...BLOCK, kind: 'map', head: section.head, tail: '' }, section.parts, '');
    if (section.head !== '' || section.parts.length > 0)
      sections.push({ key: `[${section.key}`, lead: section.lead, body, after: '' });
    return areDistinct(section.parts);
  };
  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    const heading = /^\[([^\n]*)\]\s*$/.exec(line)?.[1];
    if (/^\s*(?:[#;]|$)/.test(line)) {
      lead += line;
      at += 1;
    } else if (heading !== undefined) {
      if (!close()) return null;
      section = { key: heading, lead, head: line, parts: [] };
      lead = '';
      at += 1;
    } else {
      const end = entryEnd(lines, at);
      const part = entry(lines.slice(at, end), lead);
      if (!part) return null;
      section.parts.push(part);
      lead = '';
      at = end;
    }
  }
  if (!close() || !areDistinct(sections)) return null;
  return group({ ...BLOCK, kind: 'map', head: '', tail: lead }, sections, '\n');
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
