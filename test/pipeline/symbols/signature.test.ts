// One branch changes the parameters of a function, the other adds a call.
import { expectFree, expectTied, lines, meetAtSymbols, type Meeting } from '../../support/symbol-meeting.ts';
import { removeHistories } from '../../support/written-history.ts';

afterEach(removeHistories);

const text = (parameters: string): string =>
  lines(`def parse(${parameters}):`, '    return 1', '', '', 'ONE = 1');
const calls = (...call: readonly string[]): string => lines('from app.text import parse', '', ...call);

function python(parameters: string, call: string): Meeting {
  return {
    base: { 'app/__init__.py': '', 'app/text.py': text('text'), 'app/main.py': lines('MAIN = 1') },
    a: { 'app/text.py': text(parameters) },
    b: { 'app/main.py': calls(call) },
  };
}

const check = ['python3', '-B', '-c', 'import app.main'];

test.each([
  ['one more is needed', 'text, path', "parse('x')"],
  ['one is gone', '', "parse('x')"],
  ['one has another name', 'words', "parse(text='x')"],
])('ties them where %s', (_, parameters, call) =>
  expectTied({
    ...python(parameters, call),
    check,
    says: 'parse: given other parameters at app/text.py:1, newly called at app/main.py:3',
  }),
);

test.each([
  ['the new one may be left out', 'text, path=None', "parse('x')"],
  ['the call already fits', 'text, *more', "parse('x')"],
  ['nobody can count the arguments', 'text, path', "parse(*['x', 'y'])"],
])('only tells of them where %s', (_, parameters, call) => expectFree(python(parameters, call)));

test('ties nobody over a decorated function, whose calls may be others', async () => {
  const decorated = (parameters: string): string =>
    `${lines('import functools', '', '', '@functools.cache')}${text(parameters)}`;
  const { edges } = await meetAtSymbols({
    base: { 'app/text.py': decorated('text'), 'app/main.py': lines('MAIN = 1') },
    a: { 'app/text.py': decorated('text, path') },
    b: { 'app/main.py': calls("parse('x')") },
  });
  expect(edges).toEqual([]);
});
