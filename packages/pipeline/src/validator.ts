import { join } from 'node:path';
import { floorResult, type TestCounts, type VerdictSubject } from '@sluice/judge';
import {
  Fault,
  isGreen,
  verdictOf,
  type BranchName,
  type Oid,
  type RunResult,
  type Tier,
  type TierResult,
  type Verdict,
} from '@sluice/model';
import type { Sandbox, TreeEntry } from '@sluice/ports';
import { builtInCheck } from './built-in-check.ts';
import type { Dependencies, Installed } from './dependencies.ts';
import type { SupplyGate } from './supply-gate.ts';
import { TierRuns } from './tier-runs.ts';
import type { Tools } from './validation-tools.ts';

/** What is run on a tree; without a sandbox there is only the built-in check. */
export interface Ladder {
  readonly tiers: readonly Tier[];
  readonly sandbox: Sandbox | null;
  readonly toolchain: string;
  readonly dependencies: Dependencies | null;
  /** Says what trees do to manifests and lockfiles; without it nothing does. */
  readonly supply?: SupplyGate;
}

type Ready = Extract<Installed, { kind: 'ready' }>;

interface Place {
  readonly sandbox: Sandbox;
  readonly workspace: string;
}

/** One tree that was validated, for the report. */
export interface Validation {
  readonly verdict: Verdict;
  readonly branches: readonly BranchName[];
}

/** Climbs the tiers on one tree after another, and remembers what it saw by tree, tier, command and tools. */
export class Validator {
  readonly validations: Validation[] = [];
  readonly #tools: Tools;
  readonly #ladder: Ladder;
  readonly #baseFiles: Promise<readonly TreeEntry[]>;
  readonly #baseTree: Oid;
  readonly #freeSlots: number[];
  readonly #verdicts = new Map<Oid, Promise<Verdict>>();
  readonly #runs: TierRuns;
  readonly #floors = new Map<Tier, Promise<TestCounts | null>>();

  constructor(tools: Tools, ladder: Ladder, baseTree: Oid) {
    this.#tools = tools;
    this.#runs = new TierRuns(tools);
    this.#ladder = ladder;
    this.#baseTree = baseTree;
    this.#baseFiles = tools.git.files(baseTree);
    this.#baseFiles.catch(() => undefined);
    this.#freeSlots = Array.from({ length: tools.policy.slots }, (_, i) => i);
  }

  /** Tiers that failed and passed on one tree. */
  get flaky(): ReadonlySet<string> {
    return this.#runs.flaky;
  }

  /** At most `slots` calls at a time. The same tree is never run twice. */
  verdict(tree: Oid, branches: readonly BranchName[]): Promise<Verdict> {
    const known = this.#verdicts.get(tree);
    if (known) return known;
    const made = this.#climb(tree).then((verdict) => {
      this.validations.push({ verdict, branches });
      return verdict;
    });
    this.#verdicts.set(tree, made);
    return made;
  }

  /** Whether a tree stands the built-in check and some of the tiers; it is not validated by that. */
  async passes(tree: Oid, tiers: readonly Tier[]): Promise<boolean> {
    return (await this.#climb(tree, tiers)).green;
  }

  /** The result that made a tree red. */
  firstRed(tree: Oid | null): TierResult | null {
    const verdict = this.validations.find((validation) => validation.verdict.tree === tree)?.verdict;
    return verdict?.tiers.find((result) => !isGreen(result)) ?? null;
  }

  /** Every tier that was looked at, in order of time. */
  report(): RunResult['validations'] {
    return this.validations.flatMap(({ verdict, branches }) =>
      verdict.tiers.map(({ log: _log, ...result }) => ({ ...result, branches: [...branches] })),
    );
  }

  async #climb(tree: Oid, tiers = this.#ladder.tiers): Promise<Verdict> {
    const { git } = this.#tools;
    const files = await git.files(tree);
    const checked = await builtInCheck(git, {
      tree,
      files,
      baseTree: this.#baseTree,
      baseFiles: await this.#baseFiles,
    });
    const { sandbox, supply } = this.#ladder;
    const distrusted = isGreen(checked) ? await supply?.verdict(tree, this.#baseTree) : null;
    if (distrusted) return verdictOf(tree, [checked, distrusted]);
    if (!isGreen(checked) || !sandbox) return verdictOf(tree, [checked]);
    const slot = this.#freeSlots.shift()!;
    try {
      const results = await this.#climbTiers(tree, files, { slot, sandbox, tiers });
      return verdictOf(tree, [checked, ...results]);
    } finally {
      this.#freeSlots.push(slot);
    }
  }

  async #climbTiers(
    tree: Oid,
    files: readonly TreeEntry[],
    { slot, sandbox, tiers }: { slot: number; sandbox: Sandbox; tiers: readonly Tier[] },
  ): Promise<TierResult[]> {
    const workspace = join(this.#tools.workDir, `slot-${slot}`);
    const { dependencies } = this.#ladder;
    const installed = dependencies ? await dependencies.forTree(files, workspace) : null;
    if (installed?.kind === 'failed') return [{ tree, ...installed.result }];
    const results: TierResult[] = [];
    for (const tier of tiers) {
      const place = { sandbox, workspace };
      const measure = (): Promise<TestCounts | null> =>
        tree === this.#baseTree ? Promise.resolve(null) : this.#floor(tier, place);
      const { result, tests } = await this.#runs.observe(
        { ...place, mounts: installed?.mounts ?? [], subject: this.#subject(tree, tier, installed) },
        measure,
      );
      results.push(result);
      if (!isGreen(result)) break;
      const floor = await measure();
      if (floor === null) continue;
      const level = floorResult({ tree, tier: tier.name }, floor, tests);
      results.push({ ...level, log: this.#tools.neutralise(Buffer.from(level.log)) });
      if (!isGreen(level)) break;
    }
    return results;
  }

  #subject(tree: Oid, { name, command, seconds, report }: Tier, installed: Ready | null): VerdictSubject {
    const { limits } = this.#tools.policy;
    return {
      tree,
      tier: name,
      command,
      limits: { ...limits, seconds: seconds ?? limits.seconds },
      installDigest: installed?.digest ?? null,
      toolchain: this.#ladder.toolchain,
      report,
    };
  }

  /** Tests that run on the base; null where the tier writes no report, or fails there, which is another story. */
  #floor(tier: Tier, place: Place): Promise<TestCounts | null> {
    if (tier.report === null) return Promise.resolve(null);
    const known = this.#floors.get(tier) ?? this.#measureFloor(tier, place);
    this.#floors.set(tier, known);
    return known;
  }

  async #measureFloor(tier: Tier, place: Place): Promise<TestCounts | null> {
    const installed = await this.#ladder.dependencies?.forTree(await this.#baseFiles, place.workspace);
    if (installed?.kind === 'failed') return null;
    const { result, tests } = await this.#runs.observe(
      {
        ...place,
        mounts: installed?.mounts ?? [],
        subject: this.#subject(this.#baseTree, tier, installed ?? null),
      },
      () => Promise.resolve(null),
    );
    if (isGreen(result) && tests.size === 0) {
      throw new Fault(
        'NO_TESTS',
        `${tier.name} passes on the base, but leaves no JUnit report of any test at ${tier.report}.`,
        'Correct `report` of this tier in .sluice.yml, or take it out.',
      );
    }
    return isGreen(result) ? tests : null;
  }
}
