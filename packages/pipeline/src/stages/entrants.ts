import type { Admission, BranchName } from '@sluice/model';
import type { Entrants } from '../discover.ts';
import { outcome } from '../outcome.ts';

/** Who takes part by an admission; with a checkpoint, only the branches that it is made of. */
export function entrantsOf(
  { base, admitted, refused, checkpoints }: Admission,
  checkpoint?: string,
): Entrants {
  const part = checkpoints.find(({ id }) => id === checkpoint);
  const inPart = part ? new Set<BranchName>(part.branches) : null;
  return {
    base,
    branches: admitted
      .filter(({ name }) => !inPart || inPart.has(name))
      .map(({ name, ref, head }) => ({ name, ref, head })),
    refused: refused.map(({ name, ref, head, reason, detail }) => ({
      branch: { name, ref, head },
      outcome: outcome(name, reason, detail),
    })),
  };
}
