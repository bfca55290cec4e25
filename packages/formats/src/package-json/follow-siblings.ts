import type { Settled } from '../format.ts';
import type { Versions } from '../tree/merge-parts.ts';
import { printBody, type Group, type Part } from '../tree/part.ts';
import { DEPENDENCY_SECTIONS } from './dependency-changes.ts';

/** Fewest packages of a scope that must have moved together. */
const FEWEST = 2;

/**
 * Packages of one scope that are released together have one version. Where one side moved all of them from one version
 * to another, and the other side added one more of them at the version that they had, the new one moves with them.
 */
export function followSiblings(files: Versions<Group>, merged: Group): Settled {
  const { base, ours, theirs } = files;
  const lost: Record<'ours' | 'theirs', string[]> = { ours: [], theirs: [] };
  if (!base) return { body: merged, lost };
  const children = merged.children.map((section) => {
    const { key, body } = section;
    if (body.kind !== 'map' || !(DEPENDENCY_SECTIONS as readonly string[]).includes(key)) return section;
    const [was, mine, other] = [base, ours, theirs].map((file) => entriesOf(file, key));
    const moves = [movesOf(was!, mine!), movesOf(was!, other!)];
    const entries = body.children.map((entry) => {
      const moved = followed(entry, was!, moves);
      if (moved !== entry)
        lost[mine!.has(entry.key) ? 'ours' : 'theirs'].push(`${key}.${printBody(entry.body)}`);
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

interface Move {
  readonly from: string;
  readonly to: string;
}

/** The one step that all packages of a scope took from one version to another, by scope. */
function movesOf(before: Entries, after: Entries): Map<string, Move> {
  const steps = new Map<string, Move[]>();
  for (const [name, from] of before) {
    const to = after.get(name);
    const scope = scopeOf(name);
    if (scope === null || to === undefined) continue;
    const known = steps.get(scope);
    if (known) known.push({ from, to });
    else steps.set(scope, [{ from, to }]);
  }
  const together = [...steps].filter(
    ([, moves]) =>
      moves.length >= FEWEST &&
      moves.every(({ from, to }) => from === moves[0]!.from && to === moves[0]!.to && from !== to),
  );
  return new Map(together.map(([scope, moves]) => [scope, moves[0]!]));
}

function followed(entry: Part, before: Entries, moves: readonly ReadonlyMap<string, Move>[]): Part {
  const { key, body } = entry;
  const scope = scopeOf(key);
  if (body.kind !== 'leaf' || scope === null || before.has(key)) return entry;
  const move = moves.map((each) => each.get(scope)).find((each) => each?.from === body.value);
  return move ? { ...entry, body: { ...body, value: move.to } } : entry;
}

function scopeOf(name: string): string | null {
  return name.startsWith('@') && name.includes('/') ? name.slice(0, name.indexOf('/')) : null;
}
