import { uniteAdditions } from '@sluice/merge';

const unite = (base: string | null, ours: string, theirs: string): string | null =>
  uniteAdditions({ path: 'notes', base, ours, theirs });

test('what both add in one place stays, ours first, in every such place', () => {
  expect(unite('a\nb\n', 'a\none\nb\nfirst\n', 'a\ntwo\nb\nsecond\n')).toBe(
    'a\none\ntwo\nb\nfirst\nsecond\n',
  );
});

test('line ends and a missing last one stay as they are written', () => {
  expect(unite('a\r\nb', 'a\r\none\r\nb', 'a\r\ntwo\r\nb')).toBe('a\r\none\r\ntwo\r\nb');
});

test.each([
  ['a line that both changed', 'a\nb\n', 'a\none\n', 'a\ntwo\n'],
  ['a line that one removed where the other adds', 'a\nb\n', 'a\n', 'a\nb\ntwo\n'],
  ['a line that both add among others', 'a\n', 'a\nsame\none\n', 'a\nsame\ntwo\n'],
  ['two files of one name', null, 'one\n', 'two\n'],
])('%s is no matter of lines', (_, base, ours, theirs) => {
  expect(unite(base, ours, theirs)).toBeNull();
});
