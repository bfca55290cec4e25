import { choicesOf, openHunks } from '../../../packages/merge/src/choose/choices.ts';
import { fileView } from '../../../packages/merge/src/choose/file-view.ts';
import { isLossless } from '../../../packages/merge/src/choose/judgement.ts';
import { lineUp } from '../../../packages/merge/src/hunk/line-up.ts';
import { piecesOf } from '../../../packages/merge/src/hunk/pieces.ts';

describe('what a proposal may lose', () => {
  it('lets a higher number of one side stand for that of the other', () => {
    expect(
      losslessOf({
        base: ['// (c) 2012-2015 The authors'],
        ours: ['// (c) 2012-2017 The authors'],
        theirs: ['// (c) 2012-2019 The authors'],
      }),
    ).toContain('// (c) 2012-2019 The authors');
  });

  it('never lets a lower number stand for a higher one', () => {
    expect(losslessOf({ base: ['retries: 1'], ours: ['retries: 3'], theirs: ['retries: 2'] })).not.toContain(
      'retries: 2',
    );
  });

  it('lets no number stand for a word', () => {
    expect(losslessOf({ base: ['limit = 1'], ours: ['limit = none'], theirs: ['limit = 9'] })).not.toContain(
      'limit = 9',
    );
  });
});

/** What is proposed for a file that is one hunk, as far as it counts as losing nothing. */
function losslessOf(lines: { base: string[]; ours: string[]; theirs: string[] }): string[] {
  const lined = lineUp(lines);
  const pieces = piecesOf(lined);
  const open = openHunks(fileView('src/a.ts', lined), pieces);
  const [choice] = choicesOf(open, pieces, { answers: [], structured: null });
  return choice!.proposals
    .filter((_, at) => isLossless(choice!.features[at]!))
    .map((proposal) => proposal.lines.join('\n'));
}
