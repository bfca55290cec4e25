import { beginsAnew, endsInLead, namesUsed, type Item, type SyntaxTree } from '@sluice/syntax';
import { minus, type Counts } from '../counts/counts.ts';
import { ruledLines } from '../no-loss/ruled-lines.ts';
import { declaredIn, type Declared } from '../program/declared.ts';
import { boundCounts, wildcards } from '../program/import-objections.ts';

/** What an edit of whole items does that an edit of others could stand in the way of. */
export interface EditFacts {
  /** What only one side may do: say a line, declare or import a name, give one up. */
  readonly claims: ReadonlySet<string>;
  /** Names that it gives a meaning to no more. */
  readonly gone: ReadonlySet<string>;
  /** Every name that is said in what it leaves. */
  readonly used: ReadonlySet<string>;
  /** Nothing may follow but what did: a comment or an attribute would be about that, or the one before a removed item. */
  readonly endsInLead: boolean;
}

/**
 * What becomes of some items, which were read by themselves, as does what is there instead. `lines`: all of the base.
 * Null where what comes after them could be taken for more of what is before, or names are lost that nobody says.
 */
export function editFacts(old: SyntaxTree, now: SyntaxTree, lines: ReadonlySet<string>): EditFacts | null {
  if (!beginsAnew(now)) return null;
  const [before, after] = [declaredIn(old), declaredIn(now)];
  const kept = wildcards(after.imports);
  if (wildcards(before.imports).some((from) => !kept.includes(from))) return null;
  const gone = new Set([...before.bound].filter((name) => !after.bound.has(name)));
  const more = (count: (version: Declared) => Counts): string[] => [
    ...minus(count(after), count(before)).keys(),
  ];
  const claims = new Set([
    ...ruledLines(now.text).flatMap((line) => (lines.has(line) ? [] : [`says ${line}`])),
    ...more(({ byKey }) => sizes(byKey)).map((key) => `declares ${key}`),
    ...more(({ imports }) => countsIn(boundCounts(imports))).map((name) => `imports ${name}`),
    ...[...gone].map((name) => `drops ${name}`),
  ]);
  return { claims, gone, used: new Set(namesUsed(now).map(({ name }) => name)), endsInLead: endsInLead(now) };
}

/** Whether two edits, each of one side, leave each other's names alone. */
export function agree(one: EditFacts, other: EditFacts): boolean {
  return !meet(one.claims, other.claims) && !meet(one.gone, other.used) && !meet(other.gone, one.used);
}

function meet(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const each of some) if (others.has(each)) return true;
  return false;
}

function sizes(groups: ReadonlyMap<string, readonly Item[]>): Counts {
  return new Map([...groups].map(([key, items]) => [key, items.length]));
}

function countsIn(bound: ReadonlyMap<string, { readonly count: number }>): Counts {
  return new Map([...bound].map(([name, { count }]) => [name, count]));
}
