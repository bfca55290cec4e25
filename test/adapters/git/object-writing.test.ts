import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { asOid, encodeGitText, type GitPath, type Oid } from '@sluice/model';
import type { TreeEdit, TreeEntry } from '@sluice/ports';
import { ObjectWriter } from '@sluice/adapters/git/object-writer';
import {
  inRepository,
  neutralEnvironment,
  removeHistories,
  temporaryDirectory,
  writeBranches,
} from '../../support/written-history.ts';

afterEach(removeHistories);

function gitIn(directory: string, args: readonly string[], input: string | Buffer = '', env = {}): Buffer {
  return execFileSync('git', args, {
    env: { ...neutralEnvironment(directory), ...env },
    input,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

describe.each(['sha1', 'sha256'] as const)('an object in a repository of %s', (format) => {
  test('has the id that git gives it, and git reads it back', () => {
    const directory = temporaryDirectory();
    gitIn(directory, ['init', '--quiet', '--bare', `--object-format=${format}`, directory]);
    const writer = new ObjectWriter(directory, format);
    const contents = [
      Buffer.alloc(0),
      Buffer.from('text\r\n'),
      Buffer.from([0, 255, 10, 13]),
      Buffer.alloc(70_000, 'x'),
    ];
    for (const content of contents) {
      const oid = writer.write('blob', content);
      expect(oid).toBe(
        gitIn(directory, ['hash-object', '--stdin', '--no-filters'], content).toString().trim(),
      );
      expect(gitIn(directory, ['cat-file', 'blob', oid])).toEqual(content);
      expect(writer.write('blob', content)).toBe(oid);
    }
    expect(gitIn(directory, ['fsck', '--strict', '--no-dangling']).toString()).toBe('');
  });
});

describe('a tree with edits', () => {
  // Names that sort differently as files and as directories, and one that is not UTF-8.
  const NAMES = ['a', 'a.b', 'a-b', 'a0', 'b', 'grüße', '\udcff', 'new\nline'];
  const paths = fc
    .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
    .map((names) => names.join('/'));
  const versions = fc.record({
    mode: fc.constantFrom('100644', '100755', '120000'),
    content: fc.constantFrom('one', 'two', 'three'),
  });
  const files = fc
    .uniqueArray(fc.tuple(paths, versions), { maxLength: 14, selector: ([path]) => path })
    .map(
      (entries) =>
        new Map(entries.filter(([path]) => entries.every(([other]) => !path.startsWith(`${other}/`)))),
    );

  test('is the tree that the index of git comes to', async () => {
    const history = writeBranches({ base: { x: 'one', y: 'two', z: 'three' }, branches: {} });
    await inRepository(history, async (git) => {
      const blobs = new Map<string, Oid>();
      for (const content of ['one', 'two', 'three'])
        blobs.set(content, await git.writeBlob(Buffer.from(content)));
      const edit = (path: GitPath, to?: { mode: string; content: string }): TreeEdit => ({
        path,
        version: to ? { mode: to.mode, oid: blobs.get(to.content)! } : null,
      });
      const empty = await git.editTree(
        await git.treeOf(asOid(history.git('rev-parse', 'main'))),
        ['x', 'y', 'z'].map((path) => edit(path)),
      );
      expect(empty).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
      await fc.assert(
        fc.asyncProperty(files, files, async (before, after) => {
          const first = await git.editTree(
            empty,
            [...before].map(([path, to]) => edit(path, to)),
          );
          // Its own edits only: a path that stays as it was is not named.
          const edits = [
            ...[...before.keys()].filter((path) => !after.has(path)).map((path) => edit(path)),
            ...[...after].map(([path, to]) => edit(path, to)),
          ];
          const second = await git.editTree(first, edits);
          expect(shapeOf(await git.files(first))).toEqual(shapeOfFiles(before, blobs));
          expect(shapeOf(await git.files(second))).toEqual(shapeOfFiles(after, blobs));
          expect(second).toBe(
            await git.editTree(
              empty,
              [...after].map(([path, to]) => edit(path, to)),
            ),
          );
        }),
        { numRuns: 40 },
      );
    });
  });

  test('has the id that git mktree gives it, whatever the order of names', async () => {
    const history = writeBranches({ base: { keep: 'k' }, branches: {} });
    const base = asOid(history.git('rev-parse', 'main^{tree}'));
    const blob = history.git('rev-parse', 'main:keep');
    await inRepository(history, async (git) => {
      await fc.assert(
        fc.asyncProperty(files, async (wanted) => {
          const edits = [...wanted.keys()].map((path): TreeEdit => ({
            path,
            version: { mode: '100644', oid: asOid(blob) },
          }));
          const index = { GIT_INDEX_FILE: join(history.directory, 'index-of-the-test') };
          const lines = ['keep', ...wanted.keys()].map((path) => [
            Buffer.from(`100644 ${blob}\t`),
            encodeGitText(path),
            Buffer.from([0]),
          ]);
          gitIn(history.directory, ['read-tree', '--empty'], '', index);
          gitIn(
            history.directory,
            ['update-index', '-z', '--index-info'],
            Buffer.concat(lines.flat()),
            index,
          );
          const expected = gitIn(history.directory, ['write-tree'], '', index).toString().trim();
          expect(await git.editTree(base, edits)).toBe(expected);
        }),
        { numRuns: 25 },
      );
    });
  });

  test('can put a directory where a file was, and a file where a directory was', async () => {
    const history = writeBranches({ base: { 'a/b': '1', c: '1' }, branches: {} });
    const base = asOid(history.git('rev-parse', 'main^{tree}'));
    await inRepository(history, async (git) => {
      const version = { mode: '100644', oid: await git.writeBlob(Buffer.from('2')) };
      const edited = await git.editTree(base, [
        { path: 'a/b', version: null },
        { path: 'a', version },
        { path: 'c', version: null },
        { path: 'c/d', version },
      ]);
      expect((await git.files(edited)).map(({ path }) => path)).toEqual(['a', 'c/d']);
      expect(await git.editTree(edited, [{ path: 'gone/already', version: null }])).toBe(edited);
    });
  });

  function shapeOf(entries: readonly TreeEntry[]) {
    return new Map(entries.map(({ path, mode, oid }) => [path, `${mode} ${oid}`]));
  }

  function shapeOfFiles(
    wanted: ReadonlyMap<string, { mode: string; content: string }>,
    blobs: ReadonlyMap<string, Oid>,
  ) {
    return new Map([...wanted].map(([path, { mode, content }]) => [path, `${mode} ${blobs.get(content)!}`]));
  }
});
