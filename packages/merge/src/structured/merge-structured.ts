import type { Lost } from '@sluice/model';
import { checkProgram } from '../program/check-program.ts';
import { objectionText, type Objection } from '../program/objection.ts';
import { writtenOut, type Program } from '../program/program.ts';
import type { StructuredFacts } from './facts.ts';
import { EMPTY_LIST, viewOf } from './list-view.ts';
import { mergeEntry } from './merge-entry.ts';
import { mergeList } from './merge-list.ts';
import { MergeSession } from './merge-session.ts';
import { mergeTextStrictly, OPEN_PLACE, type MergeText } from './merge-text.ts';
import { conflictText } from './structured-conflict.ts';

/** What became of a program that was merged thing by thing. */
export type StructuredMerge =
  | {
      readonly kind: 'merged';
      readonly text: string;
      /** Names of declarations that one side had and the other removed. */
      readonly lost: Lost;
      readonly facts: Readonly<StructuredFacts>;
    }
  | {
      readonly kind: 'conflict';
      /** For people, one phrase each; at least one. */
      readonly reasons: readonly string[];
      /**
       * What is decided all the same, with `OPEN_PLACE` on a line for each place that is not: an answer for the rest of
       * the file, once something else decides on these. It has not been checked. Null when there is no such text.
       */
      readonly partial: string | null;
      readonly facts: Readonly<StructuredFacts>;
    };

/**
 * Merges three versions of a program: declarations, members and imports are matched by what they are and by what they
 * say, order-free ones are sets in the file's own order, comments go with what they describe, and only code that both
 * sides changed is merged as text. White space and everything that nobody touched stay as they are, byte for byte.
 *
 * The answer has been through `checkProgram`. It is at its best where lines have no answer: both sides added something
 * at one place, a side moved or renamed what the other changed, lists of imports. Where lines have an answer and it
 * is another one, the lines are right more often. `facts` count what had to be decided.
 *
 * @param mergeText merges code that both sides changed; by default line by line, then word by word, with an open place
 * where changes touch.
 */
export function mergeStructured(program: Program, mergeText: MergeText = mergeTextStrictly): StructuredMerge {
  const first = attempt(program, new MergeSession(mergeText, new Set()));
  const missing = first.objections.flatMap((each) => (each.kind === 'name-missing' ? [each.name] : []));
  if (missing.length === 0) return answer(first);
  // One side removed an import that the other has a use for.
  return answer(attempt(program, new MergeSession(mergeText, new Set(missing))));
}

interface Attempt {
  readonly text: string;
  readonly objections: readonly Objection[];
  readonly session: MergeSession;
}

function attempt(program: Program, session: MergeSession): Attempt {
  const { base, ours, theirs, layout } = program;
  const lists = {
    base: base ? viewOf(base.outline) : EMPTY_LIST,
    ours: viewOf(ours.outline),
    theirs: viewOf(theirs.outline),
  };
  const text = writtenOut(mergeList(lists, session, mergeEntry).text, layout);
  const objections = session.conflicts.length > 0 ? [] : checkProgram(program, text);
  return { text, objections, session };
}

function answer({ text, objections, session }: Attempt): StructuredMerge {
  const { conflicts, facts, lost } = session;
  const reasons = [...conflicts.map(conflictText), ...objections.map(objectionText)];
  if (reasons.length === 0) return { kind: 'merged', text, lost, facts };
  const isPartial =
    conflicts.length > 0 &&
    text.includes(OPEN_PLACE) &&
    !conflicts.some(({ kind }) => kind === 'both-reordered');
  return { kind: 'conflict', reasons, partial: isPartial ? text : null, facts };
}
