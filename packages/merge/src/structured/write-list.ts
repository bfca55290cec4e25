import { hasComma, type Entry, type ListView } from './list-view.ts';
import type { Placed } from './merged-list.ts';
import type { Three, Trio } from './trio.ts';

const SIDES = ['ours', 'theirs', 'base'] as const;

/** Writes merged things down with the white space that the versions have between them. */
export function writeList(placed: readonly Placed[], lists: Three<ListView>): string {
  const style = styleOf(lists);
  const last = placed.findLastIndex(({ trio }) => isMember(trio));
  let text = '';
  let before: Trio | null = null;
  placed.forEach(({ trio, text: own, after }, index) => {
    const comma = style.commas && isMember(trio) && (index < last || style.lastComma);
    text += spread(gapBefore(before, trio, lists), style) + own + (comma ? ',' : '') + after;
    before = trio;
  });
  return text + tailAfter(before, lists, style);
}

interface Style {
  readonly commas: boolean;
  readonly lastComma: boolean;
  /** The white space before an entry on a line of its own; null where entries stand side by side. */
  readonly ownLine: string | null;
}

function styleOf(lists: Three<ListView>): Style {
  const commas = SIDES.some((side) => lists[side].commas);
  const lastComma = merged(lists, ({ entries }) => {
    const last = entries.findLast((entry) => entry.item.kind !== 'group' && entry.item.role !== 'comment');
    return last ? hasComma(last) : null;
  });
  return { commas, lastComma: lastComma ?? false, ownLine: merged(lists, ownLineGap) || null };
}

/** The white space before entries that each have their own line, '' where they stand side by side; null without any. */
function ownLineGap({ entries }: ListView): string | null {
  const last = entries.at(-1);
  if (!last) return null;
  return entries.every(({ gap }) => gap.includes('\n')) ? last.gap : '';
}

/** What most versions have, or the one that changed it; versions without an opinion do not count. */
function merged<T>(lists: Three<ListView>, of: (list: ListView) => T | null): T | null {
  const [base, ours, theirs] = [of(lists.base), of(lists.ours), of(lists.theirs)];
  if (ours === null || theirs === null) return ours ?? theirs;
  return ours === base ? theirs : ours;
}

/** What commas stand behind: not a comment of its own, nor the part of an enum after its constants. */
function isMember(trio: Trio): boolean {
  const { kind, role } = (trio.ours ?? trio.theirs ?? trio.base)!.item;
  return kind !== 'group' && role !== 'comment';
}

/** In a list with an entry on each line a new one gets its own line too. */
function spread(gap: string, { commas, ownLine }: Style): string {
  return commas && ownLine !== null && !gap.includes('\n') ? ownLine : gap;
}

/** The white space between two things: as a version has it in which they are neighbours, else as before the second. */
function gapBefore(before: Trio | null, trio: Trio, lists: Three<ListView>): string {
  const gaps = {
    base: gapIn(before, trio, 'base'),
    ours: gapIn(before, trio, 'ours'),
    theirs: gapIn(before, trio, 'theirs'),
  };
  const neighbours = settled(gaps);
  if (neighbours !== null) return neighbours;
  const home = trio.ours ? 'ours' : trio.theirs ? 'theirs' : 'base';
  const entry = trio[home]!;
  if (before === null) return lists[home].entries[0]!.gap;
  if (entry.index > 0) return entry.gap;
  return lists[home].entries[1]?.gap ?? before[home === 'ours' ? 'theirs' : 'ours']?.gap ?? entry.gap;
}

function gapIn(before: Trio | null, trio: Trio, side: 'base' | 'ours' | 'theirs'): string | null {
  const entry: Entry | null = trio[side];
  if (!entry) return null;
  if (before === null) return entry.index === 0 ? entry.gap : null;
  return before[side]?.index === entry.index - 1 && before[side] ? entry.gap : null;
}

function tailAfter(last: Trio | null, lists: Three<ListView>, { ownLine }: Style): string {
  const tailIn = (side: 'base' | 'ours' | 'theirs'): string | null => {
    const { entries, tail } = lists[side];
    return last === null ? tail : last[side]?.index === entries.length - 1 ? tail : null;
  };
  const tails = { base: tailIn('base'), ours: tailIn('ours'), theirs: tailIn('theirs') };
  const tail = settled(tails) ?? lists.ours.tail;
  if (ownLine === null || tail.includes('\n')) return tail;
  const broken = SIDES.find((side) => lists[side].tail.includes('\n'));
  return broken ? lists[broken].tail : tail;
}

/** What changed against the base, if it is there; white space is nothing to have a conflict about. */
function settled({ base, ours, theirs }: Three<string | null>): string | null {
  if (ours === null || theirs === null) return ours ?? theirs ?? base;
  return ours === base ? theirs : ours;
}
