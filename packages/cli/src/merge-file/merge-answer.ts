import type { MergedFile } from '@sluice/merge';
import { NOTHING_LOST, type Lost, type Method } from '@sluice/model';

/** What is said about one merged file, as one line of JSON. */
export interface MergeAnswer {
  readonly id: unknown;
  /** The content; null: there is no sound answer, or (`deleted`) the file is gone. */
  readonly text: string | null;
  readonly deleted: boolean;
  /** null where there is no answer; `taken-out`: a program has to make it again. */
  readonly method: Method | null;
  /** Places that are left to a person. */
  readonly conflicts: number;
  readonly confidence: number;
  readonly lost: Lost;
  /** Why there is no answer, one phrase each. */
  readonly reasons: readonly string[];
}

/** An answer that is less certain than `least` is none. */
export function mergeAnswer(id: unknown, merged: MergedFile, least = 0): MergeAnswer {
  if (merged.kind === 'conflict')
    return { ...abstained(id, merged.conflicts, merged.reasons), method: merged.method ?? null };
  const { text, method, confidence, lost } = merged;
  if (confidence < least) return { ...abstained(id, 1, [`only ${confidence} certain`]), method, confidence };
  return { id, text, deleted: text === null, method, conflicts: 0, confidence, lost, reasons: [] };
}

function abstained(id: unknown, conflicts: number, reasons: readonly string[]): MergeAnswer {
  const nothing = { text: null, deleted: false, method: null, confidence: 0, lost: NOTHING_LOST };
  return { id, ...nothing, conflicts, reasons };
}
