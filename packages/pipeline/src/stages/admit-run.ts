import { readCodeOwners } from '@sluice/config';
import { digestOf, type Admission, type Cluster, type Policy } from '@sluice/model';
import type { Git } from '@sluice/ports';
import type { Base } from '../discover.ts';
import { admitMemory } from '../memory/admitted-memory.ts';
import { openClusters } from '../propose-landing.ts';
import { surveyBranches, type Survey } from '../survey-branches.ts';
import type { AdmitTools } from './admit-tools.ts';
import { mayAskModel } from './ask-model.ts';
import { believeAll, believeSigned } from './believe-branches.ts';
import { chooseRuns, withinCaps } from './choose-runs.ts';
import type { Surroundings } from './look-around.ts';
import type { TrustContext } from './verify-manifests.ts';
import { divideIntoCheckpoints, divideIntoSlots } from './divide-work.ts';
import { entrantsOf } from './entrants.ts';
import { recallAnswers } from './recall-answers.ts';

export interface Admitted {
  readonly admission: Admission;
  readonly survey: Survey;
  readonly clusters: readonly Cluster[];
  /** A git bundle of the base and of all admitted branches. */
  readonly objects: Buffer;
  /** Whether there is something to ask a language model. */
  readonly asks: boolean;
}

/** Who takes part in this run, of all who are there: believed, within the caps, clustered, and packed for the jobs that follow. */
export async function admitRun(
  tools: AdmitTools,
  { branches, runs }: Surroundings,
  { base, policy, trust }: { base: Base; policy: Policy; trust: TrustContext },
): Promise<Admitted> {
  const { candidacies, refused } = withinCaps(chooseRuns(branches, runs, trust), policy, {
    runs,
    now: trust.now,
  });
  const believed =
    trust.mode === 'recompute-only'
      ? await believeAll(tools, candidacies, { base, policy })
      : await believeSigned(tools, candidacies, { base, policy, trust });
  const { repository } = trust;
  const draft: Admission = {
    repository: { id: repository.id, owner: repository.owner, name: repository.name },
    base: { ref: base.ref, sha: base.sha },
    trust: trust.mode,
    admitted: believed.admitted,
    refused: [...refused, ...believed.refused]
      .map(({ branch, ...why }) => ({ ...branch, ...why }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    slots: [],
    checkpoints: [],
    memory: await admitMemory(tools, base, policy),
    answered: null,
    objects: { digest: digestOf(Buffer.alloc(0)), bytes: 0 },
  };
  const admitted = await divide(tools, draft, policy);
  if (!admitted.asks) return admitted;
  const answered = await recallAnswers(tools, base, repository.id);
  return { ...admitted, admission: { ...admitted.admission, answered } };
}

/** The survey decides who contends with whom; from it follows which leg of the matrix does what. */
async function divide(tools: AdmitTools, draft: Admission, policy: Policy): Promise<Admitted> {
  const { git, clock, progress, bundles, openSymbols } = tools;
  const survey = await surveyBranches({ git, policy, clock, progress, openSymbols }, {}, entrantsOf(draft));
  const clusters = openClusters(survey, new Set());
  const owners = readCodeOwners((await codeOwnersFile(git, draft.base.sha))?.toString('utf8') ?? null);
  const [first, ...others] = divideIntoCheckpoints(clusters, survey, { policy, owners });
  const placed = new Set([first, ...others].flatMap((part) => part?.branches ?? []));
  // Who has no place in the graph is reported with the first.
  const rest = draft.admitted.map(({ name }) => name).filter((name) => !placed.has(name));
  const checkpoints = first ? [{ ...first, branches: [...first.branches, ...rest] }, ...others] : [];
  const objects = await bundles.write(
    [
      { name: draft.base.ref, oid: draft.base.sha },
      ...draft.admitted.map(({ ref, head }) => ({ name: ref, oid: head })),
    ],
    policy.admission.objectsMb * 1_048_576,
  );
  const admission: Admission = {
    ...draft,
    slots: divideIntoSlots(clusters),
    checkpoints: checkpoints.map(({ id, branches }) => ({ id, branches: [...branches].sort() })),
    objects: { digest: digestOf(objects), bytes: objects.length },
  };
  return { admission, survey, clusters, objects, asks: mayAskModel(policy.model, clusters) };
}

async function codeOwnersFile(git: Git, commit: Admission['base']['sha']): Promise<Buffer | null> {
  for (const path of ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']) {
    const file = await git.fileAt(commit, path);
    if (file) return file;
  }
  return null;
}
