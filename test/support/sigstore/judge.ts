// The whole judgement of one bundle: signature, then signer.
import type { RejectionKind } from '@sluice/model';
import type { Verifier } from '@sluice/ports';
import { verifyProvenance, type Expectation } from '@sluice/trust';

/** Why it is not believed, or `believed`. */
export async function judge(
  verifier: Verifier,
  bundle: Buffer,
  expectation: Expectation,
): Promise<RejectionKind | 'believed'> {
  const verification = await verifier.verify(bundle);
  if (!verification.ok) return verification.rejection.kind;
  return verifyProvenance(verification.evidence, expectation).verdict.rejection?.kind ?? 'believed';
}
