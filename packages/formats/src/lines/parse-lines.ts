import { countedKeys, group, leaf, type Group, type GroupKind, type Leaf, type Part } from '../tree/part.ts';

/** How the lines of a format are read. */
export interface LineStyle {
  readonly kind: GroupKind;
  /** The line as a part; null for white space and comments, which travel with the next line. */
  readonly read: (line: string) => Line | null;
  /** Whether a line goes on in the next one. */
  readonly continues?: (line: string) => boolean;
}

export interface Line {
  readonly key: string;
  readonly body: Leaf;
}

/** A text line by line; null where a format of unique keys has one twice. */
export function parseLines(text: string, style: LineStyle): Group | null {
  const { kind } = style;
  const { parts, tail } = partsIn(text, style);
  const keys = parts.map(({ key }) => key);
  if (kind === 'map' && new Set(keys).size < keys.length) return null;
  const unique = countedKeys(keys);
  const fields = { kind, separator: '' as const, trailing: false, named: false, head: '', tail, open: true };
  return group(
    fields,
    parts.map((part, i) => ({ ...part, key: unique[i]! })),
    '',
  );
}

/** The keys of a text, each as often as it is there. */
export function lineKeys(text: string, style: LineStyle): string[] {
  return partsIn(text, style).parts.map(({ key }) => key);
}

function partsIn(
  text: string,
  { read, continues }: LineStyle,
): { readonly parts: Part[]; readonly tail: string } {
  const parts: Part[] = [];
  let lead = '';
  for (const line of wholeLines(text, continues)) {
    const end = line.endsWith('\n') ? 1 : 0;
    const found = read(line.slice(0, line.length - end));
    if (!found) {
      lead += line;
      continue;
    }
    parts.push({ ...found, lead, after: line.slice(line.length - end) });
    lead = '';
  }
  return { parts, tail: lead };
}

/** Lines with their line breaks, continued ones as one. */
function wholeLines(text: string, continues: LineStyle['continues']): string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  if (!continues) return lines;
  const whole: string[][] = [];
  let open = false;
  for (const line of lines) {
    if (open) whole.at(-1)!.push(line);
    else whole.push([line]);
    open = continues(line.replace(/\n$/, ''));
  }
  return whole.map((parts) => parts.join(''));
}

/** A line that is what it says; white space around it counts for nothing. */
export function plainLine(line: string): Line {
  const value = line.trim();
  const at = line.indexOf(value);
  return { key: value, body: leaf(value, line.slice(0, at), line.slice(at + value.length)) };
}
