import type { FileSides } from '../file-sides.ts';
import type { MergeTools } from '../merge-tools.ts';
import { checkProgram } from '../program/check-program.ts';
import { objectionText } from '../program/objection.ts';
import { readProgram } from '../program/program.ts';
import { findLoss } from './find-loss.ts';
import type { Loss } from './loss.ts';

/**
 * Why a merged text cannot stand, one phrase each; empty where nothing speaks against it. By lines and words for every
 * file, by declarations and imports for programs. For every method, and for what git merged without a conflict.
 */
export function objectionsTo(sides: FileSides, text: string, { syntax }: MergeTools): string[] {
  const losses = findLoss(sides, text).map(lossText);
  if (losses.length > 0 || syntax === null) return losses;
  const program = readProgram(sides, syntax);
  return program ? checkProgram(program, text, syntax).map(objectionText) : [];
}

function lossText({ kind, side, line }: Loss): string {
  return kind === 'dropped' ? `would lose a line of ${side}: ${line}` : `would have a line twice: ${line}`;
}
