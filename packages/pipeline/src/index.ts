export { runPipeline, type PipelineRequest, type PipelineTools } from './run-pipeline.ts';
export { surveyBranches, type Survey } from './survey-branches.ts';
export { findBase } from './discover.ts';
