import {
  isSupplyFile,
  supplyChecker,
  type SupplyChecker,
  type SupplyFiles,
  type SupplyText,
} from '@sluice/judge';
import { isWithin } from '@sluice/formats';
import {
  showPath,
  type GitPath,
  type PathChange,
  type SupplyFinding,
  type SupplyPolicy,
  type TierResult,
  type Oid,
} from '@sluice/model';
import type { Git, TreeEntry } from '@sluice/ports';

export interface SupplyTools {
  readonly git: Git;
  readonly policy: SupplyPolicy;
  /** Hosts of the registry of the machine; asked only if there is something to check. */
  readonly registryHosts: () => Promise<readonly string[]>;
}

/** Name of the tier that says what a tree that nobody vouches for alone does to dependencies. */
export const SUPPLY_TIER = 'supply-chain';

/** What changes of the tip of the base do to its manifests and lockfiles. Nothing is read until one does anything. */
export class SupplyGate {
  readonly #tools: SupplyTools;
  readonly #baseFiles: readonly TreeEntry[];
  #checker: Promise<{ base: SupplyFiles; check: SupplyChecker }> | null = null;

  constructor(tools: SupplyTools, baseFiles: readonly TreeEntry[]) {
    this.#tools = tools;
    this.#baseFiles = baseFiles;
  }

  /** Findings of each set of changes, in order. */
  async findings(
    changeSets: readonly (readonly PathChange[])[],
  ): Promise<readonly (readonly SupplyFinding[])[]> {
    const sets = changeSets.map((changes) => changes.filter(({ path }) => isSupplyFile(path)));
    if (sets.every((changes) => changes.length === 0)) return sets.map(() => []);
    this.#checker ??= this.#open();
    const { base, check } = await this.#checker;
    const versions = sets
      .flat()
      .flatMap(({ path, before, after }) =>
        [before, after].flatMap((version) => (version ? [{ path, ...version }] : [])),
      );
    const texts = await readTexts(this.#tools.git, versions);
    return sets.map((changes) => {
      if (changes.length === 0) return [];
      const side = (of: 'before' | 'after'): SupplyFiles => {
        const files = new Map(base);
        for (const change of changes) {
          const version = change[of];
          if (version) files.set(change.path, texts.get(keyOf(version))!);
          else files.delete(change.path);
        }
        return files;
      };
      return check(side('before'), side('after'));
    });
  }

  /**
   * The tree of several branches: what none of them does alone, they may do together. Red, or null where nothing in it
   * has to be held.
   */
  async verdict(tree: Oid, baseTree: Oid): Promise<TierResult | null> {
    if (tree === baseTree) return null;
    const changeSets = await this.#tools.git.diffs([{ before: baseTree, after: tree }]);
    const held = (await this.findings(changeSets)).flat().filter(({ severity }) => severity === 'hold');
    if (held.length === 0) return null;
    const log = held.map(showSupplyFinding).join('\n');
    const seen = { exit: 1, ended: 'exit', seconds: 0, cached: false } as const;
    return { tree, tier: SUPPLY_TIER, command: 'built-in', ...seen, log };
  }

  async #open(): Promise<{ base: SupplyFiles; check: SupplyChecker }> {
    const { git, policy } = this.#tools;
    const entries = this.#baseFiles.filter(({ path }) => isSupplyFile(path));
    const [texts, registryHosts] = await Promise.all([readTexts(git, entries), this.#tools.registryHosts()]);
    const base = new Map(entries.map((entry) => [entry.path, texts.get(keyOf(entry))!]));
    return { base, check: supplyChecker({ base, policy, registryHosts, ranges: { isWithin } }) };
  }
}

/** One line for people, with the path and the name neutralised. */
export function showSupplyFinding({ path, name, detail }: SupplyFinding): string {
  return `${showPath(path)}${name === '' ? '' : `: ${showPath(name)}`}: ${showPath(detail)}`;
}

interface Version {
  readonly mode: string;
  readonly oid: Oid;
}

function keyOf({ mode, oid }: Version): string {
  return `${mode} ${oid}`;
}

async function readTexts(
  git: Git,
  versions: readonly (Version & { readonly path: GitPath })[],
): Promise<Map<string, SupplyText>> {
  const wanted = [...new Map(versions.map((version) => [keyOf(version), version])).values()];
  const regular = wanted.filter(({ mode }) => mode.startsWith('100'));
  const blobs = await git.blobs(regular.map(({ oid }) => oid));
  const texts = new Map(regular.map(({ oid }, i) => [oid, blobs[i]?.toString('utf8') ?? null]));
  return new Map(
    wanted.map((version) => [
      keyOf(version),
      (version.mode.startsWith('100') ? texts.get(version.oid) : null) ?? { unreadable: version.oid },
    ]),
  );
}
