import { isLossless } from '../../packages/merge/src/choose/judgement.ts';
import { likelihoods, type Forest } from '../../packages/merge/src/choose/trees.ts';
import { rewords } from '../../packages/merge/src/no-loss/rewords.ts';
import { boost, type Growth, type Row } from './boost.ts';
import type { Lesson, View } from './lesson.ts';

const GROWTH: Growth = { trees: 80, depth: 3, rate: 0.12, damping: 6, leaf: 3, skip: 3 };
/** Below this likelihood by text alone no program is read: it takes long, and seldom makes an answer. */
export const WORTH_READING = 0.3;
/** Below this likelihood no answer is given that has lines nobody wrote: people may have kept one of those it stands for. */
export const SURE_IF_REWORDED = 0.78;

/** The trees for text alone, and those that know what programs say. */
export interface Forests {
  readonly text: Forest;
  readonly program: Forest;
}

export function featureNames(lessons: readonly Lesson[]): string[] {
  return Object.keys(lessons[0]!.text.choices[0]!.features[0]!);
}

/** Learns from the files in which neither side alone was right: of the others there is nothing to combine. */
export function learn(lessons: readonly Lesson[], names: readonly string[]): Forests {
  const taught = lessons.filter(({ of }) => of.needsBoth !== false);
  return {
    text: boost(
      rowsOf(
        taught.map(({ text }) => text),
        names,
      ),
      GROWTH,
    ),
    program: boost(
      rowsOf(
        taught.map(({ text, program }) => program ?? text),
        names,
      ),
      GROWTH,
    ),
  };
}

function rowsOf(views: readonly View[], names: readonly string[]): Row[] {
  const rows: Row[] = [];
  let choice = 0;
  for (const { choices, right } of views)
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
  return rows;
}

/** What a forest answers to a file. */
export interface Judged {
  readonly lesson: Lesson;
  /** How likely its answer is right: of all picks, or of the whole file; 0 where a hunk has no pick. */
  readonly joint: number;
  readonly right: boolean;
  /** null: none is given, however likely. */
  readonly text: string | null;
  /** Of each hunk. */
  readonly picks: readonly { readonly likelihood: number; readonly right: boolean }[];
}

/** As `merge-lines` does it. */
export function judge(forests: Forests, lesson: Lesson, names: readonly string[]): Judged {
  const byText = judgeView(forests.text, lesson.text, names);
  const { picks, joint, right, text } =
    lesson.program && byText.joint >= WORTH_READING
      ? judgeView(forests.program, lesson.program, names)
      : byText;
  const answer =
    lesson.whole !== null && lesson.whole.likelihood > joint
      ? { joint: lesson.whole.likelihood, right: lesson.whole.right, text: lesson.whole.text }
      : { joint, right, text: text() };
  const given = answer.text !== null && !isTooBold(lesson, answer.joint, answer.text);
  return { lesson, picks, ...answer, text: given ? answer.text : null };
}

function isTooBold({ of }: Lesson, joint: number, text: string): boolean {
  return joint < SURE_IF_REWORDED && rewords(of.sides, text);
}

function judgeView(forest: Forest, view: View, names: readonly string[]) {
  const picks = view.choices.map(({ features }, at) => {
    const all = likelihoods(
      forest,
      features.map((named) => names.map((name) => named[name]!)),
    );
    let best = -1;
    for (const [i, likelihood] of all.entries())
      if (isLossless(features[i]!) && (best < 0 || likelihood > all[best]!)) best = i;
    return { best, likelihood: best < 0 ? 0 : all[best]!, right: best >= 0 && view.right[at]![best]! };
  });
  const joint = picks.reduce((product, { likelihood }) => product * likelihood, 1);
  return {
    picks,
    joint,
    right: view.reachable && picks.every((pick) => pick.right),
    text: () => (joint > 0 ? view.write(picks.map(({ best }) => best)) : null),
  };
}
