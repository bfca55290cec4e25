export {
  alarmIssue,
  ALARMS,
  decodeAlarm,
  findAlarm,
  isSeen,
  type Alarm,
  type AlarmFacts,
  type AlarmKind,
} from './alarm-issue.ts';
export { branchCheckText, type CheckText } from './check-run/branch-check-text.ts';
export {
  CHECK_NAMES,
  CHECK_STATES,
  CHECK_WORDS,
  checkStateOf,
  EXIT_REASONS,
  type CheckState,
  type CheckWord,
  type ExitReason,
} from './check-run/check-states.ts';
export { checkpointCheckText } from './check-run/checkpoint-check-text.ts';
export {
  decodeMarker,
  digestHeads,
  encodeMarker,
  findMarker,
  type CheckpointFacts,
  type MarkerSearch,
} from './checkpoint-marker.ts';
export {
  isDelivered,
  ONE_GROUP,
  RUN_WARNINGS,
  type CheckpointView,
  type DeliveredCheckpoint,
  type DeliveredView,
  type ForgeRun,
  type NotAdmitted,
  type Provenance,
  type RepositoryFacts,
  type RunWarning,
} from './checkpoint-view.ts';
export { clusterGraph, type ClusterGraph } from './cluster-graph.ts';
export { answersSummary } from './job-summary/answers-summary.ts';
export { candidatesSummary, type CandidatesView } from './job-summary/candidates-summary.ts';
export { clusterSummary, type AdmissionView } from './job-summary/cluster-summary.ts';
export {
  deliverySummary,
  type DeliveryOutcome,
  type PullRequestAction,
} from './job-summary/delivery-summary.ts';
export { validationSummary, type ValidationView } from './job-summary/validation-summary.ts';
export { isSaid, pullRequestText, type PullRequestWords } from './pull-request/pull-request-text.ts';
export { STOP_SIGNALS, stoppedText, type StopReading, type StoppedText } from './stopped-text.ts';
