import { combinationLabel, expandMatrix } from '../../../../packages/local-github/src/runner/jobs/matrix.ts';

test('vectors are multiplied, in their order', () => {
  expect(expandMatrix({ os: ['a', 'b'], n: [1, 2] })).toEqual([
    { os: 'a', n: 1 },
    { os: 'a', n: 2 },
    { os: 'b', n: 1 },
    { os: 'b', n: 2 },
  ]);
});

// The example of GitHub's documentation, "Expanding or adding matrix configurations".
test('include adds where it changes no original value, and makes new ones elsewhere', () => {
  const include = [
    { color: 'green' },
    { color: 'pink', animal: 'cat' },
    { fruit: 'apple', shape: 'circle' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ];
  expect(expandMatrix({ fruit: ['apple', 'pear'], animal: ['cat', 'dog'], include })).toEqual([
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]);
});

test('exclude may name some vectors only, and include alone is a list', () => {
  expect(expandMatrix({ os: ['a', 'b'], n: [1, 2], exclude: [{ os: 'a' }, { n: 2 }] })).toEqual([
    { os: 'b', n: 1 },
  ]);
  expect(expandMatrix({ include: [{ slot: 1 }, { slot: 2 }] })).toEqual([{ slot: 1 }, { slot: 2 }]);
});

test('an empty or too large matrix is an error', () => {
  expect(() => expandMatrix({ n: [] })).toThrow("Matrix vector 'n' does not contain any values");
  expect(() => expandMatrix({ include: [] })).toThrow('Matrix must define at least one vector');
  expect(expandMatrix({ n: new Array(256).fill(0) })).toHaveLength(256);
  expect(() => expandMatrix({ n: new Array(257).fill(0) })).toThrow('257 jobs');
});

test('a leg shows its values', () => {
  expect(combinationLabel({ os: 'a', node: { version: 20, beta: true } })).toBe('(a, 20, true)');
});
