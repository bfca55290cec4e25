import { isLossless } from '../../packages/merge/src/choose/judgement.ts';
import { likelihoods, type Forest } from '../../packages/merge/src/choose/trees.ts';
import { boost, type Growth, type Row } from './boost.ts';
import type { Lesson } from './lesson.ts';

export const GROWTH: Growth = { trees: 80, depth: 3, rate: 0.12, damping: 6, leaf: 3, skip: 3 };

export function featureNames(lessons: readonly Lesson[]): string[] {
  return Object.keys(lessons[0]!.choices[0]!.features[0]!);
}

/** Learns from the files in which neither side alone was right: of the others there is nothing to combine. */
export function learn(lessons: readonly Lesson[], names: readonly string[]): Forest {
  const rows: Row[] = [];
  let choice = 0;
  for (const { of, choices, right } of lessons) {
    if (of.needsBoth === false) continue;
    for (const [at, { features }] of choices.entries()) {
      choice++;
      const many = right[at]!.filter(Boolean).length;
      for (const [i, named] of features.entries())
        rows.push({
          features: names.map((name) => named[name]!),
          right: right[at]![i] ? 1 / many : 0,
          weight: 1 / Math.sqrt(choices.length),
          choice,
        });
    }
  }
  return boost(rows, GROWTH);
}

/** What a forest answers to a file. */
export interface Judged {
  readonly lesson: Lesson;
  /** How likely its answer is right: of all picks, or of the whole file; 0 where a hunk has no pick. */
  readonly joint: number;
  readonly right: boolean;
  readonly text: string | null;
  /** Of each hunk. */
  readonly picks: readonly { readonly likelihood: number; readonly right: boolean }[];
}

export function judge(forest: Forest, lesson: Lesson, names: readonly string[]): Judged {
  const picks = lesson.choices.map(({ features }, at) => {
    const all = likelihoods(
      forest,
      features.map((named) => names.map((name) => named[name]!)),
    );
    let best = -1;
    for (const [i, likelihood] of all.entries())
      if (isLossless(features[i]!) && (best < 0 || likelihood > all[best]!)) best = i;
    return { best, likelihood: best < 0 ? 0 : all[best]!, right: best >= 0 && lesson.right[at]![best]! };
  });
  const joint = picks.reduce((product, { likelihood }) => product * likelihood, 1);
  const right = lesson.reachable && picks.every((pick) => pick.right);
  const byWhole = lesson.whole !== null && lesson.whole.likelihood > joint;
  return {
    lesson,
    joint: byWhole ? lesson.whole.likelihood : joint,
    right: byWhole ? lesson.whole.right : right,
    picks,
    text: byWhole ? lesson.whole.text : joint > 0 ? lesson.write(picks.map(({ best }) => best)) : null,
  };
}
