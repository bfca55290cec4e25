import type { Lost } from '@sluice/model';
import { mergeText, squashed } from './merge-text.ts';
import { areAlike, pairChanged } from './pair-changed.ts';
import { bareKey, printBody, type Group, type Leaf, type Part } from './part.ts';
import { placeParts, type Arrange, type Meeting } from './place-parts.ts';

/** Three versions of one thing; `base` is undefined where both sides added it. */
export interface Versions<T> {
  readonly base: T | undefined;
  readonly ours: T;
  readonly theirs: T;
}

/** Values that both sides changed in different ways: the value that honours both, or null. */
export type Join = (path: readonly string[], values: Versions<string>) => string | null;

/** What a format adds to the merge of trees. */
export interface Rules {
  readonly join: Join;
  readonly arrange: Arrange;
}

/** How far the sides were apart: what the confidence of a merge is learned from. */
export interface Apart {
  /** Places at which both sides added something. */
  meetings: number;
  /** Those of them at which whole groups met: sections, objects, blocks. */
  groupMeetings: number;
  /** Values that both changed and that were joined. */
  joined: number;
  /** Additions of one side just where the other removed something. */
  besideRemovals: number;
  /** Parts that one side removed. */
  removals: number;
}

export interface TreeMerge {
  readonly body: Leaf | Group;
  /** Where the sides cannot be joined: keys from the outside in. */
  readonly conflicts: readonly string[];
  readonly apart: Readonly<Apart>;
  /** Keys that one side removed, and values of which another was taken. */
  readonly lost: Lost;
}

/** Most names of conflicts that are kept; people read no more. */
const MOST_CONFLICTS = 20;

/** A three-way merge of trees: what one side changed is taken, what both changed is taken apart, then joined. */
export function mergeTrees(sides: Versions<Leaf | Group>, rules: Rules): TreeMerge {
  const merge = new TreeMerging(rules);
  const body = merge.body(sides, []);
  return { body, conflicts: merge.conflicts, apart: merge.apart, lost: merge.lost };
}

class TreeMerging {
  readonly conflicts: string[] = [];
  readonly apart: Apart = { meetings: 0, groupMeetings: 0, joined: 0, besideRemovals: 0, removals: 0 };
  readonly lost: { ours: string[]; theirs: string[] } = { ours: [], theirs: [] };
  readonly #rules: Rules;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  body({ base, ours, theirs }: Versions<Leaf | Group>, path: readonly string[]): Leaf | Group {
    const [b, o, t] = [base && printBody(base), printBody(ours), printBody(theirs)];
    if (o === t || t === b) return ours;
    if (o === b) return theirs;
    if (ours.kind !== 'leaf' && theirs.kind !== 'leaf' && base?.kind !== 'leaf')
      return this.#group({ base, ours, theirs }, path);
    if (ours.kind === 'leaf' && theirs.kind === 'leaf' && (base === undefined || base.kind === 'leaf'))
      return this.#leaf({ base, ours, theirs }, path);
    return this.#conflict(path, ours);
  }

  #conflict<T>(path: readonly string[], instead: T): T {
    if (this.conflicts.length < MOST_CONFLICTS) this.conflicts.push(nameOf(path));
    return instead;
  }

  #leaf({ base, ours, theirs }: Versions<Leaf>, path: readonly string[]): Leaf {
    const around = {
      before: mergeText(base?.before, ours.before, theirs.before),
      rest: mergeText(base?.rest, ours.rest, theirs.rest),
    };
    if (around.before === null || around.rest === null || isOfAnother({ base, ours, theirs }))
      return this.#conflict(path, ours);
    const taken = mergeText(base?.value, ours.value, theirs.value);
    if (taken !== null) return { kind: 'leaf', before: around.before, value: taken, rest: around.rest };
    const joined = this.#rules.join(path, {
      base: base?.value,
      ours: ours.value,
      theirs: theirs.value,
    });
    if (joined === null) return this.#conflict(path, ours);
    this.apart.joined += 1;
    if (joined !== ours.value) this.lost.ours.push(`${nameOf(path)}: ${ours.value}`);
    if (joined !== theirs.value) this.lost.theirs.push(`${nameOf(path)}: ${theirs.value}`);
    return { kind: 'leaf', before: around.before, value: joined, rest: around.rest };
  }

  #group(sides: Versions<Group>, path: readonly string[]): Group {
    const { base, ours } = sides;
    const theirs = sides.theirs;
    if (ours.kind !== theirs.kind || ours.separator !== theirs.separator) return this.#conflict(path, ours);
    const head = mergeEdge(sides, 'head');
    const tail = mergeEdge(sides, 'tail');
    if (head === null || tail === null) return this.#conflict(path, ours);
    const [b, o, t] = [base?.children ?? [], ours.children, theirs.children];
    const pairs = base !== undefined && ours.kind === 'list';
    const children = this.#children(
      { base: b, ours: pairs ? pairChanged(b, o, t) : o, theirs: pairs ? pairChanged(b, t, o) : t },
      { ...ours, open: ours.open && theirs.open, named: ours.named && theirs.named },
      path,
    );
    const framed =
      theirs.children.length === 0 || (ours.children.length > 0 && ours.trailing !== base?.trailing);
    const trailing = framed ? ours.trailing : theirs.trailing;
    const merged = { ...ours, head, tail, trailing, children };
    return children.length === 0 ? withoutChildren(merged, sides) : merged;
  }

  #children(
    sides: { base: readonly Part[]; ours: readonly Part[]; theirs: readonly Part[] },
    { kind, open, named }: Group,
    path: readonly string[],
  ): Part[] {
    const [base, ours, theirs] = [byKey(sides.base), byKey(sides.ours), byKey(sides.theirs)];
    const kept = new Map<string, Part>();
    for (const key of new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
      const was = kind === 'union' ? undefined : base.get(key);
      const part = this.#part({ base: was, ours: ours.get(key), theirs: theirs.get(key) }, [...path, key]);
      if (part) kept.set(key, part);
    }
    const placed = placeParts(
      {
        base: [...base.keys()],
        ours: [...ours.keys()],
        theirs: [...theirs.keys()],
        kept: new Set(kept.keys()),
      },
      this.#rules.arrange,
    );
    this.apart.meetings += placed.meetings.length;
    this.apart.groupMeetings += placed.meetings.filter((meeting) =>
      [...meeting.ours, ...meeting.theirs].some((key) => kept.get(key)!.body.kind !== 'leaf'),
    ).length;
    this.apart.besideRemovals += placed.besideRemovals;
    if (kind === 'list') {
      const closed = placed.meetings.some(
        (meeting) => !open || (meeting.replaced && !named) || sayItTwice(meeting, kept),
      );
      if (placed.bothMoved || closed || (!named && placed.besideRemovals > 0)) this.#conflict(path, null);
    }
    return placed.order.map((key) => kept.get(key)!);
  }

  /** One part of the merge; null if it is gone. */
  #part(
    { base, ours, theirs }: { base: Part | undefined; ours: Part | undefined; theirs: Part | undefined },
    path: readonly string[],
  ): Part | null {
    if (ours && theirs) return this.#both({ base, ours, theirs }, path);
    const left = ours ?? theirs;
    if (!left) return null;
    if (!base) return left;
    // A list without a heading of its own is gone when it is empty: what the other side put into it stays.
    const emptied = emptyList(base.body);
    if (emptied) {
      const gone = { ...base, body: emptied };
      const both = ours ? { base, ours, theirs: gone } : { base, ours: gone, theirs: left };
      const part = this.#both(both, path);
      return part.body.kind !== 'leaf' && part.body.children.length === 0 ? null : part;
    }
    this.apart.removals += 1;
    if (squashed(printPart(left)) !== squashed(printPart(base))) return this.#conflict(path, left);
    this.lost[ours ? 'ours' : 'theirs'].push(nameOf(path));
    return null;
  }

  #both({ base, ours, theirs }: Versions<Part>, path: readonly string[]): Part {
    const body = this.body({ base: base?.body, ours: ours.body, theirs: theirs.body }, path);
    const lead = mergeText(base?.lead, ours.lead, theirs.lead);
    const after = mergeText(base?.after, ours.after, theirs.after);
    if (lead === null || after === null)
      this.#conflict([...path.slice(0, -1), `${path.at(-1)} (comment)`], null);
    return { key: ours.key, lead: lead ?? ours.lead, body, after: after ?? ours.after };
  }
}

/** Whether one side wrote another name before a value that the other changed: it would be a value that nobody gave that name. */
function isOfAnother({ base, ours, theirs }: Versions<Leaf>): boolean {
  if (base === undefined) return false;
  const nameOfValue = ({ before }: Leaf): string => before.replaceAll(/\W+/g, ' ').trim();
  const renames = (side: Leaf): boolean => nameOfValue(side) !== nameOfValue(base);
  const changes = ({ value }: Leaf): boolean => value !== base.value;
  return (renames(ours) && changes(theirs)) || (renames(theirs) && changes(ours));
}

function emptyList(body: Leaf | Group): Group | null {
  return body.kind === 'list' && body.named && `${body.head}${body.tail}`.trim() === ''
    ? { ...body, children: [] }
    : null;
}

/** How a group begins or ends; what is written around nothing says nothing about how to write around something. */
function mergeEdge({ base, ours, theirs }: Versions<Group>, edge: 'head' | 'tail'): string | null {
  const [o, t] = [ours[edge], theirs[edge]];
  if (squashed(o) === squashed(t) && (ours.children.length === 0) !== (theirs.children.length === 0))
    return ours.children.length === 0 ? t : o;
  return mergeText(base?.[edge], o, t);
}

/** As the side wrote it that took the last child out, else without the white space that set off the first. */
function withoutChildren(merged: Group, { ours, theirs }: Versions<Group>): Group {
  const edges = ({ head, tail }: Group): string => squashed(head + tail);
  const emptied = [ours, theirs].find(({ children }) => children.length === 0);
  if (emptied && edges(emptied) === edges(merged))
    return { ...merged, head: emptied.head, tail: emptied.tail, trailing: emptied.trailing };
  return /^\s*\n/.test(merged.tail) ? { ...merged, head: merged.head.replace(/\n[ \t]*$/, '') } : merged;
}

/** Most items of a meeting that are compared with each other. */
const MOST_COMPARED = 12;

/** Characters from which on likeness is no chance. */
const SENTENCE = 60;

/** Whether both sides added one thing in two versions. */
function sayItTwice({ ours, theirs }: Meeting, parts: ReadonlyMap<string, Part>): boolean {
  const [mine, other] = [ours, theirs].map((keys) =>
    keys
      .slice(0, MOST_COMPARED)
      .map((key) => parts.get(key)!)
      .filter(({ body }) => body.kind === 'leaf' && body.value.length >= SENTENCE),
  );
  return mine!.some((a) => other!.some((b) => areAlike(a, b, 0.75)));
}

function byKey(parts: readonly Part[]): Map<string, Part> {
  return new Map(parts.map((part) => [part.key, part]));
}

function printPart({ lead, body, after }: Part): string {
  return lead + printBody(body) + after;
}

/** For people: the keys from the outside in, as one line. */
function nameOf(path: readonly string[]): string {
  return path.map((key) => bareKey(key).replaceAll(/\s+/g, ' ').trim().slice(0, 120)).join('.') || '(all)';
}
