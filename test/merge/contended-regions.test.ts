import fc from 'fast-check';
import { contendedRegions } from '@sluice/merge';

const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const regions = (base: string | null, ours: string, theirs: string, result: string) =>
  contendedRegions({ path: 'a', base, ours, theirs }, result);

test('what both changed is shown side by side, and what one changed is not', () => {
  const base = text('a', 'b', 'c', 'd', 'e', 'f');
  const ours = text('A', 'b', 'c', 'ours', 'e', 'f');
  const theirs = text('a', 'b', 'c', 'theirs', 'e', 'f', 'g');
  const result = text('A', 'b', 'c', 'ours', 'theirs', 'e', 'f', 'g');
  expect(regions(base, ours, theirs, result)).toEqual([
    { line: 4, ours: 'ours', result: 'ours\ntheirs', theirs: 'theirs' },
  ]);
});

test('two insertions at one place are one region', () => {
  const base = text('a', 'z');
  const shown = regions(base, text('a', 'one', 'z'), text('a', 'two', 'z'), text('a', 'one', 'two', 'z'));
  expect(shown).toEqual([{ line: 2, ours: 'one', result: 'one\ntwo', theirs: 'two' }]);
});

test('a file that both added is one region', () => {
  expect(regions(null, text('x', 'one'), text('x', 'two'), text('x', 'one', 'two'))).toEqual([
    { line: 1, ours: 'x\none', result: 'x\none\ntwo', theirs: 'x\ntwo' },
  ]);
});

test('where the result has much of one side, its part is found beside that side', () => {
  const base = text('head', '// loads', 'load {', '  send', '}', '', 'end');
  const ours = text(
    'head',
    'retry {',
    '  again',
    '}',
    '',
    '// loads',
    'load {',
    '  retry send',
    '}',
    '',
    'end',
  );
  const theirs = text('head', '// loads', 'load {', '  within send', '}', '', 'LIMIT', '', 'end LIMIT');
  const result = text(
    ...['head', 'retry {', '  again', '}', '', '// loads', 'load {', '  retry within send', '}', ''],
    ...['LIMIT', '', 'end LIMIT'],
  );
  const [shown] = regions(base, ours, theirs, result);
  expect(shown).toMatchObject({ result: expect.stringContaining('  retry within send') });
});

test('a result that is one side shows that side as it is', () => {
  const line = fc.constantFrom('a', 'b', 'c', 'd');
  const version = fc.array(line, { maxLength: 8 }).map((lines) => text(...lines));
  fc.assert(
    fc.property(version, version, version, (base, ours, theirs) => {
      for (const region of regions(base, ours, theirs, ours)) expect(region.result).toBe(region.ours);
      for (const region of regions(base, ours, theirs, theirs)) expect(region.result).toBe(region.theirs);
    }),
  );
});

test('much is cut to what a person reads', () => {
  const many = (word: string): string =>
    text(...Array.from({ length: 1000 }, (_, i) => `${word} ${i} ${'x'.repeat(500)}`));
  const [shown] = regions('', many('ours'), many('theirs'), many('result'));
  expect(JSON.stringify(shown).length).toBeLessThan(20_000);
  expect(shown!.ours).toMatch(/… 976 more lines$/);
});

test('every line that both changed is in a region, whatever the edits', () => {
  const line = fc.constantFrom('a', 'b', 'c', 'd');
  const version = fc.array(line, { maxLength: 8 }).map((lines) => text(...lines));
  fc.assert(
    fc.property(version, version, version, version, (base, ours, theirs, result) => {
      for (const region of regions(base, ours, theirs, result)) {
        expect(region.line).toBeGreaterThan(0);
        for (const [side, whole] of [
          [region.ours, ours],
          [region.theirs, theirs],
          [region.result, result],
        ] as const)
          if (side !== '') expect(`\n${whole}`).toContain(`\n${side}\n`);
      }
    }),
  );
});
