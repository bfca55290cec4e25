import type { Claim, GitPath } from '@sluice/model';
import type { Format } from './format.ts';
import { formatOf } from './format-table.ts';
import { keyedFormatOf } from './keys/keyed-files.ts';
import { keysIn } from './keys/keys-in.ts';
import { takeShape } from './text-shape.ts';
import { bareKey, type Group } from './tree/part.ts';

/** Keys that are named to people. */
const MOST_NAMED = 3;

/** Three versions of one file; null: it is not there. */
interface Sides {
  readonly path: GitPath;
  readonly base: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
}

/**
 * Why a merged text cannot be right by its format, in one phrase: every version can be read, and it cannot, most often
 * since both sides added a key in different places, of which a reader takes one without a word. Null: nothing speaks
 * against it, or the format is not known.
 */
export function formatObjection({ path, base, ours, theirs }: Sides, merged: string): string | null {
  const format = formatOf(path);
  if (!format || merged.length > format.limit || read(format, path, merged)) return null;
  const [before, mine, other] = [base, ours, theirs].map((text) => readSide(format, path, text ?? ''));
  if (!before || !mine || !other) return null;
  const claims = keysIn(path, merged);
  const twice = claims ? repeated(claims) : addedByBoth(keysOf(before), keysOf(mine), keysOf(other));
  if (twice.length > 0) return `would have a key twice: ${twice.slice(0, MOST_NAMED).join(', ')}`;
  // Two of one key that say the same do no harm there, and are not listed.
  if (claims && keyedFormatOf(path) === 'JSON') return null;
  return `the merged text is no well-formed ${format.name}`;
}

/** null: it cannot be read. */
function readSide(format: Format, path: GitPath, text: string): Group | 'nothing' | null {
  if (text.length > format.limit) return null;
  return text === '' ? 'nothing' : read(format, path, text);
}

function read(format: Format, path: GitPath, text: string): Group | null {
  try {
    return format.read(takeShape(text).text, path);
  } catch (error) {
    // Nesting deeper than the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** All keys, each with those that it stands under. */
function keysOf(tree: Group | 'nothing'): Set<string> {
  const keys = new Set<string>();
  const walk = ({ children }: Group, under: string): void => {
    for (const { key, body } of children) {
      const name = under + bareKey(key);
      if (body.kind !== 'leaf') walk(body, `${name}.`);
      keys.add(name);
    }
  };
  if (tree !== 'nothing') walk(tree, '');
  return keys;
}

function repeated(claims: readonly Claim[]): string[] {
  const known = new Set<string>();
  return claims.flatMap(({ scope, name }) => {
    const whole = scope === '' ? name : `${scope}.${name}`;
    if (known.has(whole)) return [whole];
    known.add(whole);
    return [];
  });
}

function addedByBoth(
  before: ReadonlySet<string>,
  ours: ReadonlySet<string>,
  theirs: ReadonlySet<string>,
): string[] {
  return [...ours].filter((key) => theirs.has(key) && !before.has(key));
}
