import type { BranchName, Cluster, Policy } from '@sluice/model';
import type { CodeOwners } from '@sluice/config';
import { ONE_GROUP } from '@sluice/deliver';
import type { Survey } from '../survey-branches.ts';

/** Legs of a matrix share one set of outputs, so that their number is fixed in the workflow. */
export const MOST_LEGS = 16;

/** Contested clusters that are worth a job of their own. */
const CLUSTERS_PER_SLOT = 8;

/** Which clusters each leg makes candidates for: contested ones spread evenly, all others with the first. */
export function divideIntoSlots(clusters: readonly Cluster[]): string[][] {
  if (clusters.length === 0) return [];
  const contested = clusters.filter((cluster) => cluster.contested.length > 0);
  const legs = Math.max(1, Math.min(MOST_LEGS, Math.ceil(contested.length / CLUSTERS_PER_SLOT)));
  const slots: string[][] = Array.from({ length: legs }, () => []);
  contested.forEach(({ id }, i) => slots[i % legs]!.push(id));
  for (const { id, contested: rest } of clusters) if (rest.length === 0) slots[0]!.push(id);
  return slots;
}

export interface CheckpointPart {
  readonly id: string;
  readonly branches: readonly BranchName[];
}

/**
 * The pull requests that a run makes: one, or one for each owner of what a cluster changes. A cluster that several own,
 * or nobody, goes to `shared`. Over {@link MOST_LEGS} the smallest join it.
 */
export function divideIntoCheckpoints(
  clusters: readonly Cluster[],
  survey: Survey,
  { policy, owners }: { policy: Policy; owners: CodeOwners },
): CheckpointPart[] {
  const all = (list: readonly Cluster[]): BranchName[] => list.flatMap(({ branches }) => branches);
  if (policy.checkpoints === 'one') return [{ id: ONE_GROUP, branches: all(clusters) }];
  const parts = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const paths = cluster.branches.flatMap(
      (name) => survey.facts.get(name)?.changes.map(({ path }) => path) ?? [],
    );
    const found = new Set(paths.map((path) => owners.ownerOf(path)));
    const id = found.size === 1 ? ([...found][0] ?? SHARED) : SHARED;
    parts.set(id, [...(parts.get(id) ?? []), cluster]);
  }
  const bySize = [...parts].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const own = bySize.filter(([id]) => id !== SHARED).slice(0, MOST_LEGS - 1);
  const rest = clusters.filter((cluster) => !own.some(([, list]) => list.includes(cluster)));
  return [
    ...own.map(([id, list]) => ({ id, branches: all(list) })),
    ...(rest.length > 0 ? [{ id: SHARED, branches: all(rest) }] : []),
  ];
}

const SHARED = 'shared';
