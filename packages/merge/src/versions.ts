import type { FileSides } from './file-sides.ts';
import type { Hunk } from './hunk/hunk.ts';
import { layoutOf, linesOf, mergeLayouts, type Layout } from './text/layout.ts';

/** Three versions of a file as lines, and how the merged lines are written. */
export interface Versions {
  readonly lines: Hunk;
  readonly layout: Layout;
}

export function versionsOf(base: FileSides['base'], ours: string, theirs: string): Versions {
  const layouts = {
    base: base === null ? null : layoutOf(base),
    ours: layoutOf(ours),
    theirs: layoutOf(theirs),
  };
  return {
    lines: {
      base: base === null || layouts.base === null ? [] : linesOf(base, layouts.base),
      ours: linesOf(ours, layouts.ours),
      theirs: linesOf(theirs, layouts.theirs),
    },
    layout: mergeLayouts(layouts.base, layouts.ours, layouts.theirs),
  };
}
