import { createHash } from 'node:crypto';
import type { PathChange } from '@sluice/model';
import { hashLine, withoutLineEnd } from '@sluice/adapters/git/line-hash';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { PatchReader } from '@sluice/adapters/git/patch-reader';
import { parseRawDiffs } from '@sluice/adapters/git/raw-diff';
import { parseTree } from '@sluice/adapters/git/tree-reader';
import {
  HOSTILE_NAMES,
  hostileHistory,
  pairOf,
  print,
  text,
  treeOf,
  waysToArrive,
} from '../../support/git-output.ts';
import { randomHistory } from '../../support/random-history.ts';
import { inRepository, removeHistories, writeBranches, writeHistory } from '../../support/written-history.ts';

afterEach(removeHistories);

describe('regions of a diff', () => {
  const PATCH =
    'diff-tree --stdin -r -z --raw --no-renames -p -U1 --diff-filter=M --histogram --no-indent-heuristic'.split(
      ' ',
    );

  function read(chunks: readonly Buffer[]) {
    const reader = new PatchReader();
    for (const chunk of chunks) reader.push(chunk);
    return reader.end();
  }

  test('are the same however the output of git arrives', () => {
    const history = hostileHistory();
    const output = print(history, PATCH, pairOf(history, 'main', 'a') + pairOf(history, 'main', 'b'));
    const whole = read([output]);
    const asText = (pairs: typeof whole) => JSON.stringify(pairs.map((regions) => [...regions]));
    expect(whole).toHaveLength(2);
    for (const regions of whole) {
      expect([...regions.keys()].toSorted()).toEqual(HOSTILE_NAMES.toSorted());
      for (const found of regions.values())
        expect(found).toMatchObject([{ start: 1, removed: [expect.any(Number)] }]);
    }
    const expected = asText(whole);
    for (const chunks of waysToArrive(output)) expect(asText(read(chunks))).toBe(expected);
  });

  test('turn the lines before into the lines after', async () => {
    for (let seed = 0; seed < 25; seed++) {
      const history = writeHistory(randomHistory(seed));
      await inRepository(history, async (git) => {
        const heads = await Promise.all((await git.refs()).map(({ oid }) => git.treeOf(oid)));
        const pairs = heads.slice(1).map((after) => ({ before: heads[0]!, after }));
        for (const change of (await git.diffs(pairs)).flat()) await expectToApply(git, change);
      });
    }
  });

  test.each([
    ['a last line without an end', 'a\nb\n', 'a\nb', [{ start: 1, removed: 1, added: 1 }]],
    ['a line end that comes back', 'a\nb', 'a\nb\n', [{ start: 1, removed: 1, added: 1 }]],
    ['other line ends', 'a\nb\n', 'a\r\nb\n', [{ start: 0, removed: 1, added: 1 }]],
    [
      'lines of diff syntax',
      '@@ -1 +1 @@\n--- x\nb\n',
      '+++ y\n--- x\n\\ b\n',
      [
        { start: 0, removed: 1, added: 1 },
        { start: 2, removed: 1, added: 1 },
      ],
    ],
    ['lines put before the first', 'a\n', 'x\ny\na\n', [{ start: 0, removed: 0, added: 2 }]],
    ['everything taken out', 'a\nb\n', '', [{ start: 0, removed: 2, added: 0 }]],
    ['something put into an empty file', '', 'a\n', [{ start: 0, removed: 0, added: 1 }]],
  ])('are right for %s', async (_, before, after, expected) => {
    const history = writeBranches({ base: { f: before }, branches: { b: { f: after } } });
    await inRepository(history, async (git) => {
      const [changes] = await git.diffs([{ before: treeOf(history, 'main'), after: treeOf(history, 'b') }]);
      const shape = changes![0]!.regions!.map(({ start, removed, added }) => ({
        start,
        removed: removed.length,
        added: added.length,
      }));
      expect(shape).toEqual(expected);
      await expectToApply(git, changes![0]!);
    });
  });

  test('are null for binary files and for files of another type', async () => {
    const base = { binary: '\0a', link: 'x\n', text: 'x\n' };
    const edits = { binary: '\0b', link: { mode: '120000', content: 'text' }, text: 'y\n' };
    const history = writeBranches({ base, branches: { b: edits } });
    await inRepository(history, async (git) => {
      const [changes] = await git.diffs([{ before: treeOf(history, 'main'), after: treeOf(history, 'b') }]);
      expect(changes!.map(({ path, regions }) => [path, regions?.length ?? null])).toEqual([
        ['binary', null],
        ['link', null],
        ['text', 1],
      ]);
    });
  });
});

/** Source: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function blobId(content: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest('hex');
}

function hashesOf(content: Buffer): number[] {
  const hashes: number[] = [];
  for (let at = 0; at < content.length;) {
    const newline = content.indexOf(10, at);
    const end = newline < 0 ? content.length : newline;
    const hash = hashLine(content, at, end);
    hashes.push(newline < 0 ? withoutLineEnd(hash) : hash);
    at = end + 1;
  }
  return hashes;
}

async function expectToApply(git: LocalGit, { before, after, regions }: PathChange): Promise<void> {
  if (!regions) return;
  const [old, fresh] = await git.blobs([before!.oid, after!.oid]);
  const lines = hashesOf(old!);
  for (const { start, removed, added } of regions.toReversed()) {
    expect(lines.splice(start, removed.length, ...added)).toEqual(removed);
  }
  expect(lines).toEqual(hashesOf(fresh!));
}

describe('a raw diff', () => {
  test('says each path, deletion, addition and rename once', async () => {
    const long = text(...Array.from({ length: 9 }, (_, i) => `line ${i}`));
    const [renamed, target, edited, added, gone] = HOSTILE_NAMES as [string, string, string, string, string];
    const base = { [renamed]: long, [edited]: 'x\n', [gone]: 'gone\n' };
    const edits = { [renamed]: null, [target]: long, [edited]: 'y\n', [added]: 'new\n', [gone]: null };
    const history = writeBranches({ base, branches: { b: edits } });
    const pair = pairOf(history, 'main', 'b');
    const pairs = parseRawDiffs(
      print(history, ['diff-tree', '--stdin', '-r', '-z', '--raw', '-M'], pair + pair),
    );
    expect(pairs).toHaveLength(2);
    expect(pairs[0]).toEqual(pairs[1]);
    const found = new Map(
      pairs[0]!.map(({ path, before, after, renamedTo }) => [
        path,
        [before !== null, after !== null, renamedTo],
      ]),
    );
    expect(found).toEqual(
      new Map([
        [renamed, [true, false, target]],
        [target, [false, true, null]],
        [edited, [true, true, null]],
        [added, [false, true, null]],
        [gone, [true, false, null]],
      ]),
    );
    expect(pairs[0]!.find(({ path }) => path === edited)).toMatchObject({
      before: { mode: '100644', oid: blobId('x\n') },
      after: { mode: '100644', oid: blobId('y\n') },
    });
  });

  test('of trees without a difference is an empty list', () => {
    const history = hostileHistory();
    const output = print(history, ['diff-tree', '--stdin', '-r', '-z', '--raw'], pairOf(history, 'a', 'a'));
    expect(parseRawDiffs(output)).toEqual([[]]);
  });
});

describe('the files of a tree', () => {
  test('have the names that were written', () => {
    const files = parseTree(print(hostileHistory(), ['ls-tree', '-r', '-z', 'main']));
    expect(files.map(({ path }) => path).toSorted()).toEqual(HOSTILE_NAMES.toSorted());
    expect(new Set(files.map(({ mode }) => mode))).toEqual(new Set(['100644']));
  });
});
