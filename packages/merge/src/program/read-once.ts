import type { FileSides } from '../file-sides.ts';
import type { MergeTools } from '../merge-tools.ts';
import { readProgram, type Program } from './program.ts';

/** Gives the program that a merge is about; null where it is none that can be read. */
export type ReadProgram = () => Program | null;

/** Read when the first step of a merge asks for it, and once: that takes longer than everything else. */
export function readOnce(sides: FileSides, { syntax }: MergeTools): ReadProgram {
  let program: Program | null | undefined;
  return () => (program === undefined ? (program = syntax && readProgram(sides, syntax)) : program);
}
