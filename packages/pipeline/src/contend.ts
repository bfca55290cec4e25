import {
  clusterBranches,
  draftGraph,
  edgeKindOf,
  sameWorkSpots,
  settleGraph,
  type SymbolFindings,
  type ChangeGraph,
  type Contender,
  type PairAnswer,
} from '@sluice/cluster';
import {
  showPath,
  type Hint,
  type Cluster,
  type BranchName,
  type GitPath,
  type Manifest,
  type Oid,
  type PathChange,
  type SameWorkPair,
} from '@sluice/model';
import type { Git, MergeAnswer, TreeEntry } from '@sluice/ports';
import type { DerivedBranch } from './derive-manifests.ts';
import type { Base } from './discover.ts';
import { outcome, type Outcome } from './outcome.ts';

export interface Contention {
  readonly contenders: readonly Contender[];
  readonly graph: ChangeGraph;
  readonly hints: readonly Hint[];
  /** Branches that turn out to change nothing on the tip of the base, or to conflict with it. */
  readonly outcomes: readonly Outcome[];
}

interface Met {
  readonly contender: Contender;
  readonly outcome: Outcome | null;
}

interface Circumstances {
  readonly held: ReadonlySet<BranchName>;
  readonly baseFiles: readonly TreeEntry[];
  /** Pairs that a person tied. */
  readonly sameWork: readonly SameWorkPair[];
  /** What the symbols say about branches that are all on the tip of the base. */
  readonly symbolsOf: (contenders: readonly Contender[]) => Promise<SymbolFindings>;
}

/** Draws the change graph of branches on the tip of the base. `held` branches take part, but never land. */
export async function contend(
  git: Git,
  base: Base,
  derived: readonly DerivedBranch[],
  { held, baseFiles, sameWork, symbolsOf }: Circumstances,
): Promise<Contention> {
  const met = await Promise.all(derived.map((one) => meet(git, base, one)));
  const contenders = met
    .filter(({ outcome: found }) => found?.reason !== 'empty')
    .map(({ contender }) => (held.has(contender.name) ? { ...contender, landable: false } : contender));
  const draft = draftGraph(
    contenders,
    baseFiles.map(({ path }) => path),
  );
  const [answers, read] = await Promise.all([
    git.mergePairs(
      draft.questions.map(({ a, b }) => [contenders[a]!.commit, contenders[b]!.commit] as const),
    ),
    symbolsOf(contenders),
  ]);
  const symbols = { ...read, ties: [...read.ties, ...sameWorkSpots(contenders, sameWork)] };
  return {
    contenders,
    graph: settleGraph(draft, answers.map(pairAnswer), symbols),
    hints: symbols.hints,
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

async function meet(git: Git, base: Base, one: DerivedBranch): Promise<Met> {
  const { manifest, meeting } = one;
  if (meeting.kind === 'conflict') {
    // It meets the others only when a person has brought it up to date.
    const contender = contenderOf(one, { commit: manifest.head, changes: [], landable: false });
    return { contender, outcome: outcome(manifest.branch, 'base-conflict', conflictWords(meeting.paths)) };
  }
  const { tree, changes } = meeting;
  const commit = tree === null ? manifest.head : await landingCommit(git, base, { manifest, tree });
  const idle = outcome(manifest.branch, 'empty', 'The base already has everything that it changes.');
  const contender = contenderOf(one, { commit, changes, landable: true });
  return { contender, outcome: changes.length === 0 ? idle : null };
}

function conflictWords(paths: readonly GitPath[]): string {
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return `It conflicts with the base in ${paths.slice(0, 3).map(showPath).join(', ')}${more}.`;
}

function contenderOf(
  { manifest, dependencies }: DerivedBranch,
  at: { commit: Oid; changes: readonly PathChange[]; landable: boolean },
): Contender {
  return {
    name: manifest.branch,
    ...at,
    dependencies: at.landable ? dependencies : [],
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
