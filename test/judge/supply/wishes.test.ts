// Wishes for whatever there is, packages that come along unasked, and scripts that run when they are installed.
import { locked, modules, packageJson, packageLock } from '../../support/lockfiles.ts';
import { findingsIn, foundIn, foundInLock, WISHES } from './found-in.ts';

const commit = 'c'.repeat(40);

describe('a new wish', () => {
  const wishing = (spec: string): string[] =>
    foundIn({ 'package.json': packageJson({}) }, { 'package.json': packageJson({ left: spec }) });

  test.each(['*', '', 'x', 'latest', 'next', '>=1.2.0', '>1', '^1 || *', 'npm:other@*', 'npm:other'])(
    'is unpinned: %p',
    (spec) => {
      expect(wishing(spec)).toEqual(['unpinned left']);
    },
  );

  test.each([
    '1.2.3',
    '^1.2.3',
    '~1.2',
    '1.x',
    '>=1 <3',
    '<=2',
    'npm:other@^1',
    'workspace:*',
    'file:../left',
  ])('is not: %p', (spec) => {
    expect(wishing(spec)).toEqual([]);
  });

  test.each([
    'owner/left',
    'github:owner/left#main',
    'git+https://forge.example/left.git#v1',
    'https://forge.example/left.tgz',
  ])('leads out of the registries, to what can change: %p', (spec) => {
    expect(wishing(spec)).toEqual(['unpinned left', 'url-source left']);
  });

  test('of a commit leads out of the registries, and is pinned', () => {
    expect(wishing(`git+https://forge.example/left.git#${commit}`)).toEqual(['url-source left']);
  });

  test('that the base has already is not new, nor is one of peers', () => {
    const before = { 'package.json': packageJson({ left: '*' }) };
    expect(foundIn(before, { 'package.json': packageJson({ left: '*', right: '1' }) })).toEqual([]);
    expect(
      foundIn(before, { 'package.json': packageJson({ left: '*' }, { peerDependencies: { host: '>=1' } }) }),
    ).toEqual([]);
  });

  test.each([
    ['left', ['unpinned left']],
    ['left>=1.0', ['unpinned left']],
    ['left != 1.3', ['unpinned left']],
    ['left==1.0', []],
    ['left[extra] ~= 1.4  # why', []],
    ['left >=1,<2 ; python_version > "3.8"', []],
    ['left @ https://files.example/left-1.whl', ['url-source left']],
    ['git+https://forge.example/left@main#egg=left', ['unpinned left', 'url-source left']],
    [`git+https://forge.example/left@${commit}#egg=left`, ['url-source left']],
  ])('of pip: %s', (line, expected) => {
    expect(foundIn({ 'requirements.txt': '' }, { 'requirements.txt': `${line}\n` })).toEqual(expected);
  });

  test.each([
    ['[dependencies]\nleft = "*"', ['unpinned left']],
    ['[dependencies]\nleft = { version = ">=1", features = ["x"] }', ['unpinned left']],
    ['[dependencies]\nleft = { git = "https://forge.example/left" }', ['unpinned left', 'url-source left']],
    [`[dependencies.left]\ngit = "https://forge.example/left"\nrev = "${commit}"`, ['url-source left']],
    ['[dev-dependencies]\nleft = "1.2"', []],
    ['[dependencies]\nleft = { path = "../left" }', []],
    ['[package]\nname = "x"\nversion = "*"', []],
  ])('of Cargo: %s', (text, expected) => {
    expect(foundIn({ 'Cargo.toml': '' }, { 'Cargo.toml': `${text}\n` })).toEqual(expected);
  });

  test('of Go that replaces a module by another one is found, by a directory not', () => {
    const mod = (line: string): Record<string, string> => ({ 'go.mod': `module own.example/x\n${line}\n` });
    expect(foundIn(mod(''), mod('replace a.example/left => evil.example/left v1.0.0'))).toEqual([
      'url-source a.example/left',
    ]);
    expect(foundIn(mod(''), mod('replace a.example/left => ./left'))).toEqual([]);
  });
});

test('packages that no manifest names are named, and known ones are not', () => {
  const found = foundInLock({
    'node_modules/deep': locked('deep'),
    'node_modules/left': locked('left', { version: '1.4.0' }),
    'node_modules/left/node_modules/below': locked('below', { version: '2.0.0' }),
  });
  expect(found).toEqual(['new-transitive deep']);
});

test('install scripts of new packages and new versions are told, others not', () => {
  const scripted = (name: string, version: string): object =>
    locked(name, { version, hasInstallScript: true });
  const lock = (entries: Record<string, object>): Record<string, string> => ({
    'package.json': packageJson(WISHES),
    'package-lock.json': packageLock(WISHES, { ...modules('left', 'right'), ...entries }),
  });
  const before = lock({ 'node_modules/left': scripted('left', '1.0.0') });
  const moved = {
    'node_modules/left': scripted('left', '1.0.0'),
    'node_modules/right/node_modules/left': scripted('left', '1.0.0'),
  };
  expect(foundIn(before, lock(moved))).toEqual([]);
  expect(foundIn(before, lock({ 'node_modules/left': scripted('left', '1.0.1') }))).toEqual([
    'install-script left',
  ]);
});

describe('the policy', () => {
  const before = { 'package.json': packageJson({}) };
  const after = { 'package.json': packageJson({ left: '*' }) };
  const severities = (action: 'off' | 'report' | 'hold'): string[] =>
    findingsIn(before, after, { unpinned: action }).map(({ severity }) => severity);

  test('says how grave a finding is, or that it is none', () => {
    expect([severities('off'), severities('report'), severities('hold')]).toEqual([[], ['warn'], ['hold']]);
  });
});
