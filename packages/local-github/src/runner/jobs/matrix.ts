// `strategy.matrix`: from vectors, `include` and `exclude` to the list of combinations.
import { isDeepStrictEqual } from 'node:util';
import { ActionsError } from '../actions-error.ts';

export type Combination = Readonly<Record<string, unknown>>;

/** The most jobs that one matrix may make. */
export const MATRIX_LIMIT = 256;

/**
 * The combinations of an evaluated matrix, in GitHub's order. `include` adds to every combination whose original values it does not
 * change, and otherwise makes one of its own. Source: GitHub's documentation of `jobs.<id>.strategy.matrix`.
 */
export function expandMatrix(matrix: unknown): Combination[] {
  if (typeof matrix !== 'object' || matrix === null || Array.isArray(matrix)) {
    throw new ActionsError('The matrix is not a mapping.');
  }
  const { include, exclude, ...vectors } = matrix as Readonly<Record<string, unknown>>;
  const original = product(vectors).filter(
    (combination) => !filtersOf(exclude, 'exclude').some((filter) => isWithin(filter, combination)),
  );
  const extended = original.map((combination): Record<string, unknown> => ({ ...combination }));
  const added: Combination[] = [];
  for (const filter of filtersOf(include, 'include')) {
    const fits = original.flatMap((combination, at) => (leaves(filter, combination) ? [at] : []));
    for (const at of fits) Object.assign(extended[at] ?? {}, filter);
    if (fits.length === 0) added.push(filter);
  }
  const all = [...extended, ...added];
  if (all.length === 0) throw new ActionsError('Matrix must define at least one vector');
  if (all.length > MATRIX_LIMIT) {
    throw new ActionsError(`Strategy produced ${all.length} jobs; a matrix makes ${MATRIX_LIMIT} at most.`);
  }
  return all;
}

/** `(a, b)`: how the name of a leg shows its values. */
export function combinationLabel(combination: Combination): string {
  const values = Object.values(combination).flatMap(scalars).map(String);
  return `(${values.join(', ')})`;
}

function product(vectors: Readonly<Record<string, unknown>>): Combination[] {
  const names = Object.keys(vectors);
  if (names.length === 0) return [];
  return names.reduce<Combination[]>(
    (combinations, name) => {
      const values = vectors[name];
      if (!Array.isArray(values)) throw new ActionsError(`The matrix vector '${name}' is not a list.`);
      if (values.length === 0) throw new ActionsError(`Matrix vector '${name}' does not contain any values`);
      return combinations.flatMap((combination) =>
        values.map((value: unknown) => ({ ...combination, [name]: value })),
      );
    },
    [{}],
  );
}

function filtersOf(value: unknown, key: string): Combination[] {
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value)) throw new ActionsError(`The matrix key '${key}' is not a list.`);
  return value as Combination[];
}

/** An exclude need not name every vector. */
function isWithin(filter: Combination, combination: Combination): boolean {
  return Object.entries(filter).every(([name, value]) => isPartOf(value, combination[name]));
}

function isPartOf(part: unknown, whole: unknown): boolean {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return isDeepStrictEqual(part, whole);
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(([key, value]) => isPartOf(value, (whole as Combination)[key]));
}

/** Whether an include leaves the original values as they are. */
function leaves(filter: Combination, combination: Combination): boolean {
  return Object.entries(filter).every(
    ([name, value]) => !(name in combination) || isDeepStrictEqual(combination[name], value),
  );
}

function scalars(value: unknown): unknown[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(scalars);
  return [value ?? ''];
}
