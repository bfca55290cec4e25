import { fitSections, type MarkdownSection } from '../markdown-budget.ts';
import { guardDocument } from './guard-document.ts';

/**
 * GitHub says characters and counts bytes, at least for check runs ('summary exceeds a maximum bytesize of 65535'); the
 * limit for bodies of pull requests and issues is 65,536. What is left is room for a later edit by a person.
 */
export const BODY_BYTES = 62_000;
/** GitHub takes 1 MiB of summary from each step. */
export const SUMMARY_BYTES = 900_000;

/** A document and where to find what it has no room for, as a clause: `[the run](…) has them all`. */
export interface Room {
  readonly bytes: number;
  readonly elsewhere: string;
}

/** The sections that have content, guarded, as one document of at most so many bytes of UTF-8. */
export function fitDocument(sections: readonly MarkdownSection[], { bytes, elsewhere }: Room): string {
  const guarded = sections.filter(hasContent).map(guardSection);
  let limit = bytes;
  for (;;) {
    const text = fitSections(guarded, limit, elsewhere);
    const size = Buffer.byteLength(text, 'utf8');
    // Heads and tails alone: nothing is left to cut.
    if (size <= bytes || limit <= 0) return text;
    limit = Math.min(limit - 1, Math.floor((limit * bytes) / size) - 100);
  }
}

function hasContent({ items, tail }: MarkdownSection): boolean {
  return items.length > 0 || tail !== '';
}

function guardSection(section: MarkdownSection): MarkdownSection {
  return {
    ...section,
    head: guardDocument(section.head),
    items: section.items.map(guardDocument),
    tail: guardDocument(section.tail),
  };
}

/** A section of prose, kept whole whatever happens. */
export function prose(...paragraphs: readonly string[]): MarkdownSection {
  const tail = paragraphs.filter((text) => text !== '').join('\n\n');
  return { head: '', items: [], separator: '\n\n', noun: '', tail };
}

/** The section under a line that opens it, for what a reader in a hurry does not need. `title` is of ours. */
export function folded(section: MarkdownSection, title: string): MarkdownSection {
  const body = section.head.replace(/^### .*\n+|^### .*$/, '');
  const head = `<details><summary>${title}</summary>${body === '' ? '' : `\n\n${body}`}`;
  const tail = [section.tail, '</details>'].filter((text) => text !== '').join('\n\n');
  return hasContent(section) ? { ...section, head, tail } : section;
}
