// What people decided is read from the finished file, or not at all.
import fc from 'fast-check';
import { decisionsIn, type Piece } from '@sluice/memory';
import { readAnswers } from '../../packages/memory/src/read-answers.ts';
import { conflictOf, finishedWith } from './written.ts';

const agreed = (...lines: string[]): Piece => ({ kind: 'agreed', lines });
const conflict: Piece = { kind: 'conflict', base: ['b'], ours: ['o'], theirs: ['t'] };

test('the text between what nobody disagreed on is the answer', () => {
  const pieces = [agreed('a'), conflict, agreed('m'), conflict, agreed('z', '')];
  expect(readAnswers(pieces, ['a', 'one', 'm', 'two', 'two', 'z', ''])).toEqual([['one'], ['two', 'two']]);
  expect(readAnswers(pieces, ['a', 'm', 'z', ''])).toEqual([[], []]);
});

test.each([
  ['the text around was edited', ['A', 'one', 'z']],
  ['the end is missing', ['a', 'one']],
  ['the text is shorter than what is agreed', ['a']],
])('nothing is read where %s', (_, finished) => {
  expect(readAnswers([agreed('a'), conflict, agreed('z')], finished)).toBeNull();
});

test('nothing is read where the text in between occurs twice', () => {
  const pieces = [agreed('a'), conflict, agreed('}'), conflict, agreed('z')];
  expect(readAnswers(pieces, ['a', 'one', '}', 'two', '}', 'three', 'z'])).toBeNull();
});

test('a merge that was committed with its markers decided nothing', () => {
  const answer = '<<<<<<< ours\no\n=======\nt\n>>>>>>> theirs';
  expect(decisionsIn('a.ts', conflictOf('', 'o', 't'), finishedWith(answer))).toEqual([]);
});

test('what is read, put back between what is agreed, is the file', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', '}', ''), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(fc.tuple(lines, lines), { maxLength: 5 }), lines, (parts, last) => {
      const pieces = [...parts.flatMap(([before]) => [agreed(...before), conflict]), agreed(...last)];
      const finished = [...parts.flatMap(([before, answer]) => [...before, ...answer]), ...last];
      const answers = readAnswers(pieces, finished);
      if (answers === null) return;
      const again = pieces.flatMap((piece) => (piece.kind === 'agreed' ? piece.lines : answers.shift()!));
      expect(again).toEqual(finished);
    }),
  );
});
