import { findLoss, type FileSides, type Loss } from '@sluice/merge';
import { repeatedInsertions } from '../../../packages/merge/src/no-loss/repeated-insertions.ts';

const BASE = ['import os', '', 'LIMIT = 10', '', 'def wait(limit):', '    return limit'];

function sides(
  ours: readonly string[],
  theirs: readonly string[],
  base: readonly string[] = BASE,
): FileSides {
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
  return { path: 'a.py', base: text(base), ours: text(ours), theirs: text(theirs) };
}

function losses(of: FileSides, merged: readonly string[]): Loss[] {
  return findLoss(of, merged.map((line) => `${line}\n`).join(''));
}

const replaced = (from: string, to: string): string[] => BASE.map((line) => (line === from ? to : line));

describe('what a merged text lost', () => {
  test('is a line that a side added and that is gone', () => {
    const ours = [...BASE, 'RETRIES = 3'];
    expect(
      losses(sides(ours, replaced('LIMIT = 10', 'LIMIT = twenty')), replaced('LIMIT = 10', 'LIMIT = twenty')),
    ).toEqual([{ kind: 'dropped', side: 'ours', line: 'RETRIES = 3' }]);
  });

  test('is a line that is there more often than both sides together have it', () => {
    const ours = [...BASE, 'def last(list):'];
    expect(losses(sides(ours, replaced('', 'import sys')), ['def last(list):', ...ours])).toContainEqual({
      kind: 'twice',
      side: 'ours',
      line: 'def last(list):',
    });
  });

  test('is nothing where both changes of a line stand in a new one', () => {
    const ours = replaced('def wait(limit):', 'def wait(limit, unit):');
    const theirs = replaced('def wait(limit):', 'async def wait(limit):');
    const merged = replaced('def wait(limit):', 'async def wait(limit, unit):');
    expect(losses(sides(ours, theirs), merged)).toEqual([]);
  });

  test('is a change that is not in the new line', () => {
    const ours = replaced('def wait(limit):', 'def wait(limit, unit):');
    const theirs = replaced('def wait(limit):', 'async def wait(limit):');
    const merged = replaced('def wait(limit):', 'async def wait_for(limit):');
    expect(losses(sides(ours, theirs), merged).map(({ kind, side }) => [kind, side])).toContainEqual([
      'dropped',
      'ours',
    ]);
  });

  test('is nothing where the higher of two numbers stands for both, and the higher where the lower one does', () => {
    const of = sides(replaced('LIMIT = 10', 'LIMIT = 20'), replaced('LIMIT = 10', 'LIMIT = 30'));
    expect(losses(of, replaced('LIMIT = 10', 'LIMIT = 30'))).toEqual([]);
    expect(losses(of, replaced('LIMIT = 10', 'LIMIT = 20'))).toEqual([
      { kind: 'dropped', side: 'theirs', line: 'LIMIT = 30' },
    ]);
  });

  test('is not white space, and not what one side took out', () => {
    const ours = replaced('    return limit', '\treturn   limit');
    const theirs = BASE.filter((line) => line !== 'LIMIT = 10');
    expect(losses(sides(ours, theirs), theirs)).toEqual([]);
  });

  test('is told at most twenty times, however much it is', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `line number ${i} of ours`);
    expect(losses(sides([...BASE, ...many], BASE), BASE)).toHaveLength(20);
  });
});

describe('a piece that both sides added as a whole', () => {
  const PIECE = ['def clamp(value, low, high):', '    return max(low, min(value, high))'];
  const of = sides([...PIECE, ...BASE], [...BASE, ...PIECE]);
  const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

  test('is there twice when it is in both places', () => {
    expect(repeatedInsertions(of, text(...PIECE, ...BASE, ...PIECE))).toEqual([
      { kind: 'twice', side: 'ours', line: PIECE[0] },
    ]);
    expect(repeatedInsertions(of, text(...PIECE, ...BASE))).toEqual([]);
  });

  test('is there twice when one side added it with more around it', () => {
    const more = sides([...PIECE, ...BASE], [...BASE, 'RETRIES = 3', ...PIECE, 'WAIT = 5']);
    const both = text(...PIECE, ...BASE, 'RETRIES = 3', ...PIECE, 'WAIT = 5');
    expect(repeatedInsertions(more, both)).toMatchObject([{ kind: 'twice', line: PIECE[0] }]);
  });

  test('is there twice when all that a side added is there once more, however short', () => {
    const short = sides(['a = 10', ...BASE, 'b = 20'], ['a = 10', 'c = 30', ...BASE, 'b = 20']);
    const both = text('a = 10', 'c = 30', 'a = 10', ...BASE, 'b = 20', 'b = 20');
    expect(repeatedInsertions(short, both)).toMatchObject([{ kind: 'twice', line: 'a = 10' }]);
  });

  test('may be there twice when a side has it twice, or when it says little', () => {
    const twice = text(...PIECE, ...BASE, ...PIECE);
    expect(repeatedInsertions({ ...of, ours: twice }, twice)).toEqual([]);
    const one = sides(['import sys', ...BASE], [...BASE, 'import sys']);
    expect(repeatedInsertions(one, text('import sys', ...BASE, 'import sys'))).toEqual([]);
  });

  test('is looked for in linear time, however alike the lines are', () => {
    const many = text(...Array.from({ length: 50_000 }, () => 'the same line once more'));
    expect(repeatedInsertions({ path: 'a', base: '', ours: many, theirs: many }, many + many)).toHaveLength(
      1,
    );
  });
});
