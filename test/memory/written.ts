// Conflicts written as texts, and a memory that has seen some of them.
import { asOid, type Oid } from '@sluice/model';
import {
  decisionsIn,
  decisionSubject,
  EMPTY_MEMORY,
  remember,
  rememberDecided,
  type Decision,
  type Memory,
  type MemoryOutcome,
  type Piece,
} from '@sluice/memory';

export const NOW = 1_800_000_000;
const DAY = 86_400;

/** A commit id that is the number. */
export function commit(number: number): Oid {
  return asOid(number.toString(16).padStart(40, '0'));
}

/** A file `before`, one place in conflict, `after`. */
export function conflictOf(base: string, ours: string, theirs: string): Piece[] {
  return [
    { kind: 'agreed', lines: ['first line'] },
    { kind: 'conflict', base: linesOf(base), ours: linesOf(ours), theirs: linesOf(theirs) },
    { kind: 'agreed', lines: ['last line', ''] },
  ];
}

/** The finished file with this answer. */
export function finishedWith(answer: string): string[] {
  return ['first line', ...linesOf(answer), 'last line', ''];
}

export function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}

export interface Decided {
  readonly path?: string;
  readonly pieces: readonly Piece[];
  readonly answer: string;
  readonly outcomes?: readonly MemoryOutcome[];
}

/** What the finished file shows. */
export function decisionOf({ path = 'src/a.ts', pieces, answer }: Decided): Decision {
  const [decision] = decisionsIn(path, pieces, finishedWith(answer));
  if (!decision) throw new Error('No decision can be seen.');
  return decision;
}

let commits = 0;

/** The memory after somebody decided so, and after what was heard of it since, one day later each. */
export function afterwards(decided: Decided, memory: Memory = EMPTY_MEMORY): Memory {
  const decision = decisionOf(decided);
  const path = decided.path ?? 'src/a.ts';
  const on = (days: number) => ({ source: commit(++commits), path, at: NOW - 100 * DAY + days * DAY });
  const first = rememberDecided(memory, [decision], on(0));
  return (decided.outcomes ?? []).reduce(
    (known, outcome, i) =>
      remember(known, [{ subject: decisionSubject(decision.id), outcome, on: on(i + 1) }]),
    first,
  );
}
