import type { AdmissionView, ForgeRun, RunWarning } from '@sluice/deliver';
import type { Policy, TrustMode } from '@sluice/model';
import { provenanceOf, type Admitted } from '@sluice/pipeline';
import type { ForgeRepository } from '@sluice/ports';

/** The facts of the first job for people. */
export function admissionView(
  { admission, survey, clusters }: Admitted,
  { repository, run }: { repository: ForgeRepository; run: ForgeRun },
): AdmissionView {
  const provenance = provenanceOf(admission, repository);
  return {
    repository,
    run,
    base: admission.base,
    admitted: admission.admitted.map(({ name, head, agent }) => {
      const manifest = survey.facts.get(name)?.manifest;
      return {
        name,
        head,
        agent,
        task: manifest?.task.title ?? '',
        files: manifest?.changes.length ?? 0,
        risk: manifest?.risk.map(({ risk }) => risk) ?? [],
        provenance: provenance.get(name)!,
      };
    }),
    notAdmitted: admission.refused,
    clusters: clusters.map(({ id, branches, edges }) => ({
      id,
      branches: [...branches],
      edges: edges.map((edge) => ({ ...edge, among: [...edge.among] })),
    })),
    warnings: runWarnings({ trust: admission.trust }),
  };
}

/** What every report of a run has to say loudly about how it is configured. */
export function runWarnings({
  trust,
  policy,
  oneJob = false,
}: {
  trust: TrustMode;
  policy?: Policy;
  oneJob?: boolean;
}): RunWarning[] {
  return [
    ...(trust === 'recompute-only' ? (['recompute-only'] as const) : []),
    ...(policy?.selfHostedSigners ? (['self-hosted-signer'] as const) : []),
    ...(oneJob ? (['one-job'] as const) : []),
  ];
}
