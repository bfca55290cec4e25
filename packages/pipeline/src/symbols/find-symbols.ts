import {
  numberedOnce,
  symbolFindings,
  NO_SYMBOLS,
  type Contender,
  type Examined,
  type SymbolFindings,
  type SymbolSpot,
} from '@sluice/cluster';
import type { GitPath, Oid, PathChange, SymbolMode } from '@sluice/model';
import type { Git, MergeAnswer, Store, TreeEntry } from '@sluice/ports';
import { meetAtSymbols, type MeetingTools } from './meet-at-symbols.ts';
import type { Evidence, Suspicion, Trees } from './evidence.ts';
import { isBroken } from './prove-broken.ts';
import { readLayout } from './read-layout.ts';
import { SymbolFiles, type OpenSymbols } from './symbol-files.ts';

export interface SymbolTools {
  readonly git: Git;
  readonly store: Store | undefined;
  readonly openSymbols: OpenSymbols;
  readonly mode: SymbolMode;
}

/** Pairs that are merged to see whether the merge is broken; a suspicion beyond them is only told. */
const MOST_PROVEN = 256;

/** What is known of the symbols of one run: files that were read for one question serve the next. */
export class Symbols {
  readonly #tools: SymbolTools;
  readonly #meeting: MeetingTools;
  readonly #evidence: Evidence;

  private constructor(tools: SymbolTools, meeting: MeetingTools, evidence: Evidence) {
    this.#tools = tools;
    this.#meeting = meeting;
    this.#evidence = evidence;
  }

  static async open(
    tools: SymbolTools,
    baseFiles: readonly TreeEntry[],
    changeSets: readonly (readonly PathChange[])[],
  ): Promise<Symbols> {
    const { git, store, openSymbols } = tools;
    const layout = await readLayout(git, baseFiles, changeSets.flat());
    const files = new SymbolFiles({ git, layout, store, openSymbols });
    const isNumberedOnce = numberedOnce(baseFiles.map(({ path }) => path));
    const siblings = siblingsOf(baseFiles, changeSets);
    const oids = new Map(baseFiles.map(({ path, oid }) => [path, oid]));
    const baseOid = (path: GitPath): Oid | null => oids.get(path) ?? null;
    return new Symbols(
      tools,
      { git, files, layout, baseOid, isNumberedOnce },
      { git, files, layout, siblings },
    );
  }

  /** Ties, order and hints between branches that all are on the tip of the base. */
  async between(contenders: readonly Contender[]): Promise<SymbolFindings> {
    const { git, mode } = this.#tools;
    if (mode === 'off' || contenders.length < 2) return NO_SYMBOLS;
    const spots = await meetAtSymbols(
      contenders.map(({ changes }) => changes),
      this.#meeting,
    );
    const treeOf = ({ by }: { by: number }): Promise<Oid> => git.treeOf(contenders[by]!.commit);
    const treesOf = async (merged: Oid, { definer, other }: ProvenSpot): Promise<Trees> => {
      const [one, two] = await Promise.all([treeOf(definer), treeOf(other)]);
      return { merged, definer: one, other: two };
    };
    const pairs = mode === 'tie' ? suspectPairs(spots, contenders) : [];
    const answers = await mergeEach(git, pairs, contenders);
    const examined = await Promise.all(
      pairs.map(async (pair, i): Promise<Examined> => {
        const { spot, definer, other } = pair;
        const answer = answers[i]!;
        const broken =
          answer.clean &&
          (await isBroken({ ...pair, trees: await treesOf(answer.tree, pair) }, this.#evidence));
        return { spot, definer: definer.by, other: other.by, broken };
      }),
    );
    return symbolFindings(spots, examined, contenders);
  }

  /** The spot at which what the base has become breaks a branch that merges cleanly with it; null: none. */
  async againstBase(
    base: readonly PathChange[],
    branches: readonly { readonly changes: readonly PathChange[]; readonly trees: Trees }[],
  ): Promise<(ProvenSpot | null)[]> {
    const found: (ProvenSpot | null)[] = branches.map(() => null);
    if (this.#tools.mode !== 'tie' || branches.length === 0) return found;
    const spots = await meetAtSymbols([base, ...branches.map(({ changes }) => changes)], this.#meeting);
    const suspects = spots.filter(({ suspect, definers }) => suspect && definers[0]!.by === 0);
    const suspicions = suspects.flatMap((spot) =>
      [...spot.definers.slice(1), ...spot.users].map((other) => {
        const { trees } = branches[other.by - 1]!;
        return { spot, definer: spot.definers[0]!, other, trees };
      }),
    );
    for (const suspicion of suspicions.slice(0, MOST_PROVEN)) {
      const { spot, definer, other } = suspicion;
      const at = other.by - 1;
      if (!found[at] && (await isBroken(suspicion, this.#evidence))) found[at] = { spot, definer, other };
    }
    return found;
  }
}

export type ProvenSpot = Omit<Suspicion, 'trees'>;

/** Pairs that share no commits and are not stacked: between kin only git knows what is whose. */
function suspectPairs(spots: readonly SymbolSpot[], contenders: readonly Contender[]): ProvenSpot[] {
  const pairs: ProvenSpot[] = [];
  for (const spot of spots.filter(({ suspect }) => suspect)) {
    const twice = spot.deed === 'twice';
    for (const [i, definer] of spot.definers.entries()) {
      for (const other of twice ? spot.definers.slice(i + 1) : spot.users) {
        if (pairs.length >= MOST_PROVEN) return pairs;
        if (!areStacked(contenders[definer.by]!, contenders[other.by]!)) pairs.push({ spot, definer, other });
      }
    }
  }
  return pairs;
}

/** The merge of each pair; two branches that meet at several symbols are merged once. */
async function mergeEach(
  git: Git,
  pairs: readonly ProvenSpot[],
  contenders: readonly Contender[],
): Promise<MergeAnswer[]> {
  const commits = pairs.map(
    ({ definer, other }) => [contenders[definer.by]!.commit, contenders[other.by]!.commit] as const,
  );
  const once = new Map(commits.map((pair) => [pair.join(' '), pair]));
  const answers = await git.mergePairs([...once.values()]);
  const known = new Map([...once.keys()].map((key, i) => [key, answers[i]!]));
  return commits.map((pair) => known.get(pair.join(' '))!);
}

function areStacked(a: Contender, b: Contender): boolean {
  return a.contains.has(b.name) || b.contains.has(a.name);
}

function siblingsOf(
  baseFiles: readonly TreeEntry[],
  changeSets: readonly (readonly PathChange[])[],
): (directory: GitPath) => readonly GitPath[] {
  let byDirectory: Map<GitPath, Set<GitPath>> | null = null;
  return (directory) => {
    byDirectory ??= groupByDirectory([
      ...baseFiles.map(({ path }) => path),
      ...changeSets.flat().map(({ path }) => path),
    ]);
    return [...(byDirectory.get(directory) ?? [])];
  };
}

function groupByDirectory(paths: readonly GitPath[]): Map<GitPath, Set<GitPath>> {
  const groups = new Map<GitPath, Set<GitPath>>();
  for (const path of paths) {
    const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const group = groups.get(directory);
    if (group) group.add(path);
    else groups.set(directory, new Set([path]));
  }
  return groups;
}
