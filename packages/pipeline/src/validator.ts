import { join } from 'node:path';
import { needsConfirmation, settle, verdictKey, type VerdictSubject } from '@sluice/judge';
import {
  isGreen,
  verdictOf,
  type BranchName,
  type Oid,
  type Policy,
  type RunResult,
  type Tier,
  type TierResult,
  type Verdict,
} from '@sluice/model';
import type { Git, Progress, Sandbox, Store, TreeEntry } from '@sluice/ports';
import { builtInCheck } from './built-in-check.ts';
import type { Dependencies } from './dependencies.ts';

export interface Tools {
  readonly git: Git;
  readonly store: Store;
  readonly policy: Policy;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Where trees are written, one directory a slot. */
  readonly workDir: string;
  readonly neutralise: (output: Buffer) => string;
}

/** What is run on a tree; without a sandbox there is only the built-in check. */
export interface Ladder {
  readonly tiers: readonly Tier[];
  readonly sandbox: Sandbox | null;
  readonly toolchain: string;
  readonly dependencies: Dependencies | null;
}

/** One tree that was validated, for the report. */
export interface Validation {
  readonly verdict: Verdict;
  readonly branches: readonly BranchName[];
}

/** Climbs the tiers on one tree after another, and remembers what it saw by tree, tier, command and tools. */
export class Validator {
  readonly validations: Validation[] = [];
  /** Tiers that failed and passed on one tree. */
  readonly flaky = new Set<string>();
  readonly #tools: Tools;
  readonly #ladder: Ladder;
  readonly #baseFiles: Promise<readonly TreeEntry[]>;
  readonly #baseTree: Oid;
  readonly #freeSlots: number[];
  readonly #verdicts = new Map<Oid, Promise<Verdict>>();

  constructor(tools: Tools, ladder: Ladder, baseTree: Oid) {
    this.#tools = tools;
    this.#ladder = ladder;
    this.#baseTree = baseTree;
    this.#baseFiles = tools.git.files(baseTree);
    this.#baseFiles.catch(() => undefined);
    this.#freeSlots = Array.from({ length: tools.policy.slots }, (_, i) => i);
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

  async #climb(tree: Oid): Promise<Verdict> {
    const { git } = this.#tools;
    const files = await git.files(tree);
    const checked = await builtInCheck(git, {
      tree,
      files,
      baseTree: this.#baseTree,
      baseFiles: await this.#baseFiles,
    });
    const { sandbox } = this.#ladder;
    if (!isGreen(checked) || !sandbox) return verdictOf(tree, [checked]);
    const slot = this.#freeSlots.shift()!;
    try {
      const results = await this.#climbTiers(tree, files, { slot, sandbox });
      return verdictOf(tree, [checked, ...results]);
    } finally {
      this.#freeSlots.push(slot);
    }
  }

  async #climbTiers(
    tree: Oid,
    files: readonly TreeEntry[],
    { slot, sandbox }: { slot: number; sandbox: Sandbox },
  ): Promise<TierResult[]> {
    const workspace = join(this.#tools.workDir, `slot-${slot}`);
    const { dependencies, toolchain } = this.#ladder;
    const installed = dependencies ? await dependencies.forTree(files, workspace) : null;
    if (installed?.kind === 'failed') return [{ tree, ...installed.result }];
    const results: TierResult[] = [];
    for (const tier of this.#ladder.tiers) {
      const limits = {
        ...this.#tools.policy.limits,
        seconds: tier.seconds ?? this.#tools.policy.limits.seconds,
      };
      const subject = {
        tree,
        tier: tier.name,
        command: tier.command,
        limits,
        installDigest: installed?.digest ?? null,
        toolchain,
      };
      const result = await this.#settled(subject, async () => {
        await this.#tools.git.materialise(tree, workspace);
        const ran = await sandbox.run({
          workspace,
          command: tier.command,
          limits,
          mounts: installed?.mounts ?? [],
          hosts: [],
          collect: [],
          collectInto: null,
          signal: this.#tools.signal,
        });
        const { exit, ended, seconds } = ran;
        return {
          tree,
          tier: tier.name,
          command: tier.command,
          exit,
          ended,
          seconds,
          cached: false,
          log: this.#tools.neutralise(ran.output),
        };
      });
      results.push(result);
      if (!isGreen(result)) break;
    }
    return results;
  }

  /** From the store, or run until it can be believed: a red result only when it came twice. */
  async #settled(subject: VerdictSubject, run: () => Promise<TierResult>): Promise<TierResult> {
    const { store, signal, progress } = this.#tools;
    const key = `verdict-${verdictKey(subject)}`;
    const stored = await store.get(key);
    if (isTierResult(stored, subject.tree)) return { ...stored, cached: true };
    const attempts: TierResult[] = [];
    while (needsConfirmation(attempts)) {
      signal.throwIfAborted();
      progress({
        stage: 'validate',
        message: `${subject.tier} on ${subject.tree.slice(0, 10)}${attempts.length > 0 ? ', once more to be sure' : ''}`,
      });
      attempts.push(await run());
      signal.throwIfAborted();
    }
    const { result, flaky } = settle(attempts)!;
    if (flaky) this.flaky.add(subject.tier);
    else await store.put(key, result);
    return result;
  }
}

function isTierResult(value: unknown, tree: Oid): value is TierResult {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as TierResult).tree === tree &&
    typeof (value as TierResult).ended === 'string'
  );
}
