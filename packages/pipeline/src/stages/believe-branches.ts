import {
  REJECTIONS,
  type Admission,
  type BranchName,
  type ManifestRejection,
  type Policy,
} from '@sluice/model';
import type { ProvenClaim } from '@sluice/trust';
import type { AgentBranch, Base } from '../discover.ts';
import type { AdmitTools } from './admit-tools.ts';
import type { Candidacy, Refused } from './choose-runs.ts';
import { downloadManifests } from './download-manifests.ts';
import { confirmHeads, proveHeads, recomputeHeads, type TrustContext } from './verify-manifests.ts';

interface Believed {
  readonly admitted: Admission['admitted'];
  readonly refused: readonly Refused[];
}

/** In the mode `recompute-only` nobody signed: git alone says what the branches are. */
export async function believeAll(
  tools: AdmitTools,
  candidacies: readonly Candidacy[],
  { base, policy }: { base: Base; policy: Policy },
): Promise<Believed> {
  const branches = candidacies.map(({ branch }) => branch);
  await fetchHeads(tools, branches);
  await recomputeHeads(tools.git, branches, { policy, base });
  return {
    admitted: candidacies.map(({ branch, agent }) => ({ ...branch, agent, signed: null })),
    refused: [],
  };
}

/** Signature first; only then the objects of the branch come in, and the manifest is made again from them. */
export async function believeSigned(
  tools: AdmitTools,
  candidacies: readonly Candidacy[],
  given: { base: Base; policy: Policy; trust: TrustContext },
): Promise<Believed> {
  const refused: Refused[] = [];
  const refuse = ({ branch, agent }: Candidacy, rejection: ManifestRejection): void => {
    const reason =
      rejection.kind === 'no-manifest' || rejection.kind === 'artifact-expired' ? 'no-manifest' : 'untrusted';
    refused.push({ branch, agent, reason, detail: describe(rejection), rejection: rejection.kind });
  };
  const signed = await downloadManifests(tools, candidacies, given.policy);
  const byName = new Map(candidacies.map((one) => [one.branch.name, one]));
  for (const [name, rejection] of signed.failed) refuse(byName.get(name)!, rejection);
  const proofs = await proveHeads(signed.heads, given);
  const claims = new Map<BranchName, { branch: AgentBranch; claim: ProvenClaim }>();
  for (const [name, proof] of proofs) {
    const one = byName.get(name)!;
    if ('claim' in proof) claims.set(name, { branch: one.branch, claim: proof.claim });
    else refuse(one, proof.rejection);
  }
  await fetchHeads(
    tools,
    [...claims.values()].map(({ branch }) => branch),
  );
  const confirmed = await confirmHeads(tools.git, claims, given);
  const admitted = signed.heads.flatMap(({ branch, run }) => {
    const proof = proofs.get(branch.name);
    const result = confirmed.get(branch.name);
    if (!proof || !('bundle' in proof) || !result) return [];
    if ('rejection' in result) {
      refuse(byName.get(branch.name)!, result.rejection);
      return [];
    }
    const { agent } = byName.get(branch.name)!;
    return [
      {
        ...branch,
        agent,
        signed: { bundle: proof.bundle.toString('base64'), run: run.id, attempt: run.attempt },
      },
    ];
  });
  return { admitted, refused };
}

function describe({ kind, field, expected, actual }: ManifestRejection): string {
  const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
  return `${REJECTIONS[kind]} (${field}: expected ${cut(expected)}, found ${actual === null ? 'nothing' : cut(actual)})`;
}

async function fetchHeads({ remote }: AdmitTools, branches: readonly AgentBranch[]): Promise<void> {
  if (branches.length > 0) await remote.fetch(branches.map(({ ref, head }) => ({ name: ref, oid: head })));
}
