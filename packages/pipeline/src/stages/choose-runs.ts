import { REJECTIONS, type BranchName, type Policy, type Reason, type RejectionKind } from '@sluice/model';
import type { WorkflowRunFacts } from '@sluice/ports';
import { checkRunRecord, isSafeBranchName } from '@sluice/trust';
import type { AgentBranch } from '../discover.ts';
import type { TrustContext } from './verify-manifests.ts';

/** The file that a maintainer's repository has for it, at the commit of each branch. */
export const MANIFEST_WORKFLOW = 'sluice-manifest.yml';

export interface Refused {
  readonly branch: AgentBranch;
  readonly agent: string;
  readonly reason: Reason;
  readonly detail: string;
  /** What was wrong with its manifest; null where it is not about that. */
  readonly rejection: RejectionKind | null;
}

/** A branch with the run that signed its head; null in the mode `recompute-only`. */
export interface Candidacy {
  readonly branch: AgentBranch;
  readonly agent: string;
  readonly run: WorkflowRunFacts | null;
}

export interface Chosen {
  readonly candidacies: readonly Candidacy[];
  readonly refused: readonly Refused[];
}

/** Which branches have a run of the right workflow for their head, by the forge's own record of it. */
export function chooseRuns(
  branches: readonly AgentBranch[],
  runs: readonly WorkflowRunFacts[],
  trust: TrustContext,
): Chosen {
  const candidacies: Candidacy[] = [];
  const refused: Refused[] = [];
  for (const branch of branches) {
    const own = runs
      .filter(({ headSha, headBranch }) => headSha === branch.head && headBranch === branch.name)
      .sort((a, b) => b.id - a.id);
    const agent = own[0]?.actor ?? '';
    const refuse = (reason: Reason, detail: string, rejection: RejectionKind | null = null): void =>
      void refused.push({ branch, agent, reason, detail, rejection });
    const done = own.find(({ status, conclusion }) => status === 'completed' && conclusion === 'success');
    if (!isSafeBranchName(branch.name))
      refuse('unsafe-name', 'Its name is not made of letters, digits and - _ . / +.');
    else if (trust.mode === 'recompute-only') candidacies.push({ branch, agent, run: own[0] ?? null });
    else if (!done) refuse('no-manifest', missing(own), 'no-manifest');
    else {
      const { rejection } = checkRunRecord(done, {
        path: `.github/workflows/${MANIFEST_WORKFLOW}`,
        ref: `refs/heads/${branch.name}`,
        tip: branch.head,
        repositoryId: trust.repository.id,
        toolkit: trust.toolkit,
      });
      if (rejection) refuse('untrusted', REJECTIONS[rejection.kind], rejection.kind);
      else candidacies.push({ branch, agent, run: done });
    }
  }
  return { candidacies, refused };
}

function missing([newest]: readonly WorkflowRunFacts[]): string {
  if (!newest)
    return `The manifest workflow did not run for its head: the branch has no ${MANIFEST_WORKFLOW} yet (merge the base into it and push), or a workflow pushed it; a push by the token of a workflow starts none.`;
  if (newest.status !== 'completed') return 'The manifest workflow is still running for its head.';
  return `The manifest workflow ended as ${newest.conclusion ?? 'nothing'} for its head.`;
}

const HOUR = 3600;

/** First come, first served, within the caps of the policy; the rest waits for the next run and says so. */
export function withinCaps(
  { candidacies, refused }: Chosen,
  policy: Policy,
  { runs, now }: { runs: readonly WorkflowRunFacts[]; now: number },
): Chosen {
  const { branches, branchesPerAgent, pushesPerHour } = policy.admission;
  const byAge = [...candidacies].sort(
    (a, b) => (a.run?.createdAt ?? 0) - (b.run?.createdAt ?? 0) || (a.branch.name < b.branch.name ? -1 : 1),
  );
  const pushes = new Map<string, number>();
  for (const { actor, createdAt } of runs) {
    if (createdAt > now - HOUR) pushes.set(actor, (pushes.get(actor) ?? 0) + 1);
  }
  const taken = new Map<string, number>();
  const kept: Candidacy[] = [];
  const over: Refused[] = [];
  for (const one of byAge) {
    const { agent, branch, run } = one;
    const number = taken.get(agent) ?? 0;
    const recent = run !== null && run.createdAt > now - HOUR;
    const why =
      kept.length >= branches
        ? `The run takes in ${branches} branches.`
        : agent !== '' && number >= branchesPerAgent
          ? `The run takes in ${branchesPerAgent} branches of ${agent}.`
          : recent && (pushes.get(agent) ?? 0) > pushesPerHour
            ? `${agent} pushed ${pushes.get(agent)} times in the last hour; the policy allows ${pushesPerHour}.`
            : null;
    if (why === null) {
      kept.push(one);
      taken.set(agent, number + 1);
    } else over.push({ branch, agent, reason: 'over-limit', detail: why, rejection: null });
  }
  return { candidacies: kept.sort(byName), refused: [...refused, ...over].sort(byName) };
}

function byName(a: { branch: { name: BranchName } }, b: { branch: { name: BranchName } }): number {
  return a.branch.name < b.branch.name ? -1 : 1;
}
