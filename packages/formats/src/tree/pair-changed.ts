import { countedKeys, printBody, type Part } from './part.ts';

/** Share of words that an item must keep to count as changed, not as another one. */
const ALIKE = 0.5;

/**
 * The items of a side, each under the key of the item of the base that it is a changed version of: between two items
 * that stayed, as many gone as new, each alike the one in its place. Without this, a change would be a removal next to
 * an addition. What the other side has too is no changed version of something else.
 */
export function pairChanged(
  base: readonly Part[],
  side: readonly Part[],
  other: readonly Part[],
): readonly Part[] {
  const has = new Set(side.map(({ key }) => key));
  const had = new Set(base.map(({ key }) => key));
  const both = new Set(other.map(({ key }) => key));
  const gone = runs(base, (key) => !has.has(key));
  const fresh = runs(side, (key) => !had.has(key));
  const renamed = new Map<Part, string>();
  for (const [at, added] of fresh) {
    const removed = gone.get(at) ?? [];
    if (removed.length !== added.length) continue;
    for (const [i, part] of added.entries())
      if (!both.has(part.key) && areAlike(removed[i]!, part)) renamed.set(part, removed[i]!.key);
  }
  return renamed.size === 0 ? side : side.map((part) => ({ ...part, key: renamed.get(part) ?? part.key }));
}

/** The chosen items by the key of the item before them that is not chosen; null: at the start. */
function runs(parts: readonly Part[], chosen: (key: string) => boolean): Map<string | null, Part[]> {
  const found = new Map<string | null, Part[]>();
  let at: string | null = null;
  for (const part of parts) {
    if (!chosen(part.key)) at = part.key;
    else {
      const run = found.get(at);
      if (run) run.push(part);
      else found.set(at, [part]);
    }
  }
  return found;
}

/** Whether two items share so much of their words that one may be a version of the other. */
export function areAlike(a: Part, b: Part, share = ALIKE): boolean {
  if ((a.body.kind === 'leaf') !== (b.body.kind === 'leaf')) return false;
  const [x, y] = [wordsOf(a), wordsOf(b)];
  const common = [...x].filter((word) => y.has(word)).length;
  return common > 0 && common >= share * Math.max(x.size, y.size);
}

function wordsOf(part: Part): Set<string> {
  return new Set(countedKeys(printBody(part.body).slice(0, 4000).match(/\w+/g) ?? []));
}
