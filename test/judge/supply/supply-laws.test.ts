// What holds for every change: nothing is found where nothing changes, and the order in which files and entries are
// listed says nothing.
import fc from 'fast-check';
import { integrityOf, locked, packageJson, packageLock, tarball } from '../../support/lockfiles.ts';
import { findingsIn, type Texts } from './found-in.ts';

const name = fc.constantFrom('left', 'right', '@own/a', '@own/b', 'project', 'deep');
const version = fc.constantFrom('1.0.0', '1.0.1', '2.0.0');
const host = fc.constantFrom('registry.example.org', 'npm.own.example', 'evil.example');
const spec = fc.constantFrom('^1.0.0', '*', 'latest', '2.0.0', 'npm:left@^1', 'owner/left#main');

const entry = fc
  .tuple(name, version, host, fc.constantFrom('right', 'wrong', 'none', 'sha1'), fc.boolean())
  .map(([of, is, at, hash, script]) => {
    const integrity = {
      right: integrityOf(of, is),
      wrong: integrityOf(of, 'other'),
      none: undefined,
      sha1: `sha1-${'A'.repeat(27)}=`,
    }[hash];
    const own = locked(of, { version: is, resolved: tarball(of, is, at), integrity });
    return [`node_modules/${of}`, script ? { ...own, hasInstallScript: true } : own] as const;
  });
const wishes = fc.dictionary(name, spec, { maxKeys: 4 });
const texts: fc.Arbitrary<Texts> = fc
  .record(
    {
      'package.json': wishes.map((all) => packageJson(all)),
      'packages/own/package.json': wishes.map((all) => packageJson(all, { name: '@own/a' })),
      'package-lock.json': fc.oneof(
        fc.constant('{'),
        fc
          .tuple(wishes, fc.array(entry))
          .map(([all, entries]) => packageLock(all, Object.fromEntries(entries))),
      ),
      '.npmrc': fc.constantFrom(
        'registry=https://evil.example/\n',
        '@own:registry=https://npm.own.example/\n',
      ),
      'requirements.txt': fc.constantFrom(
        'left\n',
        'left==1.0\n',
        `left==1 --hash=sha256:${'a'.repeat(64)}\n`,
      ),
      'poetry.lock': fc.constantFrom('a', 'b'),
    },
    { requiredKeys: [] },
  )
  .map((all) => Object.fromEntries(Object.entries(all)));

/** The same files and entries, listed the other way round. */
function turned(files: Texts): Texts {
  const swapped = Object.entries(files).map(([path, text]): [string, string] => {
    if (!path.endsWith('.json') || text === '{') return [path, text];
    const turn = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([key, inner]) => [key, turn(inner)]),
          )
        : value;
    return [path, JSON.stringify(turn(JSON.parse(text)))];
  });
  return Object.fromEntries(swapped.toReversed());
}

test('nothing is found where nothing changes', () => {
  fc.assert(
    fc.property(texts, (files) => {
      expect(findingsIn(files, files)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('findings do not depend on the order of files and entries', () => {
  let found = 0;
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const straight = findingsIn(before, after);
      found += straight.length;
      expect(findingsIn(turned(before), turned(after))).toEqual(straight);
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(300);
});

test('findings are those of the change: what is as before on one path adds none', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const part = Object.fromEntries(
        Object.entries(after).filter(([path]) => path === 'poetry.lock' || path === 'requirements.txt'),
      );
      const found = findingsIn(before, { ...before, ...part });
      expect(found.every(({ path }) => path in part)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
