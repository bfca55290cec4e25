export { candidateBudget } from './candidate-budget.ts';
export { contendedPaths } from './contended-paths.ts';
export { remediesFor, type ContestedStrategy, type Remedy } from './remedy.ts';
export type { FileSides } from './file-sides.ts';
export { mergeFile } from './merge-file.ts';
export type { MergeConflict, MergedFile, MergedText } from './merged-file.ts';
export { decodeSides, type DecodedSides, type SideBytes } from './decode-sides.ts';
export { markConflict } from './mark-conflict.ts';
export { NO_TOOLS, type MergeTools } from './merge-tools.ts';
