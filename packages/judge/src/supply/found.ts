import type { SupplyFinding } from '@sluice/model';

/** A finding before the policy says how grave it is. */
export type Found = Omit<SupplyFinding, 'severity'>;

/** Text by others in a finding is cut: it is there to be recognised. */
export function quote(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
