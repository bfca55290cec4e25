import type { Pull } from '../state/records.ts';

/** The three states of GraphQL; REST knows two and says when it was merged. */
export function pullState(pull: Pull): 'OPEN' | 'CLOSED' | 'MERGED' {
  if (pull.mergedAt !== null) return 'MERGED';
  return pull.issue.state === 'open' ? 'OPEN' : 'CLOSED';
}
