import { shortOid, type RunResult } from '@sluice/model';
import {
  checkpointRuns,
  contendedClusters,
  countByStatus,
  isGreenRun,
  runCost,
  shortRef,
  type ValidationResult,
} from './facts.ts';
import { count, countBranches, duration, groupDigits, listSome } from './words.ts';

/** Said first wherever a result is told, because everything after it is worth less. Null when tests ran. */
export function testsWarning(result: RunResult): string | null {
  if (result.tests.ran) return null;
  const why =
    result.validations.length === 0
      ? 'this is a plan, nothing was validated.'
      : 'only the built-in check (conflict markers, well-formed tree) was applied.';
  return `no tests ran: ${why}`;
}

/** The outcome in one sentence, without the warning about tests. It quotes names: escape it like them. */
export function verdictSentence(result: RunResult): string {
  const counts = countByStatus(result);
  const rest = [
    ...(counts.held > 0 ? [`${groupDigits(counts.held)} held`] : []),
    ...(counts.rejected > 0 ? [`${groupDigits(counts.rejected)} rejected`] : []),
    ...(counts.excluded > 0 ? [`${groupDigits(counts.excluded)} excluded`] : []),
  ];
  return `${mainClause(result)}${rest.length > 0 ? `; ${listSome(rest, 3)}` : ''}.`;
}

/** What became of those that are fit to land, without the full stop. It quotes names: escape it like them. */
export function mainClause(result: RunResult): string {
  const counts = countByStatus(result);
  const all = result.branches.length;
  const fit = counts.landed + counts.planned;
  if (all === 0) return 'There are no branches to land';
  if (result.branches.some(({ reason }) => reason === 'base-red'))
    return 'The base itself fails validation, so nothing could be judged';
  if (fit === 0 && result.checkpoint === null) return `None of ${countBranches(all)} can land`;
  const some =
    fit === all
      ? all === 1
        ? 'The only branch'
        : `All ${countBranches(all)}`
      : `${groupDigits(fit)} of ${countBranches(all)}`;
  const verb = fit === 1 ? 'is' : 'are';
  if (result.checkpoint === null)
    return `${some} would land${result.validations.length === 0 ? ' if validation passes' : ''}`;
  const where = result.checkpoint.landed
    ? `on ${shortRef(result.base.ref)}`
    : `in ${shortRef(result.checkpoint.ref)}`;
  return `${some} ${verb} ${where}`;
}

/** The one thing that a person has to decide now. */
export function decisionSentence(result: RunResult): string {
  const { held, landed, planned } = countByStatus(result);
  const questions = contendedClusters(result).filter((cluster) =>
    result.branches.some((branch) => branch.cluster === cluster.id && branch.status === 'held'),
  ).length;
  const later =
    questions > 0
      ? ` ${count(questions, 'conflict waits', 'conflicts wait')} for a choice and ${questions === 1 ? 'does' : 'do'} not block it.`
      : held > 0
        ? ` ${count(held, 'held branch waits', 'held branches wait')} for a person and ${held === 1 ? 'does' : 'do'} not block it.`
        : '';
  if (result.checkpoint?.landed === true)
    return `Nothing to decide: the checkpoint has landed.${later.replaceAll(' not block it', ' not affect it')}`;
  if (result.checkpoint !== null)
    return `Merge the checkpoint (${countBranches(landed)}), or leave it.${later}`;
  if (planned > 0)
    return `Run it for real to write the checkpoint (${countBranches(planned)}), or leave it.${later}`;
  if (questions > 0)
    return `Choose a side in ${count(questions, 'conflict', 'conflicts')}: nothing can land before.`;
  return held > 0
    ? `Look at ${count(held, 'held branch', 'held branches')}: nothing can land before.`
    : 'Nothing to decide.';
}

/** What the checkpoint was validated with, in one line. */
export function validationSentence(result: RunResult): string {
  if (result.checkpoint === null) return 'No tree is bound to a checkpoint.';
  const runs = checkpointRuns(result);
  const tree = `Tree ${shortOid(result.checkpoint.tree)}`;
  if (runs.length === 0) return `${tree} has no validation of its own.`;
  const tiers = listSome(
    runs.map((run) => run.tier),
    6,
  );
  return runs.every(isGreenRun)
    ? `${tree}, the one that was tested, passed ${tiers}.`
    : `${tree} FAILED ${listSome(
        runs.filter((run) => !isGreenRun(run)).map((run) => run.tier),
        6,
      )}.`;
}

/** What the run cost against testing one by one; null when there is nothing to compare. */
export function costSentence(result: RunResult): string | null {
  const cost = runCost(result);
  if (cost === null || result.validations.length === 0) return null;
  const cached =
    cost.cached > 0 ? ` (${count(cost.cached, 'tier result', 'tier results')} came from the cache)` : '';
  const spent = `${count(cost.trees, 'tree was tested', 'trees were tested')} in ${duration(cost.seconds)}${cached}`;
  if (cost.aloneSeconds === 0) return `${spent}.`;
  return `${spent}. Testing ${countBranches(cost.alone)} one by one would take ${count(cost.alone, 'tree', 'trees')} and about ${duration(cost.aloneSeconds)}.`;
}

const ENDINGS: Record<ValidationResult['ended'], string> = {
  exit: 'failed',
  timeout: 'ran into its time limit',
  memory: 'ran out of memory',
  processes: 'started too many processes',
  signal: 'was ended by a signal',
};

/** `passed`, `failed (exit 2)`, `ran into its time limit`. */
export function runOutcome(run: ValidationResult): string {
  if (isGreenRun(run)) return 'passed';
  return run.exit === null ? ENDINGS[run.ended] : `${ENDINGS[run.ended]} (exit ${run.exit})`;
}
