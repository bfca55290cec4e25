// The base went on while a branch was made: git merges the two without a word.
import { lines } from '../../support/symbol-meeting.ts';
import { surveyed } from '../../support/surveyed.ts';
import { removeHistories, writeBranches } from '../../support/written-history.ts';

afterEach(removeHistories);

const base = {
  'src/parse.ts': lines(
    'export function parse(text: string): string {',
    '  return text;',
    '}',
    'export const one = 1;',
  ),
  'src/main.ts': lines('export const main = 1;'),
};
const use = lines("import { parse } from './parse.ts';", 'export const main = 1;', "parse('x');");

test('a branch that begins to use what the base has removed since is held', async () => {
  const later = [{ 'src/parse.ts': lines('export const one = 1;') }];
  const { survey } = await surveyed(writeBranches({ base, later, branches: { a: { 'src/main.ts': use } } }));
  expect(survey.outcomes).toMatchObject([
    {
      branch: 'a',
      reason: 'base-conflict',
      detail:
        'It merges cleanly with the base, and the result is broken: parse: removed at src/parse.ts:1, newly used at src/main.ts:1.',
    },
  ]);
});

test('a branch is free that uses what the base still has', async () => {
  const later = [{ 'src/parse.ts': `${base['src/parse.ts']}export const two = 2;\n` }];
  const { survey } = await surveyed(writeBranches({ base, later, branches: { a: { 'src/main.ts': use } } }));
  expect(survey.outcomes).toEqual([]);
});
