export { discover, findBase } from './discover.ts';
export { MergeSequence } from './merge-sequence.ts';
export { proposeLanding, type Proposal } from './propose-landing.ts';
export {
  runPipeline,
  type PipelineOutcome,
  type PipelineRequest,
  type PipelineTools,
  type Target,
} from './run-pipeline.ts';
export { surveyBranches, type Survey } from './survey-branches.ts';
