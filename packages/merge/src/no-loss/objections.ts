import { formatObjection } from '@sluice/formats';
import type { FileSides } from '../file-sides.ts';
import { checkProgram } from '../program/check-program.ts';
import { objectionText } from '../program/objection.ts';
import type { ReadProgram } from '../program/read-once.ts';
import { declaredAgain } from './declared-again.ts';
import { findLoss } from './find-loss.ts';
import type { Loss } from './loss.ts';
import { repeatedInsertions } from './repeated-insertions.ts';

/**
 * Why a merged text cannot stand, one phrase each; empty where nothing speaks against it. By lines and words for every
 * file, by keys for data, by declarations and imports for programs. For every method, and for what git merged without a
 * conflict.
 */
export function objectionsTo(sides: FileSides, text: string, readProgram: ReadProgram): string[] {
  const losses = [...findLoss(sides, text), ...repeatedInsertions(sides, text)].map(lossText);
  if (losses.length > 0) return losses;
  const unfit = formatObjection(sides, text);
  if (unfit !== null) return [unfit];
  const program = readProgram();
  return program ? checkProgram(program, text).map(objectionText) : declaredAgain(sides, text).map(lossText);
}

function lossText({ kind, side, line }: Loss): string {
  return kind === 'dropped' ? `would lose a line of ${side}: ${line}` : `would have a line twice: ${line}`;
}
