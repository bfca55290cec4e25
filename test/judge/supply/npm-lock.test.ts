// What an edit of an npm lockfile can do to what is installed, and what honest edits look like.
import { integrityOf, locked, modules, packageJson, packageLock, tarball } from '../../support/lockfiles.ts';
import { BEFORE, foundIn, findingsIn, foundInLock, WISHES } from './found-in.ts';

const at = (name: string, over: object): Record<string, object> => ({
  [`node_modules/${name}`]: locked(name, { ...over }),
});

describe('an update that npm made', () => {
  test('of a version is not reported', () => {
    expect(foundInLock(at('left', { version: '1.2.0' }))).toEqual([]);
  });

  test('with a new dependency that package.json names is not reported', () => {
    const wishes = { ...WISHES, '@scope/new': '~2.0.0' };
    const after = {
      'package.json': packageJson(wishes),
      'package-lock.json': packageLock(wishes, {
        ...modules('left', 'right', 'below'),
        ...at('@scope/new', { version: '2.0.1' }),
      }),
    };
    expect(foundIn(BEFORE, after)).toEqual([]);
  });

  test('under an alias that package.json asks for is not reported', () => {
    const wishes = { ...WISHES, other: 'npm:left@^1.0.0' };
    const after = {
      'package.json': packageJson(wishes),
      'package-lock.json': packageLock(wishes, {
        ...modules('left', 'right', 'below'),
        'node_modules/other': { name: 'left', ...locked('left') },
      }),
    };
    expect(foundIn(BEFORE, after)).toEqual([]);
  });

  test('without addresses, as npm can be told, is not reported', () => {
    expect(foundInLock(at('left', { version: '1.2.0', resolved: undefined }))).toEqual([]);
  });

  test('of a bundled package, which has no hash of its own, is not reported', () => {
    const entries = {
      'node_modules/left': locked('left', { version: '1.3.0', bundleDependencies: ['inner'] }),
      'node_modules/left/node_modules/below': { version: '1.0.0', inBundle: true },
    };
    expect(foundInLock(entries)).toEqual([]);
  });
});

test.each([
  [
    'another host',
    'foreign-host left',
    { version: '1.0.1', resolved: tarball('left', '1.0.1', 'evil.example') },
  ],
  [
    'the known name as user',
    'foreign-host left',
    { version: '1.0.1', resolved: `https://registry.example.org@evil.example/left/-/left-1.0.1.tgz` },
  ],
  [
    'another port',
    'foreign-host left',
    { version: '1.0.1', resolved: tarball('left', '1.0.1', 'registry.example.org:8443') },
  ],
  [
    'plain HTTP',
    'insecure-url left',
    { version: '1.0.1', resolved: 'http://registry.example.org/left/-/left-1.0.1.tgz' },
  ],
  [
    'git',
    'url-source left',
    { version: '1.0.1', resolved: `git+ssh://git@forge.example/left.git#${'a'.repeat(40)}` },
  ],
  ['a file', 'url-source left', { version: '1.0.1', resolved: 'file:left-1.0.1.tgz' }],
  [
    'a link out of the project',
    'url-source left',
    { resolved: '../elsewhere', link: true, version: undefined, integrity: undefined },
  ],
  ['another package', 'name-mismatch left', { version: '1.0.1', resolved: tarball('evil', '1.0.1') }],
  [
    'another package whose name ends alike',
    'name-mismatch left',
    { version: '1.0.1', resolved: tarball('@evil/left', '1.0.1').replace('/@evil/left/', '/@evil/') },
  ],
  ['an older version', 'name-mismatch left', { version: '1.0.1', resolved: tarball('left', '0.9.0') }],
  [
    'an alias that nothing asks for',
    'name-mismatch left',
    { name: 'evil', version: '1.0.1', resolved: tarball('evil', '1.0.1') },
  ],
])('an entry that leads to %s is found', (_, expected, over) => {
  expect(foundInLock(at('left', over))).toContain(expected);
});

test.each([
  ['no hash', 'no-integrity left', { version: '1.0.1', integrity: undefined }],
  [
    'SHA-1 alone',
    'weak-integrity left',
    { version: '1.0.1', integrity: 'sha1-2fd4e1c67a2d28fced849ee1bb76e7391b93eb12' },
  ],
  [
    'a hash that is cut',
    'weak-integrity left',
    { version: '1.0.1', integrity: integrityOf('left', '1.0.1').slice(0, 40) },
  ],
  ['another hash for the same version', 'rewritten left', { integrity: integrityOf('evil', '1.0.0') }],
  [
    'a second hash for the same version',
    'rewritten left',
    { integrity: `${integrityOf('left', '1.0.0')} ${integrityOf('evil', '1.0.0')}` },
  ],
  [
    'a hash of another kind for the same version',
    'rewritten left',
    { integrity: `sha256-${Buffer.alloc(32).toString('base64')}` },
  ],
  [
    'other dependencies for the same version',
    'rewritten left',
    { dependencies: { below: 'npm:evil@1.0.0' } },
  ],
  [
    'the word bundled, and nothing that bundles it',
    'no-integrity left',
    { inBundle: true, version: '1.0.1', resolved: undefined, integrity: undefined },
  ],
])('an entry with %s is found', (_, expected, over) => {
  expect(foundInLock(at('left', over))).toContain(expected);
});

test('the word bundled below a package that bundles nothing is no excuse for a missing hash', () => {
  const inner = { version: '1.0.0', inBundle: true };
  expect(foundInLock({ 'node_modules/left/node_modules/below': inner })).toEqual(['no-integrity below']);
});

test('a host that the policy lists is known, and then only those', () => {
  const moved = at('left', { version: '1.0.1', resolved: tarball('left', '1.0.1', 'mirror.example') });
  expect(foundInLock(moved, { hosts: ['mirror.example'] })).toEqual([]);
  expect(foundInLock(at('left', { version: '1.0.1' }), { hosts: ['mirror.example'] })).toEqual([
    'foreign-host left',
  ]);
});

test('SHA-512 beside SHA-1 is enough', () => {
  const integrity = `sha1-2fd4e1c67a2d28fced849ee1bb76e7391b93eb12 ${integrityOf('left', '1.0.1')}`;
  expect(foundInLock(at('left', { version: '1.0.1', integrity }))).toEqual([]);
});

describe('package.json and its lockfile', () => {
  const lockOf = (wishes: Record<string, string>, entries: Record<string, object>): string =>
    packageLock(wishes, { ...modules('left', 'right', 'below'), ...entries });

  test.each([
    [
      'a dependency that the lockfile does not know',
      packageJson({ ...WISHES, more: '^1.0.0' }),
      lockOf(WISHES, {}),
    ],
    [
      'a range that the lockfile copies otherwise',
      packageJson({ ...WISHES, left: '^1.1.0' }),
      lockOf(WISHES, {}),
    ],
    [
      'a dependency without an entry',
      packageJson({ ...WISHES, more: '^1.0.0' }),
      lockOf({ ...WISHES, more: '^1.0.0' }, {}),
    ],
    [
      'a version outside of the range',
      packageJson({ ...WISHES, more: '^1.0.0' }),
      lockOf({ ...WISHES, more: '^1.0.0' }, at('more', { version: '2.0.0' })),
    ],
    [
      'another package in its place',
      packageJson({ ...WISHES, more: '^1.0.0' }),
      lockOf({ ...WISHES, more: '^1.0.0' }, { 'node_modules/more': { name: 'left', ...locked('left') } }),
    ],
  ])('do not agree: %s', (_, manifest, lock) => {
    expect(foundIn(BEFORE, { 'package.json': manifest, 'package-lock.json': lock })).toContainEqual(
      expect.stringMatching(/^lock-disagrees (?:left|more)$/),
    );
  });

  test('a package of the workspace is looked up as node does', () => {
    const inner = packageJson({ below: '^2.0.0' }, { name: 'inner' });
    const entries = {
      'packages/inner': { name: 'inner', dependencies: { below: '^2.0.0' } },
      'node_modules/inner': { resolved: 'packages/inner', link: true },
      'packages/inner/node_modules/below': locked('below', { version: '2.0.0' }),
    };
    const after = {
      ...BEFORE,
      'packages/inner/package.json': inner,
      'package-lock.json': lockOf(WISHES, entries),
    };
    expect(foundIn(BEFORE, after)).toEqual([]);
    const { 'packages/inner/node_modules/below': _, ...without } = entries;
    expect(foundIn(BEFORE, { ...after, 'package-lock.json': lockOf(WISHES, without) })).toEqual([
      'lock-disagrees below',
    ]);
  });

  test('a disagreement that the base has already is nobody’s fault', () => {
    const before = { ...BEFORE, 'package.json': packageJson({ ...WISHES, more: '1.0.0' }) };
    const after = { ...before, 'package-lock.json': lockOf(WISHES, at('left', { version: '1.1.0' })) };
    expect(foundIn(before, after)).toEqual([]);
  });
});

describe('a lockfile', () => {
  test('that goes away while package.json stays is found', () => {
    expect(foundIn(BEFORE, { 'package.json': BEFORE['package.json']! })).toEqual(['lockfile-gone']);
    expect(foundIn(BEFORE, {})).toEqual([]);
  });

  test('that gives way to another one beside the same package.json is not gone', () => {
    const { 'package-lock.json': text, ...rest } = BEFORE;
    expect(foundIn(BEFORE, { ...rest, 'npm-shrinkwrap.json': text! })).toEqual([]);
  });

  test.each(['{', '[]', '{"packages": {"node_modules/left": 1}}', '{"lockfileVersion": 1}'])(
    'that cannot be read any more is found: %s',
    (lock) => {
      expect(foundIn(BEFORE, { ...BEFORE, 'package-lock.json': lock })).toContain('unreadable-lockfile');
    },
  );

  test('of a kind that is not read is told, and does not hold', () => {
    const found = findingsIn({ 'poetry.lock': 'a' }, { 'poetry.lock': 'b' });
    expect(found.map(({ kind, severity }) => [kind, severity])).toEqual([['not-read', 'warn']]);
  });
});
