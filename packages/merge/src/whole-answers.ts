import { mergeFormat } from '@sluice/formats';
import type { FileSides } from './file-sides.ts';
import type { MergeTools } from './merge-tools.ts';
import { layoutOf, linesOf } from './text/layout.ts';
import type { WholeAnswer } from './whole-answer.ts';

/** What the ways of merging that know what a file means make of it. */
export function wholeAnswers({ path, base, ours, theirs }: FileSides, _tools: MergeTools): WholeAnswer[] {
  if (ours === null || theirs === null) return [];
  const format = mergeFormat(path, base, ours, theirs);
  if (format?.kind !== 'merged') return [];
  const { text, method, confidence, lost } = format;
  return [{ way: 'format', method, text, lines: linesOf(text, layoutOf(text)), confidence, lost }];
}
