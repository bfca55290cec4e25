import type { GitPath } from '@sluice/model';
import { doubledElements, doubledItems, NAMED_TABLE, type DoubledItem } from './doubled-items.ts';
import type { Format } from './format.ts';
import { formatOf } from './format-table.ts';
import { keyedFormatOf } from './keys/keyed-files.ts';
import { keysIn } from './keys/keys-in.ts';
import { documentNames } from './keys/document-names.ts';
import { readFormat } from './read-format.ts';
import { takeShape } from './text-shape.ts';
import { misplacedKeys } from './misplaced-keys.ts';
import type { Group } from './tree/part.ts';

/** Keys that are named to people. */
const MOST_NAMED = 3;

/** Characters of all versions together whose keys are compared: of more, lines alone are. */
const MOST_COMPARED = 600_000;
/** A file without anything in it. */
const NOTHING: Group = {
  kind: 'map',
  separator: '',
  trailing: false,
  head: '',
  children: [],
  tail: '',
  open: true,
  named: true,
};

/** Three versions of one file; null: it is not there. */
interface Sides {
  readonly path: GitPath;
  readonly base: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
}

interface Reading {
  readonly path: GitPath;
  readonly format: Format;
}

/**
 * Why a merged text cannot be right by its format, in one phrase: it has a key, or an item of one name, twice where no
 * version has, most often since both sides added it in different places, and a reader takes one of them without a word;
 * or every version can be read, and it cannot. Null: nothing speaks against it, or the format is not known.
 */
export function formatObjection({ path, base, ours, theirs }: Sides, merged: string): string | null {
  const format = formatOf(path);
  const versions = [base, ours, theirs].flatMap((text) => text || []);
  if (!format || [merged, ...versions].some((text) => text.length > format.limit)) return null;
  const reading = { path, format };
  const tree = treeOf(reading, merged);
  if (tree)
    return itemObjection(reading, tree, versions) ?? keyObjection(reading, { base, ours, theirs }, tree);
  const keys = keysOf(reading, merged);
  const fresh = (found: (text: string) => string[]): string[] => {
    const again = doubled(found(merged));
    const before = again.length === 0 ? [] : versions.flatMap((text) => doubled(found(text)));
    const known = new Set(before.map(withoutPlaces));
    return again.filter((name) => !known.has(withoutPlaces(name)));
  };
  const twice =
    phrase(
      'a key',
      fresh((text) => keysOf(reading, text) ?? []),
    ) ??
    phrase(
      'an item',
      fresh((text) => documentNames(path, text)),
    );
  if (twice !== null) return twice;
  const areTrees = versions.every((text) => treeOf(reading, text));
  // Of JSON two of one key that say the same do no harm, and YAML of several documents is no tree.
  if (keys !== null && (!areTrees || keyedFormatOf(path) === 'JSON')) return null;
  const areRead = areTrees || versions.every((text) => keysOf(reading, text));
  return areRead ? `the merged text is no well-formed ${format.name}` : null;
}

/** What a list has twice by name is a mistake only where names tell items apart: in every version they do. */
function itemObjection(reading: Reading, merged: Group, versions: readonly string[]): string | null {
  const { isOnce = () => true, isMarkup = false } = reading.format;
  const again = doubledItems(merged).filter(({ name }) => isOnce(name));
  if (again.length === 0 && !isMarkup) return null;
  const trees = versions.map((text) => treeOf(reading, text));
  if (!trees.every((tree) => tree !== null)) return null;
  const nameless = new Set(trees.flatMap((tree) => doubledItems(tree)).map(({ list }) => list));
  const named = again.filter(({ list }) => !nameless.has(list));
  const elements = isMarkup ? doubledElements(merged, trees) : [];
  return phrase('an item', [...named, ...elements].map(nameOf));
}

/** What one side alone decided of a key is what the merged text says of it, in its place. */
function keyObjection(
  reading: Reading,
  { base, ours, theirs }: Omit<Sides, 'path'>,
  merged: Group,
): string | null {
  const texts = [base ?? '', ours ?? '', theirs ?? ''];
  if (!reading.format.isKeyed || texts.join('').length > MOST_COMPARED) return null;
  const trees = texts.map((text) => (text === '' ? NOTHING : treeOf(reading, text)));
  const [before, mine, other] = trees;
  if (!before || !mine || !other) return null;
  const { wrong, back } = misplacedKeys({ base: before, ours: mine, theirs: other, merged });
  const named = (keys: readonly string[]): string => keys.slice(0, MOST_NAMED).join(', ');
  if (wrong.length > 0) return `would have another value, or another place, for ${named(wrong)}`;
  return back.length > 0 ? `would bring back ${named(back)}, which one side removed` : null;
}

function nameOf({ list, name }: DoubledItem): string {
  const shown = name.replace(NAMED_TABLE, '[[$1]] $2');
  return /\w/.test(list) ? `${list}: ${shown}` : shown;
}

function phrase(what: string, names: readonly string[]): string | null {
  return names.length > 0 ? `would have ${what} twice: ${names.slice(0, MOST_NAMED).join(', ')}` : null;
}

/** A key wherever lists have it: one side may have put an item before it. */
function withoutPlaces(name: string): string {
  return name.replace(/\[\d+\]/g, '[]');
}

function doubled(names: readonly string[]): string[] {
  const known = new Set<string>();
  const again = new Set<string>();
  for (const name of names) (known.has(name) ? again : known).add(name);
  return [...again];
}

/** null: it cannot be read, or has a key twice. */
function treeOf({ format, path }: Reading, text: string): Group | null {
  try {
    return readFormat(format, path, takeShape(text).text);
  } catch (error) {
    // Nesting deeper than the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Every key with those that it stands under, as often as it is there; null: it cannot be read. */
function keysOf({ format, path }: Reading, text: string): string[] | null {
  if (format.keys) return [...format.keys(takeShape(text).text)];
  const claims = keysIn(path, text);
  return claims && claims.map(({ scope, name }) => (scope === '' ? name : `${scope}.${name}`));
}
