import { readOnce, type MergeTools } from '@sluice/merge';
import { formatAdvice, programAdvice } from '../../packages/merge/src/advice.ts';
import { choicesOf, openHunks, type Advice, type Choice } from '../../packages/merge/src/choose/choices.ts';
import { fileView } from '../../packages/merge/src/choose/file-view.ts';
import { lineUp } from '../../packages/merge/src/hunk/line-up.ts';
import { piecesOf, type Piece } from '../../packages/merge/src/hunk/pieces.ts';
import { textOf, type Layout } from '../../packages/merge/src/text/layout.ts';
import { withoutSpace } from '../../packages/merge/src/text/words.ts';
import { likeliestOf } from '../../packages/merge/src/whole-answer.ts';
import { versionsOf } from '../../packages/merge/src/versions.ts';
import type { MergeCase } from './merge-case.ts';

/** What can be learned from one file. */
export interface Lesson {
  readonly of: MergeCase;
  /** By lines, words and formats alone. */
  readonly text: View;
  /** With what its declarations say as well; null where it cannot be read as a program. */
  readonly program: View | null;
  /** What the file's format makes of it, and whether people wrote that. */
  readonly whole: { readonly likelihood: number; readonly right: boolean; readonly text: string } | null;
}

/** The choices of a file, and which proposals people's text agrees with. */
export interface View {
  readonly choices: readonly Choice[];
  /** Per choice and proposal. */
  readonly right: readonly (readonly boolean[])[];
  /** Whether some proposals together make the whole file as people wrote it. */
  readonly reachable: boolean;
  /** The file with one proposal for each choice, by number. */
  readonly write: (proposals: readonly number[]) => string;
}

/** Null where there is nothing to choose, or nothing to compare with. */
export function lessonFrom(of: MergeCase, tools: MergeTools): Lesson | null {
  const { path, base, ours, theirs } = of.sides;
  if (of.human === null || ours === null || theirs === null) return null;
  const { lines, layout } = versionsOf(base, ours, theirs);
  const lined = lineUp(lines);
  const pieces = piecesOf(lined);
  if (pieces.every(({ kind }) => kind === 'settled')) return null;
  const human = withoutSpace(of.human).replace(/^\uFEFF/, '');
  const open = openHunks(fileView(path, lined), pieces);
  const view = (advice: Advice): View => viewOf(pieces, choicesOf(open, pieces, advice), human, layout);
  const advice = formatAdvice(of.sides);
  const more = programAdvice(readOnce(of.sides, tools)(), advice);
  const best = likeliestOf(advice.answers);
  const whole = best && {
    likelihood: best.confidence,
    text: best.text,
    right: withoutSpace(best.text).replace(/^\uFEFF/, '') === human,
  };
  return { of, text: view(advice), program: more && view(more), whole };
}

function viewOf(pieces: readonly Piece[], choices: readonly Choice[], human: string, layout: Layout): View {
  const options = optionsOf(pieces, choices);
  const exact = alongWays(options, human);
  const right = exact ?? pieces.map((_, at) => inPlace(pieces, at, options[at]!, human));
  return {
    choices,
    right: right.filter((_, at) => pieces[at]!.kind === 'hunk'),
    reachable: exact !== null,
    write: (proposals) => {
      let next = 0;
      const part = (piece: Piece): readonly string[] => {
        if (piece.kind === 'settled') return piece.lines;
        const at = next++;
        return choices[at]!.proposals[proposals[at]!]!.lines;
      };
      return textOf(pieces.flatMap(part), layout);
    },
  };
}

/** For each piece the texts that can stand there, without white space. */
function optionsOf(pieces: readonly Piece[], choices: readonly Choice[]): string[][] {
  let next = 0;
  return pieces.map((piece) =>
    piece.kind === 'settled'
      ? [withoutSpace(piece.lines.join('\n'))]
      : choices[next++]!.proposals.map(({ lines }) => withoutSpace(lines.join('\n'))),
  );
}

/** Which options lie on a way through all pieces that spells the text; null if there is no way. */
function alongWays(options: readonly (readonly string[])[], text: string): boolean[][] | null {
  const reached: Set<number>[] = [new Set([0])];
  for (const [at, texts] of options.entries()) {
    const next = new Set<number>();
    for (const from of reached[at]!)
      for (const option of texts) if (text.startsWith(option, from)) next.add(from + option.length);
    reached.push(next);
  }
  let ends = new Set([text.length]);
  if (!reached.at(-1)!.has(text.length)) return null;
  const right: boolean[][] = [];
  for (let at = options.length - 1; at >= 0; at--) {
    const starts = new Set<number>();
    right.unshift(
      options[at]!.map((option) => {
        const from = [...reached[at]!].filter(
          (f) => text.startsWith(option, f) && ends.has(f + option.length),
        );
        for (const start of from) starts.add(start);
        return from.length > 0;
      }),
    );
    ends = starts;
  }
  return right;
}

/** Which options stand in the text between the settled lines next to them. */
function inPlace(pieces: readonly Piece[], at: number, texts: readonly string[], text: string): boolean[] {
  const edge = (piece: Piece | undefined, end: 'first' | 'last'): string => {
    if (piece?.kind !== 'settled') return '';
    return end === 'last'
      ? withoutSpace(piece.lines.slice(-4).join('\n')).slice(-60)
      : withoutSpace(piece.lines.slice(0, 4).join('\n')).slice(0, 60);
  };
  const [before, after] = [edge(pieces[at - 1], 'last'), edge(pieces[at + 1], 'first')];
  if (before.length + after.length < 8) return texts.map(() => false);
  return texts.map((option) => text.includes(before + option + after));
}
