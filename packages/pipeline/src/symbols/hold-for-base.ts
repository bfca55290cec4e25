import { symbolWords } from '@sluice/cluster';
import type { BranchName, Oid } from '@sluice/model';
import type { Git } from '@sluice/ports';
import type { DerivedBranch } from '../derive-manifests.ts';
import type { Base } from '../discover.ts';
import { outcome, type Outcome } from '../outcome.ts';
import type { Symbols } from './find-symbols.ts';

/** Branches of more merge bases, and a base that changed more files since, are left to tests. */
const MOST_BASES = 16;
const MOST_CHANGES = 3000;

type Late = DerivedBranch & { readonly meeting: { readonly kind: 'clean'; readonly tree: Oid } };

/** Branches that merge cleanly with the tip of the base, and use or declare what the base has changed since. */
export async function holdForBase(
  git: Git,
  base: Base,
  { derived, symbols }: { derived: readonly DerivedBranch[]; symbols: Symbols },
): Promise<Outcome[]> {
  const groups = new Map<Oid, Late[]>();
  for (const one of derived) {
    const { meeting, manifest } = one;
    if (meeting.kind !== 'clean' || meeting.tree === null || !manifest.singleBase) continue;
    groups.set(manifest.base, [...(groups.get(manifest.base) ?? []), one as Late]);
  }
  const bases = [...groups.keys()].slice(0, MOST_BASES);
  if (bases.length === 0) return [];
  const tip = await git.treeOf(base.sha);
  const befores = await Promise.all(bases.map((oid) => git.treeOf(oid)));
  const changed = await git.diffs(befores.map((before) => ({ before, after: tip })));
  const outcomes: Outcome[] = [];
  for (const [i, since] of changed.entries()) {
    if (since.length > MOST_CHANGES) continue;
    const late = groups.get(bases[i]!)!;
    const heads = await Promise.all(late.map(({ manifest }) => git.treeOf(manifest.head)));
    const found = await symbols.againstBase(
      since,
      late.map(({ meeting }, at) => ({
        changes: meeting.changes,
        trees: { merged: meeting.tree, definer: tip, other: heads[at]! },
      })),
    );
    found.forEach((proven, at) => {
      if (proven) outcomes.push(held(late[at]!.manifest.branch, proven));
    });
  }
  return outcomes;
}

function held(
  branch: BranchName,
  { spot, definer, other }: NonNullable<Awaited<ReturnType<Symbols['againstBase']>>[number]>,
): Outcome {
  const words = symbolWords(spot, [definer], [other]);
  return outcome(
    branch,
    'base-conflict',
    `It merges cleanly with the base, and the result is broken: ${words}.`,
  );
}
