export { CONFIDENT, isTrusted, type Likeness, type Standing } from './confidence.ts';
export { isMemorable, type Piece, type Place } from './conflict.ts';
export { describeMemory, type DescribedDecision, type DescribedMemory } from './describe-memory.ts';
export { forget, idsOf } from './forget.ts';
export { decisionsIn, remember, rememberDecided, type Occasion } from './learn.ts';
export {
  ALL,
  EMPTY_MEMORY,
  offerKey,
  OUTCOMES,
  type Decision,
  type Memory,
  type MemoryEvent,
  type MemoryOutcome,
  type Offer,
  type OfferedFile,
} from './memory.ts';
export { EXPIRES_AFTER, expire, mergeMemories } from './merge-memories.ts';
export { isTestPath, pathClass } from './path-class.ts';
export { rankCandidates, type RankedCandidate } from './rank-candidates.ts';
export type { Recipe, RecipeLine } from './recipe.ts';
export { Recollection, type Authorship, type Remembered } from './recollection.ts';
export { decodeMemory, encodeMemory, type MemoryReading } from './stored-memory.ts';
export { orderStrategies, statistics, type Fared } from './strategy-statistics.ts';
export { conflictKind, decisionSubject, methodSubject, strategySubject } from './subject.ts';
