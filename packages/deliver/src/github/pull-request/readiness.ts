import { type RunResult } from '@sluice/model';
import { contendedClusters, countByStatus } from '../../facts.ts';
import { count, countBranches, groupDigits, listSome } from '../../words.ts';
import { evidenceFor, type Evidence } from '../checkpoint-view.ts';

/** The verdict on the checkpoint: the first words that a reviewer reads. It quotes nothing by others. */
export function readinessSentence(result: RunResult, tree: string): string {
  const { landed, held, rejected, excluded } = countByStatus(result);
  const all = result.branches.length;
  const some =
    landed === all
      ? all === 1
        ? 'the only agent branch'
        : `all ${groupDigits(all)} agent branches`
      : `${groupDigits(landed)} of ${count(all, 'agent branch', 'agent branches')}`;
  const rest = [
    ...(held > 0 ? [`${groupDigits(held)} held`] : []),
    ...(rejected > 0 ? [`${groupDigits(rejected)} rejected`] : []),
    ...(excluded > 0 ? [`${groupDigits(excluded)} excluded`] : []),
  ];
  return `${READINESS[evidenceFor(result, tree)](some, landed)}${rest.length > 0 ? `; ${listSome(rest, 3)}` : ''}.`;
}

const READINESS: Record<Evidence, (some: string, landed: number) => string> = {
  tested: (some, landed) => `Ready to merge: ${some}, tested${landed > 1 ? ' together' : ''} and green`,
  untested: (some) => `Not tested (only the built-in check ran): ${some}`,
  unproven: (some) => `Do not merge: ${some}, but nothing green stands behind this tree`,
};

/** The one decision that is asked for. */
export function decision(result: RunResult, tree: string): string {
  const evidence = evidenceFor(result, tree);
  const ask =
    evidence === 'tested'
      ? 'Decide: merge it, or close it.'
      : evidence === 'untested'
        ? 'Decide: merge it if that is enough for you, or close it.'
        : 'Close it.';
  return `${ask}${waiting(result)}`;
}

function waiting(result: RunResult): string {
  const { held } = countByStatus(result);
  const questions = contendedClusters(result).filter((cluster) =>
    result.branches.some((branch) => branch.cluster === cluster.id && branch.status === 'held'),
  ).length;
  if (questions > 0)
    return ` ${count(questions, 'conflict waits', 'conflicts wait')} for a choice and ${questions === 1 ? 'does' : 'do'} not block it.`;
  return held > 0 ? ` ${countBranches(held)} held ${held === 1 ? 'does' : 'do'} not block it.` : '';
}
