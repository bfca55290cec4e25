import { applyEdits, modify, type JSONPath } from 'jsonc-parser';
import { DEPENDENCY_SECTIONS } from './dependency-changes.ts';
import { isObject, parseJsonObject, sameJson, type Json, type JsonObject } from './json-value.ts';
import { joinRanges } from './version-range.ts';

/** A merged manifest, or the keys on which the sides cannot be joined. */
export type PackageMerge =
  | { readonly kind: 'merged'; readonly text: string }
  | { readonly kind: 'conflict'; readonly keys: readonly string[] };

interface Change {
  readonly path: JSONPath;
  /** undefined: the key is removed. */
  readonly value: Json | undefined;
}

const DEPENDENCIES: readonly string[] = DEPENDENCY_SECTIONS;

/**
 * A three-way merge of package.json by meaning: every key that one side changed is taken, keys that both changed are
 * joined if that loses nothing (dependency ranges that a version satisfies, lists to which both only added), and the
 * text of `ours` is edited key by key, so that its order and formatting survive.
 */
export function mergePackageJson(base: string, ours: string, theirs: string): PackageMerge {
  const [b, o, t] = [parseJsonObject(base), parseJsonObject(ours), parseJsonObject(theirs)];
  if (!b || !o || !t) return { kind: 'conflict', keys: ['(not valid JSON)'] };
  const changes: Change[] = [];
  const conflicts: string[] = [];
  mergeObject({ base: b, ours: o, theirs: t }, [], { changes, conflicts });
  if (conflicts.length > 0) return { kind: 'conflict', keys: conflicts };
  return { kind: 'merged', text: changes.reduce(applyChange, ours) };
}

interface Sides<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

function mergeObject(
  sides: Sides<JsonObject>,
  path: JSONPath,
  out: { changes: Change[]; conflicts: string[] },
): void {
  for (const key of new Set([...Object.keys(sides.base), ...Object.keys(sides.theirs)])) {
    const at = [...path, key];
    const [base, ours, theirs] = [own(sides.base, key), own(sides.ours, key), own(sides.theirs, key)];
    if (sameJson(theirs, base) || sameJson(theirs, ours)) continue;
    if (sameJson(ours, base)) {
      out.changes.push({ path: at, value: theirs });
    } else if (isObject(ours) && isObject(theirs) && (isObject(base) || base === undefined)) {
      mergeObject({ base: base ?? {}, ours, theirs }, at, out);
    } else {
      const joined = join({ base, ours, theirs }, at);
      if (joined === null) out.conflicts.push(at.join('.'));
      else out.changes.push({ path: at, value: joined });
    }
  }
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function join({ base, ours, theirs }: Sides<Json | undefined>, path: JSONPath): Json | null {
  if (typeof ours === 'string' && typeof theirs === 'string' && DEPENDENCIES.includes(String(path[0]))) {
    return joinRanges(ours, theirs);
  }
  if (!Array.isArray(ours) || !Array.isArray(theirs)) return null;
  const before = Array.isArray(base) ? (base as readonly Json[]) : [];
  if (!onlyAddedTo(ours, before) || !onlyAddedTo(theirs, before)) return null;
  const added = (theirs as readonly Json[]).filter(
    (item) => !(ours as readonly Json[]).some((other) => sameJson(item, other)),
  );
  return [...(ours as readonly Json[]), ...added];
}

/** True if the list keeps all of `before` in order: then it only added. */
function onlyAddedTo(list: readonly Json[], before: readonly Json[]): boolean {
  let at = 0;
  for (const item of list) if (at < before.length && sameJson(item, before[at])) at += 1;
  return at === before.length;
}

function applyChange(text: string, { path, value }: Change): string {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const getInsertionIndex = (keys: string[]): number => sortedPlace(keys, String(path.at(-1)));
  return applyEdits(text, modify(text, path, value, { formattingOptions, getInsertionIndex }));
}

/** Where the key belongs in a sorted list of keys; at the end of one that is not sorted. */
function sortedPlace(keys: readonly string[], key: string): number {
  const sorted = keys.every((name, i) => i === 0 || keys[i - 1]! <= name);
  const place = keys.findIndex((name) => name > key);
  return sorted && place >= 0 ? place : keys.length;
}
