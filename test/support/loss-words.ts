import { findLoss, type FileSides } from '@sluice/merge';

/** The law of merges in words, as a check of answers is given it. */
export function lossOf(sides: FileSides, text: string): string[] {
  return findLoss(sides, text).map(({ kind, line }) =>
    kind === 'twice' ? `would be there twice: ${line}` : `would be gone: ${line}`,
  );
}
