import { EMPTY_MEMORY, mergeMemories, offerKey, Recollection, type Memory } from '@sluice/memory';
import type { MemoryPlace, Policy } from '@sluice/model';
import type { Clock, Git, Progress, StateFile } from '@sluice/ports';
import type { Base } from '../discover.ts';
import type { MergedItem } from '../landing-item.ts';
import { attempt } from './attempt.ts';
import { KeptMemory } from './kept-memory.ts';
import { learnFromBase } from './learn-from-base.ts';
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
  readonly #tools: MemoryTools;
  readonly #base: Base;
  readonly #kept: KeptMemory | null;
  readonly #known: Memory;
  readonly #now: number;
  readonly #notes: string[];
  #learned: Memory;

  private constructor(
    place: { tools: MemoryTools; base: Base; kept: KeptMemory | null; notes: string[]; now: number },
    known: Memory,
    learned: Memory,
  ) {
    this.#tools = place.tools;
    this.#base = place.base;
    this.#kept = place.kept;
    this.#notes = place.notes;
    this.#now = place.now;
    this.#learned = learned;
    this.#known = mergeMemories(known, learned);
    // A branch is written by whoever may push it.
    const authorship = place.tools.policy.memory === 'branch' ? 'shared' : 'own';
    this.recollection = new Recollection(this.#known, authorship);
  }

  static async open(tools: MemoryTools, base: Base): Promise<RunMemory> {
    const { git, clock, policy, memoryFile } = tools;
    const place = { tools, base, notes: [], now: Math.floor(clock.now()) };
    if (policy.memory === 'off' || !memoryFile)
      return new RunMemory({ ...place, kept: null }, EMPTY_MEMORY, EMPTY_MEMORY);
    const warn = warning(tools, place.notes);
    const kept = new KeptMemory(memoryFile(policy.memory), clock, warn);
    const known = await kept.read();
    const learned = await learnFromBase({ git, base, now: place.now, warn }, known);
    return new RunMemory({ ...place, kept }, known, learned);
  }

  /** What people must be told of it. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  /** What a judgement says of the decisions that were recalled, and of those that are on the base. */
  observe(observed: Observed): Promise<void> {
    const at = { base: this.#base, now: this.#now };
    return this.#learn((git, known) => observeJudgement(git, known, observed, at));
  }

  /** Tests passed with these, in another job. */
  passed(items: readonly MergedItem[]): Promise<void> {
    const at = { base: this.#base, now: this.#now };
    return this.#learn((git, known) => observePassed(git, known, items, at));
  }

  /** Something was written that a person may merge: the next runs see what becomes of it. */
  offered(offering: Offering): Promise<void> {
    return this.#learn(async (git) => {
      const offer = await offerOf(git, this.#base, offering, this.#now);
      return offer ? { ...EMPTY_MEMORY, offers: new Map([[offerKey(offer), offer]]) } : EMPTY_MEMORY;
    });
  }

  /** Writes down what was learned. */
  async keep(): Promise<void> {
    await this.#learn(async () => {
      await this.#kept!.add(this.#learned);
      return EMPTY_MEMORY;
    });
  }

  async #learn(work: (git: Git, known: Memory) => Promise<Memory>): Promise<void> {
    if (!this.#kept) return;
    const known = mergeMemories(this.#known, this.#learned);
    const more = await attempt(warning(this.#tools, this.#notes), () => work(this.#tools.git, known));
    this.#learned = mergeMemories(this.#learned, newsIn(more, known));
  }
}

function warning({ progress }: MemoryTools, notes: string[]): (message: string) => void {
  return (message) => {
    notes.push(message);
    progress({ stage: 'memory', message });
  };
}

/** Without what is known already: a run that sees the same again writes nothing. */
function newsIn(more: Memory, known: Memory): Memory {
  const unknown = <T>(things: ReadonlyMap<string, T>, among: ReadonlyMap<string, T>): Map<string, T> =>
    new Map([...things].filter(([key]) => !among.has(key)));
  return {
    ...more,
    events: unknown(more.events, known.events),
    offers: unknown(more.offers, known.offers),
  };
}
