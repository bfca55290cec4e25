import { countedKeys, printBody, type Group, type Part } from './part.ts';

/** Fields that name an object among its siblings, the first that all objects of a list have. */
const IDENTITIES = ['id', 'name', 'key', 'path', 'repo'] as const;

/** What a scalar of a list is known by, where a format knows; null: it is known by what it says. */
export type NameOf = (value: string) => string | null;

/** The items of a list with what identifies them: their id or name, where all have one, else what they say. */
export function identified(
  parts: readonly Part[],
  nameOf: NameOf = () => null,
): { parts: Part[]; open: boolean; named: boolean } {
  const named = namedItems(parts) ?? namedScalars(parts, nameOf);
  const keys = countedKeys(
    named ?? parts.map(({ body }) => (body.kind === 'leaf' ? body.value : printBody(body))),
  );
  return {
    parts: parts.map((part, i) => ({ ...part, key: keys[i]! })),
    named: named !== null,
    open: named !== null || parts.every(({ body }) => body.kind === 'leaf'),
  };
}

function namedItems(parts: readonly Part[]): string[] | null {
  const maps = parts.map(({ body }) => (body.kind === 'map' ? body : null));
  if (maps.length === 0 || !maps.every((map) => map !== null)) return null;
  for (const field of IDENTITIES) {
    const ids = maps.map((map) => scalarOf(map, field));
    if (ids.every((id) => id !== null)) return ids;
  }
  return null;
}

/** Only if no two have the same name. */
function namedScalars(parts: readonly Part[], nameOf: NameOf): string[] | null {
  const names = parts.map(({ body }) => (body.kind === 'leaf' ? nameOf(body.value) : null));
  return names.length > 0 && names.every((name) => name !== null) && new Set(names).size === names.length
    ? names
    : null;
}

function scalarOf(map: Group, field: string): string | null {
  const found = map.children.find(({ key }) => key === field);
  return found?.body.kind === 'leaf' ? found.body.value : null;
}

/** Whether no two parts have the same key. */
export function areDistinct(parts: readonly Part[]): boolean {
  return new Set(parts.map(({ key }) => key)).size === parts.length;
}
