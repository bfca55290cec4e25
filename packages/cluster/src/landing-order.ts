import type { Contender } from './contender.ts';
import { sizeOf } from './contender.ts';

/** Each of `users` lands after all of `definers`: indices of contenders. */
export interface Precedence {
  readonly definers: readonly number[];
  readonly users: readonly number[];
}

/**
 * Who goes first, in reading order: a branch before those stacked on it, and one that defines a symbol before those that
 * use it; fewer risks; fewer lines and files; older; by name. Weights for the choice of a landing set follow the same
 * order.
 */
export function landingOrder(
  contenders: readonly Contender[],
  precedence: readonly Precedence[] = [],
): Contender[] {
  const size = new Map(contenders.map((contender) => [contender.name, sizeOf(contender)]));
  const sorted = [...contenders].sort(
    (a, b) =>
      a.contains.size - b.contains.size ||
      a.riskCount - b.riskCount ||
      size.get(a.name)! - size.get(b.name)! ||
      a.committedAt - b.committedAt ||
      (a.name < b.name ? -1 : 1),
  );
  return precedence.length === 0 ? sorted : lift(sorted, contenders, precedence);
}

/** Brings definers before users. A place is a step of its own on the walk, so that it costs its members once. */
function lift(
  sorted: readonly Contender[],
  contenders: readonly Contender[],
  precedence: readonly Precedence[],
): Contender[] {
  const places = new Map<Contender, Precedence[]>();
  for (const place of precedence) {
    for (const user of place.users) {
      const list = places.get(contenders[user]!);
      if (list) list.push(place);
      else places.set(contenders[user]!, [place]);
    }
  }
  const byName = new Map(contenders.map((contender) => [contender.name, contender]));
  const before = (step: Contender | Precedence): (Contender | Precedence)[] =>
    'definers' in step
      ? step.definers.map((i) => contenders[i]!)
      : [...[...step.contains].flatMap((name) => byName.get(name) ?? []), ...(places.get(step) ?? [])];
  return walk<Contender | Precedence>(sorted, before).filter((step) => 'name' in step);
}

/** Every step after those before it, each once; in a circle it stays where it was met first. */
function walk<Step>(starts: readonly Step[], before: (step: Step) => Step[]): Step[] {
  const seen = new Set<Step>();
  const order: Step[] = [];
  for (const start of starts) {
    // In depth without recursion: chains may be as long as there are branches.
    const path: { step: Step; rest: Step[] }[] = [];
    const enter = (step: Step): void => {
      if (seen.has(step)) return;
      seen.add(step);
      path.push({ step, rest: before(step).reverse() });
    };
    enter(start);
    while (path.length > 0) {
      const next = path.at(-1)!.rest.pop();
      if (next !== undefined) enter(next);
      else order.push(path.pop()!.step);
    }
  }
  return order;
}
