import type { ConflictKind, GitPath, Method, Strategy } from '@sluice/model';
import { eventsByDecision, isTrusted, weigh, type Likeness, type Weighed } from './confidence.ts';
import { isMemorable, type Piece, type Place } from './conflict.ts';
import { groupBy } from './group-by.ts';
import { localConfidence } from './local-confidence.ts';
import { lostWords } from './lost-words.ts';
import type { Decision, Memory, MemoryEvent } from './memory.ts';
import { pathClass } from './path-class.ts';
import { applyRecipe, isSelection } from './recipe.ts';
import { sight, type Sighting } from './sighting.ts';
import { statistics, type Fared } from './strategy-statistics.ts';
import { conflictKind, methodSubject, strategySubject } from './subject.ts';
import { surplusLines } from './surplus-lines.ts';

/** A whole file as it was decided before, place by place. */
export interface Remembered {
  readonly lines: readonly string[];
  /** Of its least certain place. */
  readonly confidence: number;
  /** Ids of the decisions in it, each once. */
  readonly decisions: readonly string[];
}

/**
 * Whose word counts. `own`: nobody else writes the memory. `shared`: others may, so that only answers are taken that are
 * made of lines of the conflict itself, none more often than the sides have it.
 */
export type Authorship = 'own' | 'shared';

/** What a memory answers. It is read once and does not change while a run is on: the same question has one answer. */
export class Recollection {
  readonly #events: ReadonlyMap<string, readonly MemoryEvent[]>;
  readonly #likenesses: readonly {
    readonly likeness: Likeness;
    readonly known: ReadonlyMap<string, readonly Decision[]>;
  }[];
  readonly #authorship: Authorship;
  readonly #fares: ReadonlyMap<string, Fared>;

  constructor(memory: Memory, authorship: Authorship = 'own') {
    this.#events = eventsByDecision(memory);
    this.#authorship = authorship;
    this.#fares = statistics(memory);
    const decisions = [...memory.decisions.values()];
    this.#likenesses = [
      { likeness: 'exact', known: groupBy(decisions, ({ exact }) => exact) },
      { likeness: 'masked', known: groupBy(decisions, ({ fingerprint }) => fingerprint) },
    ];
  }

  /** The file with every place in conflict decided as before; null where one of them is not known well enough. */
  recall(path: GitPath, pieces: readonly Piece[]): Remembered | null {
    const kind = pathClass(path);
    const lines: string[] = [];
    const decisions = new Set<string>();
    let confidence = 1;
    for (const piece of pieces) {
      const found = piece.kind === 'agreed' ? piece.lines : this.#recallPlace(kind, piece);
      if (found === null) return null;
      if (!('decision' in found)) lines.push(...found);
      else {
        lines.push(...found.answer);
        decisions.add(found.decision);
        confidence = Math.min(confidence, found.confidence);
      }
    }
    return decisions.size === 0 ? null : { lines, confidence, decisions: [...decisions] };
  }

  /** How a strategy fared with people; undefined: nobody knows. */
  fared(strategy: Strategy): Fared | undefined {
    return this.#fares.get(strategySubject(strategy));
  }

  /** How confident a method may be of such a conflict here, from how confident it is anywhere, 0 to 1. */
  experienceWith(path: GitPath, conflict: ConflictKind): (method: Method, confidence: number) => number {
    const kind = conflictKind(path, conflict);
    return (method, confidence) => {
      const fared = this.#fares.get(methodSubject(kind, method));
      return fared ? localConfidence(confidence, fared) : confidence;
    };
  }

  #recallPlace(
    kind: string,
    place: Place,
  ): { answer: readonly string[]; decision: string; confidence: number } | null {
    if (!isMemorable(place)) return null;
    const sighting = sight(kind, place);
    for (const { likeness, known } of this.#likenesses) {
      const rivals = known.get(likeness === 'exact' ? sighting.exact : sighting.fingerprint) ?? [];
      const best = this.#best(rivals, likeness);
      // A conflict that is known to the letter is not asked about again more loosely.
      if (best === null) continue;
      if (!isTrusted(best.standing)) return null;
      const answer = this.#answer(best.decision, sighting, likeness);
      if (answer === null || !this.#mayBe(answer, place)) return null;
      return { answer, decision: best.decision.id, confidence: best.standing.confidence };
    }
    return null;
  }

  #mayBe(answer: readonly string[], place: Place): boolean {
    if (this.#authorship === 'shared' && surplusLines(place, answer).length > 0) return false;
    return lostWords(place, answer).length === 0;
  }

  /** The first of those that most speaks for. */
  #best(rivals: readonly Decision[], likeness: Likeness): Weighed | null {
    return weigh(rivals, this.#events, likeness).reduce<Weighed | null>(
      (best, one) => (best && best.standing.confidence >= one.standing.confidence ? best : one),
      null,
    );
  }

  #answer({ recipe, shape, telling }: Decision, sighting: Sighting, likeness: Likeness): string[] | null {
    if (this.#authorship === 'shared' && !isSelection(recipe)) return null;
    if (likeness === 'masked' && !(telling && shape === sighting.shape)) return null;
    return applyRecipe(recipe, sighting, likeness === 'exact');
  }
}
