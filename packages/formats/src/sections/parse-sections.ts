import { squashed } from '../tree/merge-text.ts';
import { countedKeys, group, type Group, type Part } from '../tree/part.ts';
import { headingAt, isUnreleased, versionOf, type Heading, type Markup } from './headings.ts';
import { readBlock } from './read-block.ts';

/** What a document is. */
export interface DocumentStyle {
  /** A changelog: a heading with a version begins a release, and new entries of both sides stay. */
  readonly releases: boolean;
  readonly markup: Markup;
}

/** A section that is being read. */
interface Open {
  readonly depth: number;
  readonly key: string;
  readonly lead: string;
  readonly head: string;
  readonly parts: Part[];
}

/** A document as sections of blocks; a list is a group of its items. Never null: every text is a document. */
export function parseSections(text: string, style: DocumentStyle): Group {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const bare = lines.map((line) => line.replace(/\n$/, ''));
  const depths = new Map<string, number>();
  const open: Open[] = [{ depth: 0, key: '', lead: '', head: '', parts: [] }];
  let lead = '';
  let at = 0;
  while (at < lines.length) {
    if (bare[at]!.trim() === '') {
      lead += lines[at++]!;
      continue;
    }
    const heading = headingAt(bare, at, style.markup);
    if (heading) {
      const depth = depthOf(heading, style, depths);
      while (open.at(-1)!.depth >= depth) closeSection(open, style);
      const head = lines.slice(at, at + heading.lines).join('');
      open.push({ depth, key: headingKey(heading, style), lead, head, parts: [] });
      at += heading.lines;
    } else {
      const block = readBlock({ lines, bare, markup: style.markup }, at, lead);
      open.at(-1)!.parts.push(block.part);
      at = block.end;
    }
    lead = '';
  }
  while (open.length > 1) closeSection(open, style);
  return sectionBody(open[0]!, style, lead);
}

function closeSection(open: Open[], style: DocumentStyle): void {
  const section = open.pop()!;
  open.at(-1)!.parts.push({
    key: section.key,
    lead: section.lead,
    body: sectionBody(section, style, ''),
    after: '',
  });
}

function sectionBody({ head, parts }: Open, { releases }: DocumentStyle, tail: string): Group {
  const keys = countedKeys(parts.map(({ key }) => key));
  const fields = {
    kind: 'list' as const,
    separator: '' as const,
    trailing: false,
    named: false,
    head,
    tail,
    open: releases,
  };
  return group(
    fields,
    parts.map((part, i) => ({ ...part, key: keys[i]! })),
    '\n',
  );
}

/** Releases are on one level, however their headings are marked in the course of the years. */
function depthOf(heading: Heading, { releases }: DocumentStyle, depths: Map<string, number>): number {
  if (releases && (versionOf(heading.title) !== null || isUnreleased(heading.title))) return 1;
  if (heading.depth !== null) return heading.depth + 1;
  const depth = depths.get(heading.style) ?? depths.size + 2;
  depths.set(heading.style, depth);
  return depth;
}

function headingKey({ title }: Heading, { releases }: DocumentStyle): string {
  const version = releases ? versionOf(title) : null;
  return version === null ? `# ${squashed(title).toLowerCase()}` : `v ${version}`;
}
