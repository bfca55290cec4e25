import type { Settled } from '../format.ts';
import type { Versions } from '../tree/merge-parts.ts';
import { printBody, type Group, type Part } from '../tree/part.ts';
import { DEPENDENCY_SECTIONS } from './dependency-changes.ts';

/** Fewest packages that must have moved together. */
const FEWEST = 2;

/**
 * Packages that are released together are asked for in one version. Where one side moved all that were at a version to
 * another one, and the other side added one more of them at the version that they had, the new one moves with them.
 */
export function followSiblings(files: Versions<Group>, merged: Group): Settled {
  const { base, ours, theirs } = files;
  const lost: Record<'ours' | 'theirs', string[]> = { ours: [], theirs: [] };
  if (!base) return { body: merged, lost };
  const children = merged.children.map((section) => {
    const { key, body } = section;
    if (body.kind !== 'map' || !(DEPENDENCY_SECTIONS as readonly string[]).includes(key)) return section;
    const [was, mine, other] = [base, ours, theirs].map((file) => entriesOf(file, key));
    const moves = { ours: movesOf(was!, mine!), theirs: movesOf(was!, other!) };
    const entries = body.children.map((entry) => {
      // Who added it beside its own move meant the version that it wrote.
      const by = mine!.has(entry.key) ? 'ours' : 'theirs';
      if (was!.has(entry.key) || (mine!.has(entry.key) && other!.has(entry.key))) return entry;
      const moved = followed(entry, moves[by === 'ours' ? 'theirs' : 'ours']);
      if (moved !== entry) lost[by].push(`${key}.${printBody(entry.body)}`);
      return moved;
    });
    return { ...section, body: { ...body, children: entries } };
  });
  return { body: { ...merged, children }, lost };
}

type Entries = ReadonlyMap<string, string>;

function entriesOf(file: Group, section: string): Entries {
  const body = file.children.find(({ key }) => key === section)?.body;
  const children = body && body.kind !== 'leaf' ? body.children : [];
  return new Map(
    children.flatMap((part) => (part.body.kind === 'leaf' ? [[part.key, part.body.value]] : [])),
  );
}

/** The one version to which all that were at a version moved, by the version that they were at. */
function movesOf(before: Entries, after: Entries): Map<string, string> {
  const steps = new Map<string, string[]>();
  for (const [name, from] of before) {
    const to = after.get(name);
    if (to === undefined) continue;
    const known = steps.get(from);
    if (known) known.push(to);
    else steps.set(from, [to]);
  }
  const together = [...steps].filter(
    ([from, moves]) => moves.length >= FEWEST && moves.every((to) => to === moves[0] && to !== from),
  );
  return new Map(together.map(([from, moves]) => [from, moves[0]!]));
}

function followed(entry: Part, moves: ReadonlyMap<string, string>): Part {
  const { body } = entry;
  if (body.kind !== 'leaf') return entry;
  const to = moves.get(body.value);
  return to === undefined ? entry : { ...entry, body: { ...body, value: to } };
}
