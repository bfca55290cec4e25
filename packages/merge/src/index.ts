export { isApart } from './apart/is-apart.ts';
export { candidateBudget } from './candidate-budget.ts';
export { contendedPaths } from './contended-paths.ts';
export { conflictKinds, type ConflictMessage } from './conflict-kind.ts';
export { bareLines, losesNoEdit } from './deletion.ts';
export {
  driverObjection,
  remediesFor,
  type Contended,
  type ContestedStrategy,
  type Remedy,
} from './remedy.ts';
export { NO_EXPERIENCE, type Experience } from './experience.ts';
export type { FileSides } from './file-sides.ts';
export { mergeFile } from './merge-file.ts';
export type { MergeConflict, MergedFile, MergedText } from './merged-file.ts';
export { contendedRegions } from './contended-regions.ts';
export { decodeSides, type DecodedSides, type SideBytes } from './decode-sides.ts';
export { uniteAdditions } from './unite-additions.ts';
export { markConflict } from './mark-conflict.ts';
export { NO_TOOLS, type MergeTools } from './merge-tools.ts';
export { checkProgram } from './program/check-program.ts';
export { objectionText, type Objection } from './program/objection.ts';
export { readProgram, type Program } from './program/program.ts';
export { readOnce, type ReadProgram } from './program/read-once.ts';
export { findLoss } from './no-loss/find-loss.ts';
export { objectionsTo } from './no-loss/objections.ts';
export type { Loss } from './no-loss/loss.ts';
export { lineUp, type VersionLines } from './diff/line-up.ts';
export type { Chunk } from './diff/three-way.ts';
export type { StructuredFacts } from './structured/facts.ts';
export { mergeStructured, type StructuredMerge } from './structured/merge-structured.ts';
export { OPEN_PLACE, type MergeText } from './structured/merge-text.ts';
