import type { GitPath, Oid } from '@sluice/model';
import { isMemorable, type Piece } from './conflict.ts';
import { EMPTY_MEMORY, type Decision, type Memory, type MemoryEvent, type MemoryOutcome } from './memory.ts';
import { mergeMemories } from './merge-memories.ts';
import { pathClass } from './path-class.ts';
import { readAnswers } from './read-answers.ts';
import { writeRecipe } from './recipe.ts';
import { shortDigest } from './short-digest.ts';
import { sight } from './sighting.ts';
import { decisionSubject } from './subject.ts';

const LONGEST_SAMPLE = 1_000;
/** Most characters that were written anew in one answer: more is a work of its own, not a decision. */
const LONGEST_TEXT = 4_000;

/** Where and when something was seen. */
export interface Occasion {
  readonly source: Oid;
  readonly path: GitPath;
  /** Seconds since the epoch. */
  readonly at: number;
}

/** The decisions that a finished file shows; none where they cannot be told from other edits. */
export function decisionsIn(
  path: GitPath,
  pieces: readonly Piece[],
  finished: readonly string[],
): Decision[] {
  const answers = readAnswers(pieces, finished);
  if (!answers) return [];
  const places = pieces.flatMap((piece) => (piece.kind === 'conflict' ? [piece] : []));
  const found = places.flatMap((place, i) => {
    if (!isMemorable(place)) return [];
    const sighting = sight(pathClass(path), place);
    const answer = answers[i]!;
    const recipe = writeRecipe(sighting, answer);
    const written = recipe.reduce((sum, line) => sum + ('text' in line ? line.text.length : 0), 0);
    if (written > LONGEST_TEXT || hasMarkers(answer)) return [];
    const { base, first, second, ...keys } = sighting;
    const sample = { base: cut(base), first: cut(first), second: cut(second), answer: cut(answer) };
    const rest = { ...keys, recipe, sample };
    return [{ id: shortDigest(rest), ...rest }];
  });
  return [...new Map(found.map((decision) => [decision.id, decision])).values()];
}

/** A memory that knows these things more: events about subjects, and the decisions that they are about. */
export function remember(
  memory: Memory,
  seen: readonly { readonly subject: string; readonly outcome: MemoryOutcome; readonly on: Occasion }[],
  decisions: readonly Decision[] = [],
): Memory {
  const events = seen.map(({ subject, outcome, on }): MemoryEvent => {
    const id = shortDigest([subject, outcome, on.source, on.path]);
    return { id, subject, outcome, source: on.source, path: on.path, at: on.at };
  });
  return mergeMemories(memory, {
    ...EMPTY_MEMORY,
    decisions: new Map(decisions.map((decision) => [decision.id, decision])),
    events: new Map(events.map((event) => [event.id, event])),
  });
}

/** Decisions that a person took, seen in a commit. */
export function rememberDecided(memory: Memory, decisions: readonly Decision[], on: Occasion): Memory {
  const seen = decisions.map(({ id }) => ({ subject: decisionSubject(id), outcome: 'decided' as const, on }));
  return remember(memory, seen, decisions);
}

/** A merge that was committed with its markers decided nothing. */
function hasMarkers(lines: readonly string[]): boolean {
  return lines.some((line) => /^(?:<{7}|>{7}|\|{7})(?: |$)/.test(line));
}

function cut(lines: readonly string[]): string {
  const text = lines.join('\n');
  return text.length > LONGEST_SAMPLE ? `${text.slice(0, LONGEST_SAMPLE)}…` : text;
}
