import { wordsMeet } from '../../packages/engine/src/words-meet.ts';

const meet = (base: string | null, ours: string, theirs: string): boolean =>
  wordsMeet({ path: 'a.ts', base, ours, theirs });

test.each([
  ['one side takes the last of a name away and the other uses it more', 'import a; b', 'b', 'import a; b a'],
  ['the same, from the other side', 'import a; b', 'import a; b a', 'b'],
  ['both bring in the same name', 'x', 'x const a', 'const a x'],
  ['both add the file with the same name in it', null, 'const a', 'let a'],
])('names meet where %s', (_, base, ours, theirs) => {
  expect(meet(base, ours, theirs)).toBe(true);
});

test.each([
  ['each side adds names of its own', 'x', 'x const a', 'x const b'.replace('const', 'let')],
  ['one side takes a name away that the other leaves as it is', 'a b', 'b', 'a b c'],
  ['a name is used more on both sides', 'return a', 'return a return', 'return return a'],
])('and do not where %s', (_, base, ours, theirs) => {
  expect(meet(base, ours, theirs)).toBe(false);
});
