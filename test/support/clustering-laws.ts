// The laws of clustering, judged by git itself: a real merge of every pair of branch heads.
import type { BranchName, EdgeKind, Oid } from '@sluice/model';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { surveyWith, type Surveyed } from './surveyed.ts';

/** Reasons that `git merge-tree` knows nothing of. */
const NOT_TEXTUAL: readonly EdgeKind[] = ['case-collision', 'dependency'];

interface Truth {
  readonly names: readonly BranchName[];
  readonly conflict: (a: BranchName, b: BranchName) => boolean;
}

/** Real merges of all pairs of what stands for the branches. */
async function truthOf(git: LocalGit, commits: ReadonlyMap<BranchName, Oid>): Promise<Truth> {
  const names = [...commits.keys()];
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  const answers = await git.mergePairs(pairs.map(([a, b]) => [commits.get(a)!, commits.get(b)!]));
  const conflicting = new Set(
    pairs.filter((_, i) => !answers[i]!.clean).flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]),
  );
  return { names, conflict: (a, b) => conflicting.has(`${a} ${b}`) };
}

/** How many can land at most, by trying every set. */
function mostThatLand({ names, conflict }: Truth): number {
  const rows = names.map((a) => names.reduce((row, b, i) => (conflict(a, b) ? row | (1 << i) : row), 0));
  const most = (left: number): number => {
    if (left === 0) return 0;
    const first = 31 - Math.clz32(left);
    const without = left & ~(1 << first);
    const within = 1 + most(without & ~rows[first]!);
    return (without & rows[first]!) === 0 ? within : Math.max(within, most(without));
  };
  return most(2 ** names.length - 1);
}

/**
 * What is wrong with the clusters of a repository, in words; nothing is what the tests want. A branch stands for itself
 * where it left the tip of the base, and for its merge with the tip where it left earlier: of two heads with different
 * bases git may report a conflict that the base has settled since (both made one change, the base has it too, one of
 * them built on it), and that no landing in the right order meets.
 */
export async function brokenLaws(git: LocalGit): Promise<string[]> {
  const found = await surveyWith(git);
  // One that conflicts with the base has no changes on it.
  const able = found.survey.contention.contenders.filter(({ changes }) => changes.length > 0);
  const free = able.filter(({ landable }) => landable).map(({ name }) => name);
  const truth = await truthOf(git, new Map(able.map(({ name, commit }) => [name, commit])));
  const contains = new Map(able.map((contender) => [contender.name, contender.contains]));
  return [
    ...incomplete(found, truth),
    ...loose(found, truth),
    ...wasteful(found, { names: free, conflict: withThoseContained(truth, contains) }),
  ];
}

/** A branch brings those along that it is stacked on: it cannot land beside what conflicts with one of them. */
function withThoseContained(
  { conflict }: Truth,
  contains: ReadonlyMap<BranchName, ReadonlySet<BranchName>>,
): Truth['conflict'] {
  const brings = (name: BranchName): BranchName[] => [name, ...(contains.get(name) ?? [])];
  const related = (a: BranchName, b: BranchName): boolean =>
    contains.get(a)?.has(b) === true || contains.get(b)?.has(a) === true;
  return (a, b) =>
    !related(a, b) &&
    brings(a).some((one) => brings(b).some((other) => !related(a, other) && conflict(one, other)));
}

function incomplete({ clusters }: Surveyed, { names, conflict }: Truth): string[] {
  const clusterOf = new Map(
    clusters.flatMap(({ id, branches }) => branches.map((name) => [name, id] as const)),
  );
  return names.flatMap((a, i) =>
    names
      .slice(i + 1)
      .flatMap((b) =>
        conflict(a, b) && clusterOf.get(a) !== clusterOf.get(b) ? [`incomplete: ${a} and ${b} conflict`] : [],
      ),
  );
}

function loose({ clusters }: Surveyed, { names, conflict }: Truth): string[] {
  return clusters
    .filter(({ branches }) => branches.length > 1)
    .flatMap(({ branches, edges }) =>
      branches.flatMap((name) => {
        const own = edges.filter(({ among }) => among.includes(name));
        if (own.length === 0) return [`loose: ${name} has no edge`];
        if (own.some(({ kind }) => NOT_TEXTUAL.includes(kind))) return [];
        return names.some((other) => conflict(name, other))
          ? []
          : [
              `loose: ${name} conflicts with nobody (${own.map(({ kind, path }) => `${kind} ${path}`).join(', ')})`,
            ];
      }),
    );
}

function wasteful({ clusters }: Surveyed, truth: Truth): string[] {
  const lands = clusters.reduce((sum, cluster) => sum + cluster.lands.length, 0);
  const most = mostThatLand(truth);
  return lands >= most ? [] : [`wasteful: ${lands} land of ${most}`];
}
