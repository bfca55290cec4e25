import type { Contender } from './contender.ts';
import { sizeOf } from './contender.ts';

/**
 * Who goes first, in reading order: a branch before those stacked on it; fewer risks; fewer lines and files; older;
 * by name. Weights for the choice of a landing set follow the same order.
 */
export function landingOrder(contenders: readonly Contender[]): Contender[] {
  const size = new Map(contenders.map((contender) => [contender.name, sizeOf(contender)]));
  const sorted = [...contenders].sort(
    (a, b) =>
      a.contains.size - b.contains.size ||
      a.riskCount - b.riskCount ||
      size.get(a.name)! - size.get(b.name)! ||
      a.committedAt - b.committedAt ||
      (a.name < b.name ? -1 : 1),
  );
  return sorted;
}
