export {
  draftGraph,
  settleGraph,
  silentConflicts,
  type ChangeGraph,
  type GraphDraft,
  type PairAnswer,
} from './change-graph.ts';
export { excerptsOf } from './excerpts.ts';
export { addedLines, hotFiles, type ChangedText, type HotFile } from './hot-files.ts';
export {
  branchSymbols,
  claimsOf,
  definitionsOf,
  withVariant,
  type ChangedSymbols,
} from './branch-symbols.ts';
export { migrationClaims, numberedOnce, sameMigration } from './migration-claims.ts';
export { clusterBranches } from './cluster-branches.ts';
export type { Contender } from './contender.ts';
export { sizeOf } from './contender.ts';
export { edgeKindOf } from './edge-kind.ts';
export { landingOrder, type Precedence } from './landing-order.ts';
export { foldName } from './name-spots.ts';
export type { Question } from './spot.ts';
export { symbolSpots, type By, type SymbolSpot } from './symbol-spots.ts';
export { sameWorkSpots } from './same-work-spots.ts';
export {
  NO_SYMBOLS,
  symbolFindings,
  symbolWords,
  type Examined,
  type SymbolFindings,
} from './symbol-ties.ts';
