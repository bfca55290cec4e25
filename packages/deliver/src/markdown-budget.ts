/** One part of a Markdown document: `items` may be left out from the end, with a line that says so. */
export interface MarkdownSection {
  readonly head: string;
  readonly items: readonly string[];
  /** Between items: `\n` in lists and tables, `\n\n` between paragraphs. */
  readonly separator: string;
  /** What an item is, for the line about those left out: `branches`. */
  readonly noun: string;
  readonly tail: string;
}

/** Room for the numbers and nouns of the line that says what was left out. */
const NOTE_ROOM = 160;
/** Where everything is that this document has no room for. */
const ELSEWHERE = 'the HTML and JSON reports have them all';

/**
 * The sections as one document of at most `limit` characters. Each section keeps what it needs up to an equal share,
 * and what small ones do not use goes to the others; what is left out is counted in its place, with the clause
 * `elsewhere` about where it is.
 */
export function fitSections(
  sections: readonly MarkdownSection[],
  limit: number,
  elsewhere: string = ELSEWHERE,
): string {
  const sizes = sections.map((section) => itemsSize(section));
  const room = NOTE_ROOM + elsewhere.length;
  const fixed = sections.reduce((sum, { head, tail }) => sum + head.length + tail.length + room, 0);
  const share = fairShare(sizes, limit - fixed);
  return `${sections.map((section) => renderSection(section, share, elsewhere)).join('\n\n')}\n`;
}

function itemsSize({ items, separator }: MarkdownSection): number {
  return items.reduce((sum, item) => sum + item.length + separator.length, 0);
}

/** The largest cap per section with which all of them together stay within `room`. */
function fairShare(sizes: readonly number[], room: number): number {
  let left = room;
  let share = room;
  sizes
    .toSorted((a, b) => a - b)
    .forEach((size, i, all) => {
      share = Math.floor(left / (all.length - i));
      left -= Math.min(size, share);
    });
  return share;
}

function renderSection(section: MarkdownSection, share: number, elsewhere: string): string {
  const { head, items, separator, noun, tail } = section;
  let used = 0;
  const kept = items.filter((item) => (used += item.length + separator.length) <= share);
  const cut = items.length - kept.length;
  const note = `_${cut} of ${items.length} ${noun} are not shown here; ${elsewhere}._`;
  const body = [head, kept.join(separator)]
    .filter((part) => part !== '')
    .join(head.endsWith('|') ? '\n' : '\n\n');
  return [body, ...(cut > 0 ? [note] : []), tail].filter((part) => part !== '').join('\n\n');
}
