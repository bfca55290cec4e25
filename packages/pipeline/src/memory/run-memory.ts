import {
  EMPTY_MEMORY,
  mergeMemories,
  offerKey,
  Recollection,
  statistics,
  strategySubject,
  type Fared,
  type Memory,
} from '@sluice/memory';
import { Fault, type MemoryPlace, type Policy, type Strategy } from '@sluice/model';
import type { Clock, Git, Progress, StateFile } from '@sluice/ports';
import type { Base } from '../discover.ts';
import type { MergedItem } from '../landing-item.ts';
import { judgeOffers } from './judge-offers.ts';
import { KeptMemory } from './kept-memory.ts';
import { learnMerges } from './learn-merges.ts';
import { observeJudgement, observePassed, type Observed } from './observe-judgement.ts';
import { offerOf, type Offering } from './offers.ts';

export interface MemoryTools {
  readonly git: Git;
  readonly clock: Clock;
  readonly policy: Policy;
  readonly progress: Progress;
  /** Where memory is kept; without it nothing is remembered. */
  readonly memoryFile?: (place: Exclude<MemoryPlace, 'off'>) => StateFile;
}

/**
 * Memory during one run. What is recalled was known when the run began, and what it learned from the base then; what
 * the run itself sees is for the next.
 */
export class RunMemory {
  readonly recollection: Recollection;
  /** What people must be told of it. */
  readonly notes: readonly string[];
  readonly #tools: MemoryTools;
  readonly #base: Base;
  readonly #kept: KeptMemory | null;
  readonly #known: Memory;
  readonly #fares: ReadonlyMap<string, Fared>;
  readonly #now: number;
  #learned: Memory;

  private constructor(
    place: { tools: MemoryTools; base: Base; kept: KeptMemory | null; notes: readonly string[] },
    known: Memory,
    learned: Memory,
  ) {
    this.#tools = place.tools;
    this.#base = place.base;
    this.#kept = place.kept;
    this.notes = place.notes;
    this.#now = Math.floor(place.tools.clock.now());
    this.#learned = learned;
    this.#known = mergeMemories(known, learned);
    this.#fares = statistics(this.#known);
    this.recollection = new Recollection(this.#known);
  }

  static async open(tools: MemoryTools, base: Base): Promise<RunMemory> {
    const { git, clock, policy, progress, memoryFile } = tools;
    const notes: string[] = [];
    const warn = (message: string): void => {
      notes.push(message);
      progress({ stage: 'memory', message });
    };
    if (policy.memory === 'off' || !memoryFile)
      return new RunMemory({ tools, base, kept: null, notes }, EMPTY_MEMORY, EMPTY_MEMORY);
    const kept = new KeptMemory(memoryFile(policy.memory), clock, warn);
    const known = await kept.read();
    const now = Math.floor(clock.now());
    const decided = await learnMerges(git, base, known, now);
    const judged = await judgeOffers(git, base, known, now);
    return new RunMemory({ tools, base, kept, notes }, known, mergeMemories(decided, judged));
  }

  /** How a strategy fared with people; undefined: nobody knows. */
  fared(strategy: Strategy): Fared | undefined {
    return this.#fares.get(strategySubject(strategy));
  }

  /** What a judgement says of the decisions that were recalled, and of those that are on the base. */
  async observe(observed: Observed): Promise<void> {
    if (!this.#kept) return;
    const known = mergeMemories(this.#known, this.#learned);
    this.#learn(
      await observeJudgement(this.#tools.git, known, observed, { base: this.#base, now: this.#now }),
    );
  }

  /** Tests passed with these, in another job. */
  async passed(items: readonly MergedItem[]): Promise<void> {
    if (!this.#kept) return;
    const known = mergeMemories(this.#known, this.#learned);
    const at = { base: this.#base, now: this.#now };
    this.#learn(await observePassed(this.#tools.git, known, items, at));
  }

  /** Something was written that a person may merge: the next runs see what becomes of it. */
  async offered(offering: Offering): Promise<void> {
    if (!this.#kept) return;
    const offer = await offerOf(this.#tools.git, this.#base, offering, this.#now);
    if (offer) this.#learn({ ...EMPTY_MEMORY, offers: new Map([[offerKey(offer), offer]]) });
  }

  /** Writes down what was learned. A run that did its work is not spoiled by a memory that cannot be written. */
  async keep(): Promise<void> {
    try {
      await this.#kept?.add(this.#learned);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const message = `What was learned is not kept: ${error.message}`;
      this.#tools.progress({ stage: 'memory', message });
    }
  }

  #learn(more: Memory): void {
    this.#learned = mergeMemories(this.#learned, more);
  }
}
