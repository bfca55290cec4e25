import type { CandidateResult } from './facts.ts';
import { CONFLICT_TITLES, METHOD_TITLES } from './words.ts';

export type MergedFileResult = CandidateResult['files'][number];

/** `both changed; merged by key, 92 % certain`: what happened to a contended file, and what was made of it. */
export function mergeSentence({ conflict, method, confidence }: MergedFileResult): string {
  if (conflict === 'none') return METHOD_TITLES[method];
  const certainty = confidence === null ? '' : `, ${percent(confidence)} certain`;
  return `${CONFLICT_TITLES[conflict]}; ${METHOD_TITLES[method]}${certainty}`;
}

/** Never rounded up to all. */
function percent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

/** How many lines or names of a side are not in the result. */
export function lossCount({ lost }: MergedFileResult): number {
  return lost.ours.length + lost.theirs.length;
}

/** Whether there is more to say of a file than one line. */
export function hasStory(file: MergedFileResult): boolean {
  return file.regions.length > 0 || lossCount(file) > 0;
}
