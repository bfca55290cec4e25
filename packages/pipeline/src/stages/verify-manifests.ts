import {
  asOid,
  type BranchName,
  type ManifestRejection,
  type Oid,
  type Policy,
  type TrustMode,
} from '@sluice/model';
import type { ForgeRepository, Git, Verifier } from '@sluice/ports';
import {
  believeRecomputed,
  chooseClaim,
  confirmManifest,
  verifyProvenance,
  type Expectation,
  type ProvenClaim,
  type Toolkit,
  type Use,
  type VerifiedManifest,
} from '@sluice/trust';
import { deriveManifests } from '../derive-manifests.ts';
import type { AgentBranch, Base } from '../discover.ts';

/** What the manifests of a run are held against: from the API, the base branch and the inputs of the trusted workflow. */
export interface TrustContext {
  readonly mode: TrustMode;
  /** null in the mode `recompute-only`. */
  readonly verifier: Verifier | null;
  /** `https://token.actions.githubusercontent.com` */
  readonly issuer: string;
  readonly toolkit: Toolkit;
  readonly repository: ForgeRepository;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** A branch and the files that runs for its head left. */
export interface SignedHead {
  readonly branch: AgentBranch;
  readonly run: { readonly id: number; readonly attempt: number };
  readonly bundles: readonly Buffer[];
}

export type Proof =
  { readonly claim: ProvenClaim; readonly bundle: Buffer } | { readonly rejection: ManifestRejection };
export type Confirmed = { readonly manifest: VerifiedManifest } | { readonly rejection: ManifestRejection };

/** Who signed what: before anything of a branch is fetched. */
export async function proveHeads(
  heads: readonly SignedHead[],
  { trust, policy, base }: { trust: TrustContext; policy: Policy; base: Base },
): Promise<Map<BranchName, Proof>> {
  const seen = new Map<string, Use>();
  const proofs = new Map<BranchName, Proof>();
  for (const head of heads) {
    const expectation = expectationOf(head, { trust, policy, base, seen });
    const proof = await prove(head, trust.verifier!, expectation);
    proofs.set(head.branch.name, proof);
    if ('claim' in proof) {
      const { id, run } = proof.claim.signature;
      seen.set(id, { commit: head.branch.head, run });
    }
  }
  return proofs;
}

async function prove({ bundles }: SignedHead, verifier: Verifier, expectation: Expectation): Promise<Proof> {
  const claims = new Map<ProvenClaim, Buffer>();
  let rejection: ManifestRejection | null = null;
  for (const bundle of bundles) {
    const verification = await verifier.verify(bundle);
    const provenance = verification.ok ? verifyProvenance(verification.evidence, expectation) : verification;
    if (provenance.ok) claims.set(provenance.claim, bundle);
    else rejection ??= provenance.rejection;
  }
  const choice = chooseClaim([...claims.keys()]);
  if (choice?.ok) return { claim: choice.claim, bundle: claims.get(choice.claim)! };
  return { rejection: choice?.rejection ?? rejection ?? NONE };
}

const NONE: ManifestRejection = {
  kind: 'no-manifest',
  field: 'artifact',
  expected: 'a manifest in the newest run for this commit',
  actual: null,
};

function expectationOf(
  { branch, run }: SignedHead,
  given: { trust: TrustContext; policy: Policy; base: Base; seen: ReadonlyMap<string, Use> },
): Expectation {
  const { trust, policy, base, seen } = given;
  const { repository } = trust;
  const { admission } = policy;
  return {
    profile: trust.verifier!.profile,
    issuer: trust.issuer,
    toolkit: trust.toolkit,
    repository: { uri: repository.uri, id: repository.id, ownerId: repository.ownerId },
    ref: `refs/heads/${branch.name}`,
    tip: branch.head,
    targetRef: base.ref,
    run,
    selfHosted: policy.selfHostedSigners,
    now: trust.now,
    maxAgeSeconds: admission.manifestHours * 3600,
    limits: { bytes: admission.manifestKb * 1024, changes: policy.maxPaths },
    seen,
  };
}

/** The same facts made again from git, with the base as it was when each manifest was made. */
export async function confirmHeads(
  git: Git,
  claims: ReadonlyMap<BranchName, { readonly branch: AgentBranch; readonly claim: ProvenClaim }>,
  { policy, base }: { policy: Policy; base: Base },
): Promise<Map<BranchName, Confirmed>> {
  const confirmed = new Map<BranchName, Confirmed>();
  const byTarget = new Map<Oid, { branch: AgentBranch; claim: ProvenClaim }[]>();
  for (const one of claims.values()) {
    const sha = asOid(one.claim.facts.target.sha);
    byTarget.set(sha, [...(byTarget.get(sha) ?? []), one]);
  }
  for (const [sha, group] of byTarget) {
    const target = { ref: base.ref, sha };
    const known = sha === base.sha || (await basesOf(git, sha, base.sha)).includes(sha);
    const { derived } = known
      ? await deriveManifests(
          git,
          target,
          group.map(({ branch }) => branch),
          policy,
        )
      : { derived: [] };
    const made = new Map(derived.map(({ manifest }) => [manifest.branch, manifest]));
    for (const { branch, claim } of group) {
      const manifest = made.get(branch.name);
      const confirmation = manifest ? confirmManifest(claim, manifest, target) : null;
      confirmed.set(
        branch.name,
        confirmation?.ok ? confirmation : { rejection: confirmation?.rejection ?? unmade(known, sha) },
      );
    }
  }
  return confirmed;
}

/** For the mode `recompute-only`: what git says, and nobody's word for who made it. */
export async function recomputeHeads(
  git: Git,
  branches: readonly AgentBranch[],
  { policy, base }: { policy: Policy; base: Base },
): Promise<Map<BranchName, VerifiedManifest>> {
  const { derived } = await deriveManifests(git, base, branches, policy);
  return new Map(derived.map(({ manifest }) => [manifest.branch, believeRecomputed(manifest)]));
}

/** A target that is not there at all has none. */
async function basesOf(git: Git, a: Oid, b: Oid): Promise<readonly Oid[]> {
  try {
    return await git.mergeBases(a, b);
  } catch {
    return [];
  }
}

function unmade(known: boolean, sha: Oid): ManifestRejection {
  return known
    ? {
        kind: 'mismatch',
        field: 'manifest',
        expected: 'none: git has nothing to land there',
        actual: 'a manifest',
      }
    : { kind: 'mismatch', field: 'target', expected: 'a commit of the base branch', actual: sha };
}
