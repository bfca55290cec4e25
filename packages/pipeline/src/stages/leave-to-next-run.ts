// A burst of pushes starts a run for each manifest, and each run looks at everything. So that the work is done once, a
// run that another will follow leaves it to that one, and a run that finds nothing new does nothing.
import { CHECK_NAMES } from '@sluice/deliver';
import type { Forge, WorkflowRunFacts } from '@sluice/ports';
import type { AgentBranch } from '../discover.ts';
import { MANIFEST_WORKFLOW } from './choose-runs.ts';
import { looksAgain } from './look-again.ts';
import type { Surroundings } from './look-around.ts';

/** Signing takes a minute; what takes longer is not waited for, so that a run that never ends holds nobody back for long. */
const WAIT_SECONDS = 600;

/**
 * Why a run that the end of a manifest run started has nothing to do now; null: it has. Runs by schedule, by hand and
 * after a push to the base never ask.
 *
 * Two reasons: manifests of present heads are still being made, and the end of each starts a run again; or every head has
 * its check already, and nothing that could change it has come since.
 */
export async function leaveToNextRun(
  forge: Pick<Forge, 'checkRuns'>,
  { branches, runs }: Surroundings,
  now: number,
): Promise<string | null> {
  if (branches.length === 0) return null;
  const own = ({ name, head }: AgentBranch): WorkflowRunFacts[] =>
    runs.filter(
      ({ path, headSha, headBranch }) => isManifest(path) && headSha === head && headBranch === name,
    );
  const pending = branches.filter((branch) => own(branch).some((run) => isPending(run, now)));
  if (pending.length > 0)
    return `${counted(pending.length, 'manifest is', 'manifests are')} still being made.`;
  const heads = [...new Set(branches.map(({ head }) => head))];
  const known = await forge.checkRuns(heads, CHECK_NAMES.branch);
  const isTold = (branch: AgentBranch): boolean => {
    const newest = known.filter(({ headSha }) => headSha === branch.head).sort((a, b) => b.id - a.id)[0];
    return newest !== undefined && !looksAgain(newest.externalId, { isSigned: own(branch).some(isDone) });
  };
  return branches.every(isTold) ? `All heads (${branches.length}) have been judged as they are.` : null;
}

function isManifest(path: string): boolean {
  return path === `.github/workflows/${MANIFEST_WORKFLOW}`;
}

function isPending({ status, createdAt }: WorkflowRunFacts, now: number): boolean {
  return status !== 'completed' && createdAt > now - WAIT_SECONDS;
}

function isDone({ status, conclusion }: WorkflowRunFacts): boolean {
  return status === 'completed' && conclusion === 'success';
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
