import { mergeFormat } from '@sluice/formats';
import type { Advice } from './choose/choices.ts';
import type { FileSides } from './file-sides.ts';
import type { Program } from './program/program.ts';
import { mergeStructured } from './structured/merge-structured.ts';
import { layoutOf, linesOf } from './text/layout.ts';
import type { WholeAnswer } from './whole-answer.ts';

/** What a file's format makes of it. */
export function formatAdvice({ path, base, ours, theirs }: FileSides): Advice {
  const format = ours === null || theirs === null ? null : mergeFormat(path, base, ours, theirs);
  if (format?.kind !== 'merged') return { answers: [], structured: null };
  const { text, method, confidence, lost } = format;
  return {
    answers: [{ way: 'format', method, text, lines: linesFrom(text), confidence, lost }],
    structured: null,
  };
}

/** What its declarations make of it as well; null where it is no program that can be read. */
export function programAdvice(program: Program | null, before: Advice): Advice | null {
  if (!program) return null;
  const merged = mergeStructured(program);
  const structured = { merged: merged.kind === 'merged', facts: merged.facts };
  if (merged.kind === 'conflict') return { answers: before.answers, structured };
  const answer: WholeAnswer = {
    way: 'structured',
    method: 'structured',
    text: merged.text,
    lines: linesFrom(merged.text),
    // Of its own it is not sure enough: what lines make of it decides.
    confidence: 0,
    lost: merged.lost,
  };
  return { answers: [...before.answers, answer], structured };
}

function linesFrom(text: string): string[] {
  return linesOf(text, layoutOf(text));
}
