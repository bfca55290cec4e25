import {
  canonicalJson,
  gitFactsOf,
  type GitFacts,
  type Manifest,
  type ManifestRejection,
  type Target,
} from '@sluice/model';
import type { ProvenClaim, SignatureRecord } from './verify-provenance.ts';

declare const verified: unique symbol;

/** Why a manifest is believed. */
export type Belief =
  | { readonly by: 'signature'; readonly signature: SignatureRecord }
  /** Made again from git, signed by nobody: every report has to say so. */
  | { readonly by: 'recomputation' };

/**
 * A manifest that may be acted on. The facts are those that were made again here; it has no decoder, so that it cannot be
 * read from an artifact and does not cross a job.
 */
export type VerifiedManifest = Manifest & { readonly belief: Belief; readonly [verified]: true };

export type Confirmation =
  | { readonly ok: true; readonly manifest: VerifiedManifest }
  | { readonly ok: false; readonly rejection: ManifestRejection };

/**
 * Provenance is not goodness: the claim counts only if git says the same. `recomputed` is made from the objects with
 * `target` as the tip of the base, which must be the claim's own (`claim.facts.target`); the caller has made sure that
 * it is a commit of the base branch.
 */
export function confirmManifest(claim: ProvenClaim, recomputed: Manifest, target: Target): Confirmation {
  const rejection = firstDifference(claim.facts, gitFactsOf(recomputed, target));
  if (rejection) return { ok: false, rejection };
  return { ok: true, manifest: believed(recomputed, { by: 'signature', signature: claim.signature }) };
}

/** For the mode `recompute-only`, where nobody can sign: the facts are right, but nobody vouches for who made them. */
export function believeRecomputed(recomputed: Manifest): VerifiedManifest {
  return believed(recomputed, { by: 'recomputation' });
}

function believed(manifest: Manifest, belief: Belief): VerifiedManifest {
  return { ...manifest, belief } as VerifiedManifest;
}

const FIELDS = ['ref', 'head', 'target', 'base', 'commits', 'committedAt', 'task'] as const;
const LISTS = ['changes', 'dependencies'] as const;

function firstDifference(claimed: GitFacts, actual: GitFacts): ManifestRejection | null {
  for (const field of FIELDS) {
    const difference = compare(field, claimed[field], actual[field]);
    if (difference) return difference;
  }
  for (const list of LISTS) {
    const length = Math.max(claimed[list].length, actual[list].length);
    for (let i = 0; i < length; i++) {
      const difference = compare(`${list}[${i}]`, claimed[list][i], actual[list][i]);
      if (difference) return difference;
    }
  }
  return null;
}

function compare(field: string, claimed: unknown, actual: unknown): ManifestRejection | null {
  const [said, made] = [claimed, actual].map((value) => (value === undefined ? null : canonicalJson(value)));
  if (said === made) return null;
  return { kind: 'mismatch', field, expected: made ?? 'nothing', actual: said ?? null };
}
