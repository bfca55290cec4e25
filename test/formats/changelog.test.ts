import { mergeFormat } from '@sluice/formats';

function merge(base: string, ours: string, theirs: string, path = 'CHANGES.rst'): string | readonly string[] {
  const answer = mergeFormat(path, base, ours, theirs)!;
  return answer.kind === 'merged' ? answer.text : answer.keys;
}

const rst = (entries: string): string =>
  `Release 1.1 (in development)\n====================\n\nBugs fixed\n----------\n\n${entries}\nRelease 1.0 (Jan 1)\n===================\n\n* Begun.\n`;

test('entries of both sides stay, ours first', () => {
  expect(merge(rst('* One.\n'), rst('* Ours,\n  in two lines.\n* One.\n'), rst('* Theirs.\n* One.\n'))).toBe(
    rst('* Ours,\n  in two lines.\n* Theirs.\n* One.\n'),
  );
});

test('entries with numbers go where their numbers belong', () => {
  expect(
    merge(rst('* #1: One.\n'), rst('* #1: One.\n* #9: Ours.\n'), rst('* #1: One.\n* #4: Theirs.\n')),
  ).toBe(rst('* #1: One.\n* #4: Theirs.\n* #9: Ours.\n'));
});

test('the same entry on both sides is there once', () => {
  expect(merge(rst('* One.\n'), rst('* One.\n* Same.\n* Ours.\n'), rst('* One.\n* Same.\n'))).toBe(
    rst('* One.\n* Same.\n* Ours.\n'),
  );
});

test('a release that one side dates keeps the entries that the other adds', () => {
  const dated = rst('* One.\n').replace('(in development)', '(Feb 2, 2026)');
  expect(merge(rst('* One.\n'), dated, rst('* One.\n* Two.\n'))).toBe(
    dated.replace('* One.\n', '* One.\n* Two.\n'),
  );
});

test('releases that both sides add stand with the newest first', () => {
  const md = (...versions: string[]): string =>
    `# Changes\n\n${versions.map((v) => `## ${v}\n\n- In ${v}.\n`).join('\n')}`;
  expect(
    merge(md('2.0.0', '1.0.0'), md('2.1.0', '2.0.0', '1.0.0'), md('2.0.1', '2.0.0', '1.0.0'), 'CHANGELOG.md'),
  ).toBe(md('2.1.0', '2.0.1', '2.0.0', '1.0.0'));
});

test('kinds of change stand in the order of other releases', () => {
  const md = (kinds: string): string =>
    `## Unreleased\n\n${kinds}## 1.0.0\n\n### Added\n\n- A.\n\n### Fixed\n\n- F.\n`;
  const [added, fixed] = ['### Added\n\n- New.\n\n', '### Fixed\n\n- Mended.\n\n'];
  expect(merge(md(''), md(fixed), md(added), 'CHANGELOG.md')).toBe(md(added + fixed));
  expect(merge(md(''), md(added), md(fixed), 'CHANGELOG.md')).toBe(md(added + fixed));
});

test('an entry that both reworded is a question that names it', () => {
  expect(merge(rst('* One two three.\n'), rst('* One two four.\n'), rst('* One two five.\n'))).toEqual([
    'v 1.1.# bugsfixed.list.*Onetwothree.',
  ]);
});

test('a new entry stays where the other side released the rest', () => {
  const md = (unreleased: string, released: string): string =>
    `## main\n\n${unreleased}${released}## 1.0.0\n\n- Begun.\n`;
  expect(
    merge(
      md('- One.\n- Two.\n\n', ''),
      md('- One.\n- Two.\n- Three.\n\n', ''),
      md('', '## 1.1.0\n\n- One.\n- Two.\n\n'),
      'CHANGELOG.md',
    ),
  ).toBe(md('- Three.\n\n', '## 1.1.0\n\n- One.\n- Two.\n\n'));
});

test('definitions of links are there once, by their labels', () => {
  const md = (...links: number[]): string =>
    `## main\n\n- It.\n\n${links.map((n) => `[#${n}]: https://example.org/${n}\n`).join('')}`;
  expect(merge(md(1), md(1, 2, 3), md(1, 2, 4), 'CHANGELOG.md')).toBe(md(1, 2, 3, 4));
});

test('one entry that both add in two wordings is a question', () => {
  const said = 'The reader of configuration files no longer forgets the last line of a long file';
  const [ours, theirs] = [rst(`* One.\n* ${said}.\n`), rst(`* One.\n* ${said} (#7).\n`)];
  expect(merge(rst('* One.\n'), ours, theirs)).toEqual(['v 1.1.# bugsfixed.list']);
});
