import fc from 'fast-check';
import { findLoss, mergeFile, NO_TOOLS, type FileSides } from '@sluice/merge';

const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'return', 'value', '(', ')', '=', '1', '2'];
const line = fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map((words) => words.join(' '));
const lines = fc.array(line, { maxLength: 14 });

interface Edit {
  readonly at: number;
  readonly drop: number;
  readonly put: readonly string[];
}
const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(14),
  drop: fc.nat(2),
  put: fc.array(line, { maxLength: 3 }),
});
const edits = fc.array(edit, { maxLength: 3 });

function applied(base: readonly string[], all: readonly Edit[]): string[] {
  const now = [...base];
  for (const { at, drop, put } of all) now.splice(Math.min(at, now.length), drop, ...put);
  return now;
}

const ENDS = ['\n', '\r\n'] as const;
const layout = fc.record({ end: fc.constantFrom(...ENDS), last: fc.boolean(), mark: fc.boolean() });

/** Three versions with the same line ends. */
const sides: fc.Arbitrary<FileSides> = fc
  .tuple(lines, edits, edits, layout, fc.constantFrom('a.ts', 'b.py', 'CHANGELOG.md', 'c.jsonl', 'd'))
  .map(([base, ours, theirs, { end, last, mark }, path]) => {
    const text = (of: readonly string[]): string =>
      (mark ? '\uFEFF' : '') + of.join(end) + (last && of.length > 0 ? end : '');
    return { path, base: text(base), ours: text(applied(base, ours)), theirs: text(applied(base, theirs)) };
  });
const text = lines.map((all) => all.join('\n'));
const merge = (of: FileSides) => mergeFile(of, NO_TOOLS);
const textOf = (of: FileSides): string | null => {
  const merged = merge(of);
  return merged.kind === 'merged' ? merged.text : null;
};

describe('a merge of one file', () => {
  test('is the other side where one changed nothing', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(textOf({ path: 'a.ts', base, ours: changed, theirs: base })).toBe(changed);
        expect(textOf({ path: 'a.ts', base, ours: base, theirs: changed })).toBe(changed);
      }),
    );
  });

  test('is what both made of it where they made the same', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(textOf({ path: 'a.ts', base, ours: changed, theirs: changed })).toBe(changed);
      }),
    );
  });

  test('loses nothing when it is reported as merged', () => {
    let answered = 0;
    fc.assert(
      fc.property(sides, (of) => {
        const merged = merge(of);
        if (merged.kind !== 'merged' || of.ours === of.base || of.theirs === of.base || of.ours === of.theirs)
          return;
        answered++;
        expect(findLoss(of, merged.text!)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(answered).toBeGreaterThan(200);
  });

  test('keeps line ends, byte order mark and the end of the last line', () => {
    fc.assert(
      fc.property(sides, (of) => {
        const merged = textOf(of);
        if (
          merged === null ||
          !of.ours!.includes('\r\n') ||
          !of.base!.includes('\r\n') ||
          !of.theirs!.includes('\r\n')
        )
          return;
        expect(merged.replaceAll('\r\n', '')).not.toContain('\n');
        expect(merged.startsWith('\uFEFF')).toBe(of.base!.startsWith('\uFEFF'));
      }),
      { numRuns: 500 },
    );
  });

  test('that is left to a person has both versions between markers', () => {
    const base = 'one\ntwo\nthree\n';
    const merged = merge({ path: 'a.txt', base, ours: 'one\nTWO!\nthree\n', theirs: 'one\n2\nthree\n' });
    expect(merged).toMatchObject({
      kind: 'conflict',
      conflicts: 1,
      text: 'one\n<<<<<<< ours\nTWO!\n||||||| base\ntwo\n=======\n2\n>>>>>>> theirs\nthree\n',
    });
  });

  test('that git takes for clean and that loses something is marked where the versions differ', () => {
    const keys = (...names: readonly string[]): string => names.map((each) => `${each}: 1\n`).join('');
    const merged = merge({
      path: 'a.yml',
      base: keys('a', 'b', 'c', 'd', 'e'),
      ours: keys('a', 'new', 'b', 'c', 'd', 'e'),
      theirs: keys('a', 'b', 'c', 'd', 'new', 'e'),
    });
    const places = ['<<<<<<< ours', '||||||| base', '=======', '>>>>>>> theirs'];
    expect(merged).toMatchObject({
      kind: 'conflict',
      conflicts: 1,
      reasons: ['would have a key twice: new'],
    });
    const shown = (merged.text ?? '').split('\n');
    expect(shown.filter((each) => places.includes(each))).toEqual(places);
    expect([shown[0], shown[1], shown.at(-2)]).toEqual(['a: 1', places[0], 'e: 1']);
  });

  test('has markers longer than any line of signs in the text', () => {
    const merged = merge({
      path: 'a.txt',
      base: 'a\n========\nb\n',
      ours: 'x\n========\nb\n',
      theirs: 'y\n========\nb\n',
    });
    expect(merged).toMatchObject({ kind: 'conflict', text: expect.stringContaining('<<<<<<<<< ours\n') });
  });

  test('of a file that one side deleted and the other changed is for a person', () => {
    expect(merge({ path: 'a', base: 'a\n', ours: null, theirs: 'b\n' })).toMatchObject({
      kind: 'conflict',
      text: null,
    });
  });
});

test.each([
  [{ base: 'a\r\nb\r\nc\r\n', ours: 'b', theirs: 'z\r\na\r\nb\r\nc\r\n' }, 'z\r\nb'],
  [{ base: 'a\n', ours: '', theirs: 'a\nb\n' }, 'b\n'],
])('a side too short to show how lines end does not change that in %j', (versions, merged) => {
  expect(merge({ path: 'a.txt', ...versions })).toMatchObject({ kind: 'merged', text: merged });
});
