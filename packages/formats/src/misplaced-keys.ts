import { bareKey, type Group } from './tree/part.ts';

/** Versions of one file, and what a merge has made of them. */
interface Trees {
  readonly base: Group;
  readonly ours: Group;
  readonly theirs: Group;
  readonly merged: Group;
}

/** Values by their keys from the outside in, and the mappings that they stand in. */
interface Entries {
  readonly values: ReadonlyMap<string, string>;
  readonly mappings: ReadonlySet<string>;
}

/** Keys as people know them. */
export interface KeyMistakes {
  /** One side alone added or changed it, and it says something else, or stands elsewhere. */
  readonly wrong: readonly string[];
  /** One side removed it, the other left it what it was, and it is there. */
  readonly back: readonly string[];
}

const UNDER = '\u0001';

/**
 * Keys of which one side alone decided, and of which the merged text says something else: to lines, a section that one side took out and keys that the other put into it are neighbours.
 * Those of ours first.
 */
export function misplacedKeys({ base, ours, theirs, merged }: Trees): KeyMistakes {
  const [before, mine, other, now] = [base, ours, theirs, merged].map(entriesOf);
  const versions = [before!, mine!, other!];
  const fresh = new Set<string>();
  for (const [key, value] of now!.values)
    if (!versions.some(({ values }) => values.has(key)) && before!.mappings.has(parentOf(key)))
      fresh.add(nameOf(key) + UNDER + value);
  const wrong = ([own, beside]: readonly [Entries, Entries]): string[] =>
    [...own.values].flatMap(([key, value]) => {
      const was = before!.values.get(key);
      if (value === was || beside.values.get(key) !== was) return [];
      const is = now!.values.get(key);
      const isElsewhere = is === undefined && was === undefined && fresh.has(nameOf(key) + UNDER + value);
      return isElsewhere || (is !== undefined && is !== value) ? [shown(key)] : [];
    });
  const back = ([own, beside]: readonly [Entries, Entries]): string[] =>
    [...before!.values].flatMap(([key, was]) => {
      const isBack = !own.values.has(key) && beside.values.get(key) === was && now!.values.get(key) === was;
      return isBack ? [shown(key)] : [];
    });
  const sides = [[mine!, other!] as const, [other!, mine!] as const];
  return { wrong: [...new Set(sides.flatMap(wrong))], back: sides.flatMap(back) };
}

function shown(key: string): string {
  return key
    .split(UNDER)
    .map((name) => name.replace(/^\[+/, ''))
    .filter((name) => name !== '')
    .join('.');
}

function entriesOf(tree: Group): Entries {
  const values = new Map<string, string>();
  const mappings = new Set<string>(['']);
  const walk = (group: Group, under: string): void => {
    const places = new Set(
      group.children.filter(({ key }) => key !== bareKey(key)).map(({ key }) => bareKey(key)),
    );
    for (const { key, body } of group.children) {
      // Known by nothing but its place among its like.
      if (places.has(bareKey(key))) continue;
      const whole = under === '' ? key : under + UNDER + key;
      if (body.kind === 'leaf') values.set(whole, body.value.trim());
      else if (body.kind === 'map' || body.named) {
        mappings.add(whole);
        walk(body, whole);
      }
    }
  };
  walk(tree, '');
  return { values, mappings };
}

function parentOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf(UNDER)));
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf(UNDER) + 1);
}
