import type { Hunk } from './hunk/hunk.ts';

/** A settled part of a file, or a hunk that is left. */
export type Part = readonly string[] | Hunk;

/** Lines with diff3 markers around the hunks that are left, as git writes them; the markers are longer than any in the text. */
export function conflictLines(parts: readonly Part[]): string[] {
  const size = markerSize(parts);
  const marker = (sign: string, label: string): string => `${sign.repeat(size)}${label}`;
  return parts.flatMap((part) =>
    isHunk(part)
      ? [
          marker('<', ' ours'),
          ...part.ours,
          marker('|', ' base'),
          ...part.base,
          marker('=', ''),
          ...part.theirs,
          marker('>', ' theirs'),
        ]
      : part,
  );
}

function isHunk(part: Part): part is Hunk {
  return 'base' in part;
}

/** Seven, as git has it, unless a line of the text begins with as many. */
function markerSize(parts: readonly Part[]): number {
  let longest = 6;
  for (const part of parts)
    for (const line of isHunk(part) ? [...part.ours, ...part.base, ...part.theirs] : part) {
      const run = /^(?:<+|\|+|=+|>+)/.exec(line)?.[0].length ?? 0;
      longest = Math.max(longest, run);
    }
  return longest + 1;
}
