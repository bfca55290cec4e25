import { STATUSES, type BranchResult, type RunResult, type Status } from '@sluice/model';

/** What every report derives from a result, in one place: no words in here. */

export type ClusterResult = RunResult['clusters'][number];
export type CandidateResult = RunResult['candidates'][number];
export type ValidationResult = RunResult['validations'][number];
export type EdgeResult = ClusterResult['edges'][number];

/** `main` for `refs/heads/main`. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}

export function lands(branch: BranchResult): boolean {
  return branch.status === 'landed' || branch.status === 'planned';
}

export function countByStatus(result: RunResult): Record<Status, number> {
  const counts: Record<Status, number> = { landed: 0, planned: 0, held: 0, rejected: 0, excluded: 0 };
  for (const branch of result.branches) counts[branch.status] += 1;
  return counts;
}

/** Statuses that occur, in their own order; within one by reason, then by cluster, then by name. */
export function groupByStatus(result: RunResult): { status: Status; branches: BranchResult[] }[] {
  return STATUSES.map((status) => ({
    status,
    branches: result.branches.filter((branch) => branch.status === status).toSorted(byReason),
  })).filter((group) => group.branches.length > 0);
}

function byReason(a: BranchResult, b: BranchResult): number {
  return compare(a.reason, b.reason) || compareClusterIds(a.cluster, b.cluster) || compare(a.name, b.name);
}

/** Riskiest first: most risk flags, then most files, then by name. */
export function byRisk(a: BranchResult, b: BranchResult): number {
  return b.risk.length - a.risk.length || b.files - a.files || compare(a.name, b.name);
}

/** `c2` before `c10`. */
export function compareClusterIds(a: string, b: string): number {
  return a.length - b.length || compare(a, b);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Clusters in which something needs a decision. */
export function contendedClusters(result: RunResult): ClusterResult[] {
  return result.clusters.filter((cluster) => cluster.edges.length > 0);
}

export function branchesByName(result: RunResult): Map<string, BranchResult> {
  return new Map(result.branches.map((branch) => [branch.name, branch]));
}

/** The candidates of each cluster, in the order of the result. */
export function candidatesOf(result: RunResult, cluster: string): CandidateResult[] {
  return result.candidates.filter((candidate) => candidate.cluster === cluster);
}

/**
 * The candidate of a cluster whose branches are exactly those that land; null when none or several are, since the
 * result does not say which one was taken.
 */
export function chosenCandidate(result: RunResult, cluster: string): CandidateResult | null {
  const landing = result.branches
    .filter((branch) => branch.cluster === cluster && (lands(branch) || branch.reason === 'partial'))
    .map((branch) => branch.name);
  const same = candidatesOf(result, cluster).filter(
    (candidate) =>
      candidate.branches.length === landing.length &&
      landing.every((name) => candidate.branches.includes(name)),
  );
  return same.length === 1 ? same[0]! : null;
}

/** Ended by itself with status 0: everything else is red. */
export function isGreenRun(run: ValidationResult): boolean {
  return run.ended === 'exit' && run.exit === 0;
}

/** Tier results grouped by the tree they are about, in the order in which trees were first tested. */
export function runsByTree(result: RunResult): { tree: string; runs: ValidationResult[]; green: boolean }[] {
  const trees = new Map<string, ValidationResult[]>();
  for (const run of result.validations) trees.set(run.tree, [...(trees.get(run.tree) ?? []), run]);
  return [...trees].map(([tree, runs]) => ({ tree, runs, green: runs.every(isGreenRun) }));
}

/** The tier results of the tree that the checkpoint holds. */
export function checkpointRuns(result: RunResult): ValidationResult[] {
  return result.validations.filter((run) => run.tree === result.checkpoint?.tree);
}

export interface RunCost {
  /** Trees that were really tested, and the seconds that took. */
  readonly trees: number;
  readonly seconds: number;
  /** Tier results that were known from an earlier run. */
  readonly cached: number;
  /** The branches that were tested, and the seconds for testing each alone, from the mean of the green trees. */
  readonly alone: number;
  readonly aloneSeconds: number;
}

/** What testing cost, and what testing each branch by itself would have cost; null when no tests ran. */
export function runCost(result: RunResult): RunCost | null {
  if (!result.tests.ran) return null;
  const trees = runsByTree(result);
  const fresh = trees.filter((tree) => tree.runs.some((run) => !run.cached));
  const alone = new Set(result.validations.flatMap((run) => run.branches)).size;
  const green = trees.filter((tree) => tree.green).map((tree) => total(tree.runs));
  return {
    trees: fresh.length,
    seconds: total(result.validations.filter((run) => !run.cached)),
    cached: result.validations.filter((run) => run.cached).length,
    alone,
    aloneSeconds: green.length === 0 ? 0 : (sum(green) / green.length) * alone,
  };
}

function total(runs: readonly ValidationResult[]): number {
  return sum(runs.map((run) => run.seconds));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
