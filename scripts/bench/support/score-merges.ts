import type { MergeCase } from '../../calibrate/merge-case.ts';

/** How answers compare with what people made of the same conflicts, each as a share. */
export interface Score {
  readonly cases: number;
  /** Answered, of all. */
  readonly resolved: number;
  /** Equal but for white space, of those answered and of all. */
  readonly right: number;
  readonly rightOfAll: number;
  /** Of those answered: wrong, and without a line that a side added and people kept. */
  readonly dropped: number;
}

export function score(cases: readonly MergeCase[], answers: ReadonlyMap<string, string | null>): Score {
  let [resolved, right, dropped] = [0, 0, 0];
  for (const each of cases) {
    const answer = answers.get(each.id) ?? null;
    if (answer === null || each.human === null) continue;
    resolved++;
    if (isRight(each, answer)) right++;
    else if (drops(each, each.human, answer)) dropped++;
  }
  const of = Math.max(1, resolved);
  const all = Math.max(1, cases.length);
  return {
    cases: cases.length,
    resolved: resolved / all,
    right: right / of,
    rightOfAll: right / all,
    dropped: dropped / of,
  };
}

export function isRight({ human }: MergeCase, answer: string): boolean {
  return human !== null && human.replace(/\s+/g, '') === answer.replace(/\s+/g, '');
}

function drops({ sides }: MergeCase, human: string, answer: string): boolean {
  const [base, ours, theirs] = [
    linesOf(sides.base ?? ''),
    linesOf(sides.ours ?? ''),
    linesOf(sides.theirs ?? ''),
  ];
  const [wanted, now] = [linesOf(human), linesOf(answer)];
  for (const line of new Set([...ours.keys(), ...theirs.keys()])) {
    const most = Math.max(ours.get(line) ?? 0, theirs.get(line) ?? 0);
    const added = most > (base.get(line) ?? 0) && line.length > 3;
    if (added && Math.min(wanted.get(line) ?? 0, most) > (now.get(line) ?? 0)) return true;
  }
  return false;
}

function linesOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split('\n')) {
    const bare = line.trim().replace(/,+$/, '');
    if (bare !== '') counts.set(bare, (counts.get(bare) ?? 0) + 1);
  }
  return counts;
}
