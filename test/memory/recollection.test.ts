// What is recalled, and what is not though it looks as if it could be.
import { Recollection, type Memory, type Piece } from '@sluice/memory';
import { afterwards, conflictOf, decisionOf, finishedWith } from './written.ts';

const recall = (memory: Memory, pieces: readonly Piece[], path = 'src/a.ts'): string | null =>
  new Recollection(memory).recall(path, pieces)?.lines.join('\n') ?? null;
const text = (answer: string): string => finishedWith(answer).join('\n');

const pieces = conflictOf('', 'alpha();', 'beta();');
const decided = { pieces, answer: 'beta();\nalpha();' };

describe('a conflict that was decided once', () => {
  test('and passed tests is decided so again', () => {
    expect(recall(afterwards({ ...decided, outcomes: ['passed'] }), pieces)).toBe(text('beta();\nalpha();'));
  });

  test('is decided so whoever comes first this time', () => {
    const swapped = conflictOf('', 'beta();', 'alpha();');
    expect(recall(afterwards({ ...decided, outcomes: ['passed'] }), swapped)).toBe(text('beta();\nalpha();'));
  });

  test('and passed no test is not', () => {
    expect(recall(afterwards(decided), pieces)).toBeNull();
    expect(recall(afterwards({ ...decided, outcomes: ['landed', 'landed', 'landed'] }), pieces)).toBeNull();
  });

  test('is another one in another kind of file', () => {
    const memory = afterwards({ ...decided, outcomes: ['passed'] });
    expect(recall(memory, pieces, 'src/other.ts')).not.toBeNull();
    expect(recall(memory, pieces, 'src/a.py')).toBeNull();
    expect(recall(memory, pieces, 'test/a.test.ts')).toBeNull();
  });
});

describe('what speaks against a decision', () => {
  const good = afterwards({ ...decided, outcomes: ['passed'] });

  test('is another decision of the same conflict', () => {
    expect(recall(afterwards({ pieces, answer: 'alpha();\nbeta();' }, good), pieces)).toBeNull();
  });

  test.each(['edited', 'reverted', 'failed'] as const)('is that it was %s', (outcome) => {
    expect(recall(afterwards({ ...decided, outcomes: ['passed', outcome] }), pieces)).toBeNull();
  });

  test('is made good by more that speaks for it', () => {
    const outcomes = ['passed', 'edited', 'landed', 'landed', 'landed', 'landed'] as const;
    expect(recall(afterwards({ ...decided, outcomes }), pieces)).not.toBeNull();
  });
});

describe('with other numbers', () => {
  const at = (a: number, b: number): Piece[] =>
    conflictOf('', `set(left, ${a});\nstart();`, `  set(right, ${b});`);
  const both = { pieces: at(1, 2), answer: '  set(right, 2);\nset(left, 1);\nstart();' };

  test('a conflict is the same, but wants more that speaks for the decision', () => {
    expect(recall(afterwards({ ...both, outcomes: ['passed'] }), at(70, 8))).toBeNull();
    expect(recall(afterwards({ ...both, outcomes: ['passed', 'landed'] }), at(70, 8))).toBe(
      text('  set(right, 8);\nset(left, 70);\nstart();'),
    );
  });

  test('nothing is recalled that was written anew for the numbers then', () => {
    const summed = conflictOf('limit(1)', 'limit(1 + 1)', 'limit(1 + 2)');
    const memory = afterwards({
      pieces: summed,
      answer: 'limit(1 + 1 + 2)',
      outcomes: ['passed', 'landed', 'landed'],
    });
    expect(recall(memory, summed)).toBe(text('limit(1 + 1 + 2)'));
    expect(recall(memory, conflictOf('limit(5)', 'limit(5 + 1)', 'limit(5 + 2)'))).toBeNull();
  });

  test('sides that differ in numbers alone cannot be told apart', () => {
    const versions = conflictOf('', 'version 2', 'version 3');
    const outcomes = ['passed', 'landed', 'landed'] as const;
    const memory = afterwards({ pieces: versions, answer: 'version 2\nversion 3', outcomes });
    expect(recall(memory, conflictOf('', 'version 5', 'version 4'))).toBeNull();
  });

  test('a line that came from both sides must still be in both', () => {
    const outcomes = ['passed', 'landed', 'landed'] as const;
    const shared = conflictOf('', 'open(1);\nalpha();', 'open(1);\nbeta();');
    const memory = afterwards({ pieces: shared, answer: 'open(1);\nalpha();\nbeta();', outcomes });
    expect(recall(memory, conflictOf('', 'open(2);\nalpha();', 'open(2);\nbeta();'))).not.toBeNull();
    expect(recall(memory, conflictOf('', 'open(2);\nalpha();', 'open(3);\nbeta();'))).toBeNull();
  });
});

test('a decision that let something go is not taken again without asking', () => {
  const outcomes = ['passed', 'landed', 'landed'] as const;
  expect(recall(afterwards({ pieces, answer: 'alpha();', outcomes }), pieces)).toBeNull();
});

test('a file is recalled whole or not at all', () => {
  const memory = afterwards({ ...decided, outcomes: ['passed'] });
  const other: Piece = { kind: 'conflict', base: [], ours: ['x'], theirs: ['y'] };
  expect(recall(memory, [...pieces, other])).toBeNull();
});

test('of a memory that others write, no text of its own is taken', () => {
  const outcomes = ['passed', 'landed'] as const;
  const written = conflictOf('f(a)', 'f(a, b)', 'f(c, a)');
  const memory = afterwards({ pieces: written, answer: 'f(c, a, b)', outcomes });
  expect(new Recollection(memory, 'shared').recall('src/a.ts', written)).toBeNull();
  expect(new Recollection(memory).recall('src/a.ts', written)?.lines).toEqual(finishedWith('f(c, a, b)'));
  const chosen = afterwards({ ...decided, outcomes }, memory);
  expect(new Recollection(chosen, 'shared').recall('src/a.ts', pieces)).toMatchObject({
    decisions: [decisionOf(decided).id],
  });
});
