import type { Engine } from '@sluice/engine';
import type { FileSides } from '@sluice/merge';
import { mergeAnswer } from './merge-answer.ts';

/** The answer to one line of a batch, as a line of JSON without its end. */
export interface LineAnswer {
  readonly json: string;
  /** False where the line could not be understood or answered. */
  readonly sound: boolean;
}

const SIDES = ['base', 'ours', 'theirs'] as const;

/** `{"id","path","base","ours","theirs"}` with null for a version that is absent; `number` counts lines from 1. */
export function answerLine(engine: Engine, line: string, number: number): LineAnswer {
  let id: unknown = null;
  try {
    const question: unknown = JSON.parse(line);
    id = Object(question).id ?? null;
    const sides = readSides(question);
    if (typeof sides === 'string') return failedLine(id, number, sides);
    return { json: JSON.stringify(mergeAnswer(id, engine.merge(sides))), sound: true };
  } catch (error) {
    return failedLine(id, number, error instanceof SyntaxError ? 'not JSON' : String(error));
  }
}

/** What is said of a line that has no answer. */
export function failedLine(id: unknown, line: number, error: string): LineAnswer {
  return { json: JSON.stringify({ id, line, error }), sound: false };
}

function readSides(question: unknown): FileSides | string {
  if (typeof question !== 'object' || question === null || Array.isArray(question)) return 'not an object';
  const given = question as Readonly<Record<string, unknown>>;
  if (typeof given['path'] !== 'string') return '`path` is not a string';
  const wrong = SIDES.find((side) => typeof given[side] !== 'string' && given[side] !== null);
  if (wrong !== undefined) return `\`${wrong}\` is neither a string nor null`;
  const [base, ours, theirs] = SIDES.map((side) => given[side] as string | null);
  return { path: given['path'], base: base!, ours: ours!, theirs: theirs! };
}
