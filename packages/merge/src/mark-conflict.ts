import type { FileSides } from './file-sides.ts';

/**
 * Both versions whole between diff3 markers, as git writes them: for what nobody can merge. Source:
 * https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
 */
export function markConflict({ base, ours, theirs }: FileSides, markerSize = 7): string {
  const marker = (sign: string, label = ''): string => `${sign.repeat(markerSize)}${label && ` ${label}`}\n`;
  return [
    marker('<', 'ours'),
    wholeLines(ours),
    marker('|', 'base'),
    wholeLines(base),
    marker('='),
    wholeLines(theirs),
    marker('>', 'theirs'),
  ].join('');
}

/** A marker has to begin a line. */
function wholeLines(text: string | null): string {
  return text === null || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}\n`;
}
