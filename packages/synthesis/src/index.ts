export { askIntent } from './ask-intent.ts';
export { askSynthesis } from './ask-synthesis.ts';
export { piecesOf, type BranchText, type Edit, type Hunk } from './branch-text.ts';
export { checkIntent } from './check-intent.ts';
export {
  checkSynthesis,
  confirmedSuspicions,
  type AnswerTools,
  type CheckedAnswer,
  type Resolution,
  type ResolvedFile,
} from './check-synthesis.ts';
export type { Conflict, ContendedFile, KnownFile } from './conflict.ts';
export { askCritique, critiqueShape, objections } from './critique.ts';
export { fence, type Piece } from './fence.ts';
export { intentShape, type Intent, type IntentAnswer } from './intent.ts';
export { proposeSameWork, type SameWork } from './intent-pairs.ts';
export { Ledger } from './ledger.ts';
export { readAnswer, type AnswerReading } from './read-answer.ts';
export { findSecrets, redact, type Secret } from './secrets.ts';
export { synthesisShape, type SynthesisAnswer } from './synthesis.ts';
export { isDecidingPath, isSecretPath } from './untouchable-paths.ts';
