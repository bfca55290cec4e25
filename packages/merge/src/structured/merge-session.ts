import type { Item } from '@sluice/syntax';
import { noFacts, type StructuredFacts } from './facts.ts';
import { OPEN_PLACE, type MergeText } from './merge-text.ts';
import type { StructuredConflict } from './structured-conflict.ts';

/** What a structured merge is given, and what it notes on its way. */
export class MergeSession {
  readonly conflicts: StructuredConflict[] = [];
  readonly facts: StructuredFacts = noFacts();
  /** Names of declarations that a side had and that are gone, since the other side removed them. */
  readonly lost = { ours: [] as string[], theirs: [] as string[] };
  readonly mergeText: MergeText;
  private readonly keep: ReadonlySet<string>;

  /** @param keep imported names that have to stay, whoever removed them. */
  constructor(mergeText: MergeText, keep: ReadonlySet<string>) {
    this.mergeText = mergeText;
    this.keep = keep;
  }

  conflict(kind: StructuredConflict['kind'], name: string): void {
    this.conflicts.push({ kind, name });
  }

  /** Three versions of a text, with open places where both sides changed it; without a base they have to say the same. */
  settle(base: string | null, ours: string, theirs: string): string {
    if (ours === theirs || theirs === base) return ours;
    if (ours === base) return theirs;
    if (base === null) return sameWords(ours, theirs) ? ours : OPEN_PLACE;
    return this.mergeText(base, ours, theirs);
  }

  /** Whether an import has to be merged name by name, although one side alone changed it. */
  looksInto({ role }: Item): boolean {
    return role === 'import' && this.keep.size > 0;
  }

  /** Whether an import, or a name of one, has to stay. */
  keeps({ role, name, imports }: Item): boolean {
    if (this.keep.size === 0) return false;
    if (role === 'name') return this.keep.has(/[\p{L}\p{N}_$]+$/u.exec(name)?.[0] ?? '');
    if (!imports) return false;
    const bound = imports.names.map((each) => each.bound).filter((each) => this.keep.has(each));
    // The names of a list stay or go one by one.
    return imports.list === null && bound.length > 0;
  }
}

function sameWords(a: string, b: string): boolean {
  return a.replaceAll(/\s+/g, ' ').trim() === b.replaceAll(/\s+/g, ' ').trim();
}
