import { canonicalJson, type ManifestRejection } from '@sluice/model';
import type { ProvenClaim } from './verify-provenance.ts';

export type Choice =
  | { readonly ok: true; readonly claim: ProvenClaim }
  | { readonly ok: false; readonly rejection: ManifestRejection };

/**
 * The one claim to go on with when several were proven for the same commit: that of the newest run and attempt. Those
 * that were made for the same tip of the target must agree; a trusted extractor that says two things is not believed.
 */
export function chooseClaim(claims: readonly ProvenClaim[]): Choice | null {
  const [newest, ...older] = claims.toSorted((a, b) => compareRuns(b, a));
  if (!newest) return null;
  const other = older.find((claim) => comparable(claim, newest) && !agrees(claim, newest));
  if (!other) return { ok: true, claim: newest };
  return {
    ok: false,
    rejection: {
      kind: 'ambiguous',
      field: 'manifests of this commit',
      expected: `the same facts as in ${newest.signature.run}`,
      actual: `others in ${other.signature.run}`,
    },
  };
}

/** Newer runs have larger ids; attempts count from 1. */
function compareRuns(a: ProvenClaim, b: ProvenClaim): number {
  const [runA, attemptA] = numbersOf(a.signature.run);
  const [runB, attemptB] = numbersOf(b.signature.run);
  return runA - runB || attemptA - attemptB;
}

function numbersOf(invocation: string): readonly [number, number] {
  const [, run, attempt] = /\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(invocation) ?? [];
  return [Number(run ?? 0), Number(attempt ?? 0)];
}

/** The merge base, and with it everything else, may be another once the target has moved. */
function comparable(a: ProvenClaim, b: ProvenClaim): boolean {
  return a.facts.target.sha === b.facts.target.sha;
}

function agrees(a: ProvenClaim, b: ProvenClaim): boolean {
  return textOf(a) === textOf(b);
}

function textOf({ facts }: ProvenClaim): string {
  const { extractor: _run, issuedAt: _time, ...rest } = facts;
  return canonicalJson(rest);
}
