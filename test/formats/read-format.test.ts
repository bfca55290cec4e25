import type { Format } from '../../packages/formats/src/format.ts';
import { readFormat } from '../../packages/formats/src/read-format.ts';
import { group } from '../../packages/formats/src/tree/part.ts';

const EMPTY = { kind: 'map', separator: '', trailing: false, head: '', open: true, named: true } as const;

/** Notes what it is asked to read; of `bad` it can make nothing. */
function noting(name: string, asked: string[]): Format {
  const read: Format['read'] = (text) => {
    asked.push(text);
    return text.startsWith('bad') ? null : group({ ...EMPTY, tail: text }, [], '\n');
  };
  return { name, method: 'keys', limit: Infinity, read };
}

test('a text is read once, whether it is well-formed or not', () => {
  const asked: string[] = [];
  const format = noting('once', asked);
  const [one, two] = [readFormat(format, 'a', 'good'), readFormat(format, 'a', 'bad')];
  expect(readFormat(format, 'a', 'good')).toBe(one);
  expect(readFormat(format, 'a', 'bad')).toBe(two);
  expect(asked).toEqual(['good', 'bad']);
});

test('the same text of another path, or format, is another one', () => {
  const asked: string[] = [];
  const format = noting('other', asked);
  readFormat(format, 'a', 'text');
  readFormat(format, 'b', 'text');
  readFormat(noting('another', asked), 'a', 'text');
  expect(asked).toHaveLength(3);
});

test('only the latest are kept', () => {
  const asked: string[] = [];
  const format = noting('latest', asked);
  const large = 'x'.repeat(600_000);
  for (const text of [`1${large}`, `2${large}`, `2${large}`, `1${large}`]) readFormat(format, 'a', text);
  expect(asked.map((text) => text[0])).toEqual(['1', '2', '1']);
});
