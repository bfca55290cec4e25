import type { GitPath } from '@sluice/model';
import type { Format } from './format.ts';
import type { Group } from './tree/part.ts';

/** In UTF-16 units, all texts together. */
const REMEMBERED = 1_000_000;

/** The latest texts that were read, by path and text: what was merged is checked against the same versions. */
const latest = new Map<string, Group | null>();
let size = 0;

/** The same as the format's own `read`; what was read just before is not read again. */
export function readFormat(format: Format, path: GitPath, text: string): Group | null {
  const name = `${format.name}\0${path}\0${text}`;
  const known = latest.get(name);
  if (known !== undefined) return known;
  const read = format.read(text, path);
  latest.set(name, read);
  size += name.length;
  for (const oldest of latest.keys()) {
    if (size <= REMEMBERED) break;
    latest.delete(oldest);
    size -= oldest.length;
  }
  return read;
}
