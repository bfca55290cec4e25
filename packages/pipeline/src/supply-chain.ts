import {
  SUPPLY_FINDINGS,
  type BranchName,
  type BranchSupplyFinding,
  type SupplyFinding,
} from '@sluice/model';
import type { DerivedBranch } from './derive-manifests.ts';
import { outcome, type Outcome } from './outcome.ts';
import { showSupplyFinding, type SupplyGate } from './supply-gate.ts';

/** What branches do to manifests and lockfiles. */
export interface SupplyReport {
  readonly findings: readonly BranchSupplyFinding[];
  /** Branches that only a person may land because of that. */
  readonly outcomes: readonly Outcome[];
}

/** Most findings of one kind for one branch that are told one by one. */
const MOST_TOLD = 40;

/**
 * Checks each branch by what landing it does to the tip of the base: where it does not merge, by what it does to its
 * own base.
 */
export async function checkSupplyChain(
  gate: SupplyGate,
  derived: readonly DerivedBranch[],
): Promise<SupplyReport> {
  const changes = derived.map(({ manifest, meeting }) =>
    meeting.kind === 'clean' ? meeting.changes : manifest.changes,
  );
  const found = await gate.findings(changes);
  return supplyReport(derived.map(({ manifest }, i) => [manifest.branch, found[i]!]));
}

/** Equal findings of several branches become one; branches with one to hold for get an outcome. */
export function supplyReport(
  found: readonly (readonly [BranchName, readonly SupplyFinding[]])[],
): SupplyReport {
  const merged = new Map<string, BranchSupplyFinding>();
  for (const [branch, findings] of found) {
    for (const finding of shortened(findings)) {
      const key = JSON.stringify(finding);
      merged.set(key, { ...finding, branches: [...(merged.get(key)?.branches ?? []), branch] });
    }
  }
  return {
    findings: [...merged.values()],
    outcomes: found.flatMap(([branch, findings]) => {
      const held = findings.filter(({ severity }) => severity === 'hold');
      return held.length === 0 ? [] : [outcome(branch, 'supply-chain', detailOf(held))];
    }),
  };
}

function detailOf([first, ...more]: readonly SupplyFinding[]): string {
  const [, sentence] = SUPPLY_FINDINGS[first!.kind];
  const others = more.length === 0 ? '' : ` And ${more.length} more of this kind or others.`;
  return `${sentence} ${showSupplyFinding(first!)}${others}`;
}

/** A lockfile made anew has thousands: the first of each kind, and how many there are. */
function shortened(findings: readonly SupplyFinding[]): SupplyFinding[] {
  const kinds = new Map<string, SupplyFinding[]>();
  for (const finding of findings) {
    const key = `${finding.kind} ${finding.path}`;
    const same = kinds.get(key);
    if (same) same.push(finding);
    else kinds.set(key, [finding]);
  }
  return [...kinds.values()].flatMap((all) => {
    const rest = all.length - MOST_TOLD;
    if (rest <= 0) return all;
    return [...all.slice(0, MOST_TOLD), { ...all[0]!, name: '', detail: `And ${rest} more.` }];
  });
}
