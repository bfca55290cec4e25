import type { Chunk } from '../diff/three-way.ts';
import { chunksOf, elementsOf, type Elements } from './elements.ts';
import type { Hunk } from './hunk.ts';

/** Three versions of a file as lines, lined up once for everything that looks at them. */
export interface LineUp extends Elements {
  /** As git has it: changes that touch are one hunk. */
  readonly chunks: readonly Chunk[];
}

export function lineUp(lines: Hunk): LineUp {
  const elements = elementsOf(lines);
  return { ...elements, chunks: chunksOf(elements, 'strict') };
}
