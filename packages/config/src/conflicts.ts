// What no single value shows: values that are each allowed but contradict one another.
import type { ShapeProblem } from './shape-problems.ts';

interface Named {
  readonly name?: unknown;
}

/** Works on values that may be wrong in other ways, so that every problem is told in one go. */
export function conflictsIn(value: unknown): ShapeProblem[] {
  const { tiers, risks, branches } = Object(value) as {
    tiers?: unknown;
    risks?: unknown;
    branches?: unknown;
  };
  return [
    ...repeatedNames(tiers, 'tiers'),
    ...repeatedNames(risks, 'risks'),
    ...onlyTakesOut(branches),
    ...testsWithoutTiers(Object(value) as Record<string, unknown>),
    ...costWithoutPrices((Object(value) as { model?: unknown }).model),
  ];
}

function repeatedNames(items: unknown, key: string): ShapeProblem[] {
  if (!Array.isArray(items)) return [];
  const names = items.map((item) => (Object(item) as Named).name);
  return names.flatMap((name, i): ShapeProblem[] => {
    const first = names.indexOf(name);
    if (typeof name !== 'string' || first === i) return [];
    const wrong = `${JSON.stringify(name)} is already the name of ${key}[${first}]`;
    return [{ path: [key, i, 'name'], ofKey: false, wrong, allowed: 'each name once' }];
  });
}

function onlyTakesOut(branches: unknown): ShapeProblem[] {
  if (!Array.isArray(branches) || branches.length === 0) return [];
  if (!branches.every((glob) => typeof glob === 'string' && glob.startsWith('!'))) return [];
  const wrong = 'Every glob starts with "!", so no branch is ever taken';
  return [{ path: ['branches'], ofKey: false, wrong, allowed: 'at least one glob without "!"' }];
}

function testsWithoutTiers(value: Record<string, unknown>): ShapeProblem[] {
  if (value['require-tests'] !== true || !Array.isArray(value['tiers']) || value['tiers'].length > 0)
    return [];
  const wrong = 'The list is empty, but `require-tests` is true';
  return [{ path: ['tiers'], ofKey: false, wrong, allowed: '`detect`, or at least one tier' }];
}

function costWithoutPrices(model: unknown): ShapeProblem[] {
  const written = Object(model) as Record<string, unknown>;
  if (typeof written['max-cost'] !== 'number') return [];
  if (written['price-in'] !== 'unknown' && written['price-out'] !== 'unknown') return [];
  const wrong = 'A cost cannot be limited while a price is unknown';
  return [{ path: ['model', 'max-cost'], ofKey: false, wrong, allowed: '`none`, or both prices with it' }];
}
