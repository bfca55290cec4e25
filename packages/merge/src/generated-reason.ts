import { mergesByMeaning, noticeOf, wayToMakeAgain } from '@sluice/formats';
import type { FileSides } from './file-sides.ts';

/** Why versions of a file that a program makes are not put together; null: people write it, or its lines are records. */
export function generatedReason({ path, base, ours, theirs }: FileSides): string | null {
  const notice = noticeOf(path, [ours, theirs, base]);
  if (notice === null && mergesByMeaning(path)) return null;
  const again = wayToMakeAgain(path, { notice, marked: false });
  return again === null ? null : generatedWords(again);
}

/** For people: that it is generated, and how it is made again. */
export function generatedWords(again: string): string {
  return `a generated file: ${again}`;
}
