import {
  clusterBranches,
  draftGraph,
  edgeKindOf,
  settleGraph,
  type ChangeGraph,
  type Contender,
  type PairAnswer,
} from '@sluice/cluster';
import {
  showPath,
  type Cluster,
  type BranchName,
  type Manifest,
  type Oid,
  type PathChange,
} from '@sluice/model';
import type { Git, MergeAnswer, TreeEntry } from '@sluice/ports';
import type { Base } from './discover.ts';
import { outcome, type Outcome } from './outcome.ts';
import { readDependencies } from './read-dependencies.ts';

export interface Contention {
  readonly contenders: readonly Contender[];
  readonly graph: ChangeGraph;
  /** Branches that turn out to change nothing on the tip of the base, or to conflict with it. */
  readonly outcomes: readonly Outcome[];
}

interface Meeting {
  readonly contender: Contender;
  readonly outcome: Outcome | null;
}

/** Brings every branch onto the tip of the base and draws the change graph. `held` branches take part, but never land. */
export async function contend(
  git: Git,
  base: Base,
  manifests: readonly Manifest[],
  { held, baseFiles }: { held: ReadonlySet<BranchName>; baseFiles: readonly TreeEntry[] },
): Promise<Contention> {
  const met = await meetBase(git, base, manifests);
  const contenders = met
    .filter(({ outcome: found }) => found?.reason !== 'empty')
    .map(({ contender }) => (held.has(contender.name) ? { ...contender, landable: false } : contender));
  const draft = draftGraph(
    contenders,
    baseFiles.map(({ path }) => path),
  );
  const answers = await git.mergePairs(
    draft.questions.map(({ a, b }) => [contenders[a]!.commit, contenders[b]!.commit] as const),
  );
  return {
    contenders,
    graph: settleGraph(draft, answers.map(pairAnswer)),
    outcomes: met.flatMap(({ outcome: found, contender }) =>
      found && !held.has(contender.name) ? [found] : [],
    ),
  };
}

/** Clusters of the graph when the branches of `out` may not land any more. */
export function clustersWithout({ contenders, graph }: Contention, out: ReadonlySet<BranchName>): Cluster[] {
  return clusterBranches(
    graph,
    contenders.map((contender) => (out.has(contender.name) ? { ...contender, landable: false } : contender)),
  );
}

/** A branch that left the base before its tip is merged with the tip; its changes are then those of that merge. */
async function meetBase(git: Git, base: Base, manifests: readonly Manifest[]): Promise<Meeting[]> {
  const late = manifests.filter((manifest) => manifest.base !== base.sha || !manifest.singleBase);
  const baseTree = late.length > 0 ? await git.treeOf(base.sha) : null;
  const answers = await git.mergePairs(late.map(({ head }) => [base.sha, head] as const));
  const merges = new Map(late.map(({ branch }, i) => [branch, answers[i]!]));
  const clean = late.filter(({ branch }) => merges.get(branch)!.clean);
  const diffs = await git.diffs(
    clean.map(({ branch }) => ({ before: baseTree!, after: merges.get(branch)!.tree })),
  );
  const changes = new Map(clean.map(({ branch }, i) => [branch, diffs[i]!]));
  const dependencies = new Map(
    (await readDependencies(git, diffs)).map((found, i) => [clean[i]!.branch, found]),
  );
  return Promise.all(
    manifests.map(async (manifest) => {
      const merge = merges.get(manifest.branch);
      if (merge?.clean === false) return stuck(manifest, merge);
      const commit = merge ? await landingCommit(git, base, { manifest, tree: merge.tree }) : manifest.head;
      const here = changes.get(manifest.branch) ?? manifest.changes;
      const idle =
        here.length === 0
          ? outcome(manifest.branch, 'empty', 'The base already has everything that it changes.')
          : null;
      return {
        contender: contenderOf(
          { ...manifest, dependencies: dependencies.get(manifest.branch) ?? manifest.dependencies },
          { commit, changes: here, landable: true },
        ),
        outcome: idle,
      };
    }),
  );
}

/** It meets the others only when a person has brought it up to date. */
function stuck(manifest: Manifest, merge: MergeAnswer): Meeting {
  const paths = merge.conflicts.map(({ path }) => showPath(path));
  const words = `It conflicts with the base in ${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}.`;
  return {
    contender: contenderOf(
      { ...manifest, dependencies: [] },
      { commit: manifest.head, changes: [], landable: false },
    ),
    outcome: outcome(manifest.branch, 'base-conflict', words),
  };
}

function contenderOf(
  manifest: Manifest,
  at: { commit: Oid; changes: readonly PathChange[]; landable: boolean },
): Contender {
  return {
    name: manifest.branch,
    ...at,
    dependencies: manifest.dependencies,
    roots: manifest.roots,
    contains: new Set(manifest.stackedOn),
    riskCount: manifest.risk.length,
    committedAt: manifest.committedAt,
  };
}

/** Never delivered: it only stands for the branch in merges with others. */
function landingCommit(
  git: Git,
  base: Base,
  { manifest, tree }: { manifest: Manifest; tree: Oid },
): Promise<Oid> {
  const signature = { name: 'Sluice', email: '', date: `${manifest.committedAt} +0000` };
  return git.writeCommit({
    tree,
    parents: [base.sha, manifest.head],
    author: signature,
    committer: signature,
    message: manifest.branch,
  });
}

function pairAnswer({ clean, messages, conflicts }: MergeAnswer): PairAnswer {
  const named = messages.flatMap(({ kind, paths }) => {
    const edgeKind = edgeKindOf(kind);
    return edgeKind === null ? [] : [{ kind: edgeKind, path: paths[0] ?? conflicts[0]?.path ?? '' }];
  });
  // Of a binary file git says both that it is binary and that its contents conflict.
  const binary = new Set(named.filter(({ kind }) => kind === 'binary').map(({ path }) => path));
  const telling = named.filter(({ kind, path }) => kind !== 'content' || !binary.has(path));
  return {
    clean,
    conflicts: clean || telling.length > 0 ? telling : [{ kind: 'content', path: conflicts[0]?.path ?? '' }],
  };
}
