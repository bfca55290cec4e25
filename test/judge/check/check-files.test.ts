import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFiles } from '@sluice/judge';

function check(after: string, before: string | null = null, path = 'notes.md') {
  return checkFiles([{ path, before, after }]);
}

const CONFLICT = 'one\n<<<<<<< ours\ntwo\n=======\nzwei\n>>>>>>> theirs\nthree\n';

describe('conflict markers', () => {
  const directory = mkdtempSync(join(tmpdir(), 'judge-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each(['--quiet', '--diff3', '--zdiff3'])(
    'that git itself writes (%s) are found where they start',
    (style) => {
      const versions = { base: 'a\nb\nc\n', ours: 'a\nours\nc\n', theirs: 'a\ntheirs\nc\n' };
      for (const [name, text] of Object.entries(versions)) writeFileSync(join(directory, name), text);
      const merge = spawnSync('git', ['merge-file', '-p', style, 'ours', 'base', 'theirs'], {
        cwd: directory,
      });
      expect(merge.status).toBe(1);
      expect(check(merge.stdout.toString())).toEqual([
        { path: 'notes.md', line: 2, problem: 'Conflict markers are left in the text.' },
      ]);
    },
  );

  test('are found once per conflict, also with CRLF and when nested', () => {
    const lines = check(CONFLICT.replaceAll('\n', '\r\n') + CONFLICT).map(({ line }) => line);
    expect(lines).toEqual([2, 9]);
    const nested = '<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b\n=======\n>>>>>>> a\n';
    expect(check(nested).map(({ line }) => line)).toEqual([1]);
  });

  test.each([
    ['a heading', 'Title\n=======\n\ntext\n'],
    ['a quotation of mail', '>>>>>>> deep\n=======\n<<<<<<< not in order\n'],
    ['an indented example', CONFLICT.replace(/^/gm, '    ')],
    ['markers without a separator', '<<<<<<< ours\ntext\n>>>>>>> theirs\n'],
    ['longer rulers', '<<<<<<<<\n========\n>>>>>>>>\n'],
    ['a binary file', `\0${CONFLICT}`],
  ])('are not seen in %s', (_, text) => {
    expect(check(text)).toEqual([]);
  });

  test('that the base had already are not held against the candidate', () => {
    expect(check(`${CONFLICT}more\n`, CONFLICT)).toEqual([]);
    expect(check(CONFLICT, 'one\n')).toHaveLength(1);
  });
});

describe('npm files', () => {
  test.each(['package.json', 'packages/a/package.json', 'package-lock.json'])(
    '%s must still parse',
    (path) => {
      expect(check('{\n  "a": 1,\n}\n', '{}', path)).toEqual([
        { path, line: 3, problem: 'It is no longer valid JSON.' },
      ]);
    },
  );

  test('cut short is told at its last line', () => {
    expect(check('{\n "a":', '{}', 'package.json')[0]?.line).toBe(2);
  });

  test.each([
    ['did not parse in the base', 'package.json', '{', '{'],
    ['is new', 'fixtures/package.json', null, '{'],
    ['may hold comments', 'tsconfig.json', '{}', '{ // strict\n}'],
    ['starts with a byte order mark', 'package.json', '{}', '\ufeff{}'],
    ['only ends in that name', 'my-package.json', '{}', '{'],
  ])('one that %s is let be', (_, path, before, after) => {
    expect(check(after, before, path)).toEqual([]);
  });
});
