// Branches with a run of the manifest workflow, as the forge has them on record.
import type { Oid } from '@sluice/model';
import type { WorkflowRunFacts } from '@sluice/ports';
import type { TrustContext } from '../../packages/pipeline/src/stages/verify-manifests.ts';

const COMMIT = 'c'.repeat(40);
export const NOW = 1_800_000_000;

export const TRUST: TrustContext = {
  mode: 'public-good',
  verifier: null,
  issuer: 'https://issuer.example',
  toolkit: { workflow: 'https://github.com/kit/sluice/.github/workflows/extract.yml', commits: [COMMIT] },
  repository: {
    id: 1,
    ownerId: 2,
    owner: 'o',
    name: 'r',
    uri: 'https://github.com/o/r',
    visibility: 'public',
    defaultBranch: 'main',
  },
  now: NOW,
};

export function headOf(n: number): Oid {
  return n.toString(16).padStart(40, '0') as Oid;
}

export function branchOf(n: number) {
  const name = `claude/b${String(n).padStart(3, '0')}`;
  return { name, ref: `refs/heads/${name}`, head: headOf(n) };
}

/** A run for the head of branch `n` that ended well, two hours ago. */
export function runOf(n: number, more: Partial<WorkflowRunFacts> = {}): WorkflowRunFacts {
  return {
    id: 100 + n,
    attempt: 1,
    path: '.github/workflows/sluice-manifest.yml',
    event: 'push',
    headSha: headOf(n),
    headBranch: branchOf(n).name,
    headRepositoryId: 1,
    actor: 'agent-a',
    createdAt: NOW - 7200 + n,
    status: 'completed',
    conclusion: 'success',
    referencedWorkflows: [{ path: `kit/sluice/.github/workflows/extract.yml@${COMMIT}`, sha: COMMIT }],
    ...more,
  };
}
