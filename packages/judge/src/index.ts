export { checkFiles } from './check/check-files.ts';
export type { ChangedFile } from './check/check-files.ts';
export { findUnsafeName } from './check/find-unsafe-name.ts';
export { checkTree } from './check/check-tree.ts';
export type { TreeFile } from './check/check-tree.ts';
export type { Problem } from './check/problem.ts';
export { countTests } from './floor/count-tests.ts';
export type { TestCounts } from './floor/count-tests.ts';
export { FLOOR, floorResult, missingTests, mostTests } from './floor/test-floor.ts';
export type { LockfileMaker } from './lockfiles/lockfile-maker.ts';
export { lockfileMaker } from './lockfiles/lockfile-makers.ts';
export { needsConfirmation, settle } from './needs-confirmation.ts';
export type { Settled } from './needs-confirmation.ts';
export { finished } from './plan/finished.ts';
export type { Offender, PlanResult } from './plan/finished.ts';
export { nextRuns } from './plan/next-runs.ts';
export type { NextRuns, RunRequest } from './plan/next-runs.ts';
export { observe, startPlan } from './plan/plan-state.ts';
export type { Item, PlanState } from './plan/plan-state.ts';
export type { RunOutcome } from './plan/run-outcome.ts';
export { auditFindings } from './supply/audit-findings.ts';
export { registryHostsIn } from './supply/registry-settings.ts';
export { readNpmAudit, readPipAudit, type Advisory, type AuditReading } from './supply/read-audit.ts';
export {
  supplyChecker,
  supplyFindings,
  type SupplyChecker,
  type SupplyGround,
} from './supply/supply-checker.ts';
export { isSupplyFile, type SupplyFiles, type SupplyText } from './supply/supply-files.ts';
export type { Ranges } from './supply/version-range.ts';
export { checksTypes } from './tiers/checks-types.ts';
export { detectTiers } from './tiers/detect-tiers.ts';
export type { Detection } from './tiers/detect-tiers.ts';
export type { Surroundings } from './tiers/surroundings.ts';
export type { TreeView } from './tiers/tree-view.ts';
export { verdictKey } from './verdict-key.ts';
export type { VerdictSubject } from './verdict-key.ts';
