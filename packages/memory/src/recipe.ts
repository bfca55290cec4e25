import type { Sighting } from './sighting.ts';

export const RECIPE_SIDES = ['base', 'first', 'second'] as const;
export type RecipeSide = (typeof RECIPE_SIDES)[number];

/** Where a line of an answer comes from: the same line in one or more sides (counted from 0), or written anew. */
export type RecipeLine =
  { readonly from: readonly (readonly [RecipeSide, number])[] } | { readonly text: string };

/** An answer as something to do, so that it can be done again where numbers or indentation are others. */
export type Recipe = readonly RecipeLine[];

/** The answer that a conflict got, told by where its lines come from. */
export function writeRecipe(sighting: Sighting, answer: readonly string[]): Recipe {
  const places = RECIPE_SIDES.map((side) => {
    const first = new Map<string, number>();
    sighting[side].forEach((line, i) => first.set(line, first.get(line) ?? i));
    return first;
  });
  return answer.map((text) => {
    const from = RECIPE_SIDES.flatMap((side, i): [RecipeSide, number][] => {
      const line = places[i]!.get(text);
      return line === undefined ? [] : [[side, line]];
    });
    return from.length > 0 ? { from } : { text };
  });
}

/** Whether every line is one that a side already had: such an answer brings nothing of its own. */
export function isSelection(recipe: Recipe): boolean {
  return recipe.every((line) => 'from' in line);
}

/**
 * The answer to a conflict of the same shape; null where it cannot be had: a line was written anew for other
 * numbers, or came from several sides that are not the same here.
 */
export function applyRecipe(recipe: Recipe, sighting: Sighting, isExact: boolean): string[] | null {
  const answer: string[] = [];
  for (const line of recipe) {
    const text = 'text' in line ? (isExact ? line.text : undefined) : copied(line.from, sighting);
    if (text === undefined) return null;
    answer.push(text);
  }
  return answer;
}

function copied(from: readonly (readonly [RecipeSide, number])[], sighting: Sighting): string | undefined {
  const [text, ...others] = from.map(([side, line]) => sighting[side][line]);
  return others.every((other) => other === text) ? text : undefined;
}
