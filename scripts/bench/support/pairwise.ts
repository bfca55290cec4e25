import { mergePairsByProcess, mergePairsByShell, type Pair } from './bare-git.ts';
import { same } from './measure.ts';
import { distinct, seededRandom } from './random.ts';
import type { Surveyed } from './survey-once.ts';

/** What asking git about every pair of branches would have cost, and that it would have said the same. */
export class Pairwise {
  readonly #directory: string;
  readonly #heads: readonly string[];
  readonly #sample: readonly Pair[];
  readonly #rounds: number;
  readonly #conflicts = new Set<string>();

  /** `sampled` pairs of all, or all if there are no more, spread evenly over the rounds. */
  constructor(
    directory: string,
    surveyed: Surveyed,
    { sampled, rounds }: { sampled: number; rounds: number },
  ) {
    this.#directory = directory;
    this.#heads = surveyed.survey.contention.contenders.map(({ commit }) => commit);
    this.#rounds = rounds;
    const count = Math.min(sampled, this.all);
    const random = seededRandom(7);
    const chosen = count === this.all ? [...Array(count).keys()] : distinct(random, count, this.all);
    this.#sample = chosen.map((n) => this.#pair(n));
  }

  /** Number of pairs of branches. */
  get all(): number {
    return (this.#heads.length * (this.#heads.length - 1)) / 2;
  }

  get sampled(): number {
    return this.#sample.length;
  }

  /** Seconds for all pairs, one process started from Node for each, scaled from this round's share of the sample. */
  async byProcess(round: number): Promise<number> {
    const share = this.#shareOf(round);
    const { seconds, conflicts } = await mergePairsByProcess(this.#directory, share);
    for (const pair of conflicts) this.#conflicts.add(pair.join(' '));
    return (seconds / share.length) * this.all;
  }

  /** The same where a shell starts the processes. */
  async byShell(round: number): Promise<number> {
    const share = this.#shareOf(round);
    return ((await mergePairsByShell(this.#directory, share)).seconds / share.length) * this.all;
  }

  /** The change graph and git agree on every pair of the sample. */
  check({ survey }: Surveyed): void {
    const { rows } = survey.contention.graph;
    const index = new Map(this.#heads.map((head, i) => [head, i]));
    const tied = this.#sample.filter(([a, b]) => rows.has(index.get(a)!, index.get(b)!));
    same(
      tied.map((pair) => pair.join(' ')).sort(),
      [...this.#conflicts].sort(),
      'the graph has an edge exactly where git merge-tree reports a conflict',
    );
  }

  #shareOf(round: number): readonly Pair[] {
    return this.#sample.filter((_, i) => i % this.#rounds === Math.max(0, round));
  }

  /** The n-th of all pairs (0, 1), (0, 2), (1, 2), (0, 3) … */
  #pair(n: number): Pair {
    const b = Math.floor((1 + Math.sqrt(1 + 8 * n)) / 2);
    return [this.#heads[n - (b * (b - 1)) / 2]!, this.#heads[b]!];
  }
}
