import type { CheckpointView, DeliveredCheckpoint, ForgeRun, Provenance, RunWarning } from '@sluice/deliver';
import type { Admission, BranchName, CheckpointVerdict, RunResult } from '@sluice/model';
import type { ForgeRepository } from '@sluice/ports';
import type { Outcome } from '../outcome.ts';

/** What all texts of one run share. */
export interface ViewContext {
  readonly repository: ForgeRepository;
  readonly run: ForgeRun;
  readonly toolkit: { readonly repository: string; readonly commit: string };
  readonly warnings: readonly RunWarning[];
}

/** The facts of one checkpoint for people, with what was found out about its branches since it was validated. */
export function checkpointView(
  { repository, run, toolkit, warnings }: ViewContext,
  { admission, verdict }: { admission: Admission; verdict: CheckpointVerdict },
  { checkpoint, outcomes }: { checkpoint: DeliveredCheckpoint | null; outcomes: readonly Outcome[] },
): CheckpointView {
  return {
    result: withOutcomes(verdict.result, outcomes),
    repository,
    run,
    checkpoint,
    provenance: provenanceOf(admission, repository),
    actors: new Map(
      [...admission.admitted, ...admission.refused]
        .filter(({ agent }) => agent !== '')
        .map(({ name, agent }) => [name, agent]),
    ),
    notAdmitted: admission.refused,
    warnings,
    toolkit,
    testRuns: null,
  };
}

export function provenanceOf(
  { admitted, refused, trust }: Pick<Admission, 'admitted' | 'refused' | 'trust'>,
  { uri }: Pick<ForgeRepository, 'uri'>,
): Map<BranchName, Provenance> {
  const signed = admitted.map(({ name, signed: by }): [BranchName, Provenance] => {
    if (by === null || trust === 'recompute-only') return [name, { kind: 'recomputed' }];
    return [name, { kind: 'signed', profile: trust, runUrl: `${uri}/actions/runs/${by.run}`, facts: [] }];
  });
  const denied = refused.flatMap(({ name, rejection, detail }): [BranchName, Provenance][] =>
    rejection === null ? [] : [[name, { kind: 'refused', code: rejection, detail }]],
  );
  return new Map([...signed, ...denied]);
}

/** Later words win. */
function withOutcomes(result: RunResult, outcomes: readonly Outcome[]): RunResult {
  const found = new Map(outcomes.map((each) => [each.branch, each]));
  const branches = result.branches.map((branch) => {
    const late = found.get(branch.name);
    return late ? { ...branch, reason: late.reason, detail: late.detail, reproduce: '' } : branch;
  });
  return { ...result, branches };
}
