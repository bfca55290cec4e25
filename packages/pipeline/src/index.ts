export type { FileMerger, LoadFileMerger } from './file-merger.ts';
export { discover, findBase, type AgentBranch, type Base, type Entrants } from './discover.ts';
export { MEMORY_BRANCH } from './memory/admitted-memory.ts';
export { KeptMemory } from './memory/kept-memory.ts';
export { MergeSequence } from './merge-sequence.ts';
export { proposeLanding, type Proposal } from './propose-landing.ts';
export {
  POLICY_FILE,
  readEffectivePolicy,
  readTarget,
  type EffectiveTarget,
} from './read-effective-policy.ts';
export {
  runPipeline,
  type PipelineOutcome,
  type PipelineRequest,
  type PipelineTools,
  type Target,
} from './run-pipeline.ts';
export type { OpenModel } from './synthesis/desk.ts';
export { recordedModel } from './synthesis/recorded-model.ts';
export { surveyBranches, type Survey } from './survey-branches.ts';
export { confirmHeads } from './stages/verify-manifests.ts';
export { admitRun, type Admitted } from './stages/admit-run.ts';
export type { OpenSymbols, SymbolReader } from './symbols/symbol-files.ts';
export type { AdmitTools, ArchiveReading } from './stages/admit-tools.ts';
export { askModel, mayAskModel, type AskTools } from './stages/ask-model.ts';
export { auditLanding, type Audited, type AuditFinding } from './stages/audit-landing.ts';
export { checkpointView, provenanceOf, type ViewContext } from './stages/checkpoint-view.ts';
export {
  deliverRun,
  type DeliveredRun,
  type DeliverRequest,
  type DeliverTools,
  type JudgedCheckpoint,
  type Receipt,
} from './stages/deliver-run.ts';
export { MOST_LEGS } from './stages/divide-work.ts';
export { extractManifest, type Extracted } from './stages/extract-manifest.ts';
export { Gate, STOP_LABEL, STOP_REF, type OpenGate, type StopSettings } from './stages/gate.ts';
export { leaveToNextRun } from './stages/leave-to-next-run.ts';
export { lookAround, type Surroundings } from './stages/look-around.ts';
export { makeCandidates, type StageTools } from './stages/make-candidates.ts';
export { reportRefused } from './stages/report-refused.ts';
export { localInvocation, validateCheckpoint, type ValidationRequest } from './stages/validate-checkpoint.ts';
export type { TrustContext } from './stages/verify-manifests.ts';
