import { parse, parseTree, getNodeValue, type ParseError } from 'jsonc-parser';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a JSON text holds; null if it is not strict JSON, not an object, or names a key twice. */
export function parseJsonObject(text: string): JsonObject | null {
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\uFEFF/, ''), errors, {
    disallowComments: true,
    allowTrailingComma: false,
  });
  if (!tree || errors.length > 0 || tree.type !== 'object' || hasTwins(tree)) return null;
  return getNodeValue(tree) as JsonObject;
}

/** What a JSON text says that may have comments and commas too many; null if it is not well-formed, or far too deep. */
export function readJson(text: string): Json {
  const errors: ParseError[] = [];
  try {
    const value = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true }) as
      Json | undefined;
    return errors.length > 0 || value === undefined ? null : value;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

type Node = NonNullable<ReturnType<typeof parseTree>>;

function hasTwins(node: Node): boolean {
  const children = node.children ?? [];
  const keys =
    node.type === 'object' ? children.map((property) => property.children![0]!.value as string) : [];
  return new Set(keys).size !== keys.length || children.some(hasTwins);
}

/** Deep equality; the order of keys does not count, that of array items does. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => sameJson(item as Json, b[i] as Json));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}
