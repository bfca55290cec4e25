export { findBase } from './discover.ts';
export { MergeSequence } from './merge-sequence.ts';
export { proposeLanding, type Proposal } from './propose-landing.ts';
export { runPipeline, type PipelineRequest, type PipelineTools } from './run-pipeline.ts';
export { surveyBranches, type Survey } from './survey-branches.ts';
