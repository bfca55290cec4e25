// The same questions to the lockfiles of other package managers.
import { integrityOf, packageJson, tarball } from '../../support/lockfiles.ts';
import { foundIn } from './found-in.ts';

const hash = (name: string): string => integrityOf(name, '1.0.0');
const hex = (digit: string): string => digit.repeat(64);

describe('yarn.lock', () => {
  const manifest = { 'package.json': packageJson({ left: '^1.0.0' }) };
  const block = (lines: string): string => `# yarn lockfile v1\n\n\n"left@^1.0.0", left@~1.0.0:\n${lines}`;
  const lock = (
    resolved = `${tarball('left', '1.0.0')}#${'a'.repeat(40)}`,
    rest = `  integrity ${hash('left')}\n`,
  ): string => block(`  version "1.0.0"\n  resolved "${resolved}"\n${rest}`);
  const found = (after: string, before = lock()): string[] =>
    foundIn({ ...manifest, 'yarn.lock': before }, { ...manifest, 'yarn.lock': after });

  test('that Yarn updated is fine', () => {
    const after = block(
      `  version "1.0.1"\n  resolved "${tarball('left', '1.0.1')}"\n  integrity ${hash('new')}\n  dependencies:\n    "@a/b" "^1"\n`,
    );
    expect(found(after)).toEqual([]);
  });

  test.each([
    ['another host', lock(tarball('left', '1.0.0', 'evil.example')), 'foreign-host left'],
    ['another package', lock(tarball('evil', '1.0.0')), 'name-mismatch left'],
    ['another hash', lock(undefined, `  integrity ${hash('evil')}\n`), 'rewritten left'],
    ['SHA-1 alone', lock(undefined, ''), 'weak-integrity left'],
    ['a line of another form', `${lock()}  resolved: x\n`, 'unreadable-lockfile'],
    ['a field twice', `${lock()}  version "2.0.0"\n`, 'unreadable-lockfile'],
    ['another format', '__metadata:\n  version: 8\n', 'unreadable-lockfile'],
    ['no such wish', lock().replaceAll('^1.0.0', '^1.0.1'), 'lock-disagrees left'],
  ])('with %s is found', (_, after, expected) => {
    expect(found(after)).toContain(expected);
  });
});

describe('pnpm-lock.yaml', () => {
  const manifest = { 'package.json': packageJson({ left: '^1.0.0' }) };
  const lock = (resolution = `{integrity: ${hash('left')}}`, version = '1.0.0'): string =>
    `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      left:\n        specifier: ^1.0.0\n        version: ${version}\n\npackages:\n\n  left@${version}:\n    resolution: ${resolution}\n`;
  const found = (after: string): string[] =>
    foundIn({ ...manifest, 'pnpm-lock.yaml': lock() }, { ...manifest, 'pnpm-lock.yaml': after });

  test('that pnpm updated is fine', () => {
    expect(found(lock(`{integrity: ${integrityOf('left', '1.0.1')}}`, '1.0.1'))).toEqual([]);
  });

  test.each([
    [
      'another address',
      lock(`{integrity: ${hash('left')}, tarball: https://evil.example/left/-/left-1.0.0.tgz}`),
      'foreign-host left',
    ],
    [
      'git',
      lock(`{type: git, repo: https://forge.example/left, commit: ${'a'.repeat(40)}}`),
      'url-source left',
    ],
    ['no hash', lock('{}'), 'no-integrity left'],
    ['another hash', lock(`{integrity: ${hash('evil')}}`), 'rewritten left'],
    ['a version outside of the range', lock(`{integrity: ${hash('left')}}`, '2.0.0'), 'lock-disagrees left'],
    [
      'another package in its place',
      lock().replace('version: 1.0.0', 'version: evil@1.0.0'),
      'lock-disagrees left',
    ],
    ['anchors', lock().replace('specifier: ', 'specifier: &a ').concat('x: *a\n'), 'unreadable-lockfile'],
    ['a key twice', `${lock()}packages: {}\n`, 'unreadable-lockfile'],
  ])('with %s is found', (_, after, expected) => {
    expect(found(after)).toContain(expected);
  });
});

describe('Cargo.lock', () => {
  const INDEX = 'registry+https://forge.example/index';
  const lock = (source = INDEX, checksum = `checksum = "${hex('a')}"\n`): string =>
    `# made by cargo\nversion = 4\n\n[[package]]\nname = "left"\nversion = "1.0.0"\nsource = "${source}"\n${checksum}dependencies = [\n "right",\n]\n\n[[package]]\nname = "own"\nversion = "0.1.0"\n`;
  const found = (after: string): string[] => {
    const manifest = { 'Cargo.toml': '[package]\nname = "own"\n[dependencies]\nleft = "1"\n' };
    return foundIn({ ...manifest, 'Cargo.lock': lock() }, { ...manifest, 'Cargo.lock': after });
  };

  test('with a new version is fine', () => {
    expect(found(lock().replace('1.0.0', '1.0.1').replace(hex('a'), hex('b')))).toEqual([]);
  });

  test.each([
    ['another index on the same host', lock('registry+https://forge.example/evil'), 'foreign-host left'],
    ['git', lock('git+https://forge.example/left#abc'), 'url-source left'],
    ['no checksum', lock(INDEX, ''), 'no-integrity left'],
    ['another checksum', lock(INDEX, `checksum = "${hex('b')}"\n`), 'rewritten left'],
    ['a line of another form', `${lock()}source = '${INDEX}'\n`, 'unreadable-lockfile'],
  ])('with %s is found', (_, after, expected) => {
    expect(found(after)).toContain(expected);
  });
});

describe('go.sum', () => {
  const sum = (module: string, letter: string): string => {
    const h1 = `h1:${letter.repeat(43)}=`;
    return `${module} v1.0.0 ${h1}\n${module} v1.0.0/go.mod ${h1}\n`;
  };
  const mod = (...modules: readonly string[]): string =>
    `module own.example/x\n\nrequire (\n${modules.map((name) => `\t${name} v1.0.0\n`).join('')})\n`;
  const before = { 'go.mod': mod('a.example/left'), 'go.sum': sum('a.example/left', 'A') };
  const found = (over: object): string[] => foundIn(before, { ...before, ...over });

  test('with a new module that go.mod asks for is fine', () => {
    const after = {
      'go.mod': mod('a.example/left', 'a.example/b'),
      'go.sum': before['go.sum'] + sum('a.example/b', 'B'),
    };
    expect(found(after)).toEqual([]);
  });

  test.each([
    ['another hash', { 'go.sum': sum('a.example/left', 'B') }, 'rewritten a.example/left'],
    [
      'no hash of a new module',
      { 'go.mod': mod('a.example/left', 'a.example/b') },
      'lock-disagrees a.example/b',
    ],
    [
      'an unasked module',
      { 'go.sum': before['go.sum'] + sum('a.example/b', 'B') },
      'new-transitive a.example/b',
    ],
    ['a line of another form', { 'go.sum': 'x\n' }, 'unreadable-lockfile'],
  ])('with %s is found', (_, over, expected) => {
    expect(found(over)).toContain(expected);
  });
});

describe('requirements.txt with hashes', () => {
  const line = (digit: string, kind = 'sha256'): string => `left==1.0 \\\n    --hash=${kind}:${hex(digit)}\n`;
  const found = (after: string): string[] =>
    foundIn({ 'requirements.txt': line('a') }, { 'requirements.txt': after });

  test('with another version is fine', () => {
    expect(found(line('b').replace('1.0', '1.1'))).toEqual([]);
  });

  test.each([
    ['another hash', line('b'), 'rewritten left'],
    ['a requirement without', `${line('a')}right==1.0\n`, 'no-integrity right'],
    ['a broken hash', `${line('a')}right==1.0 --hash=md5:${'a'.repeat(32)}\n`, 'weak-integrity right'],
    ['none any more', 'left==1.0\n', 'lockfile-gone'],
  ])('with %s is found', (_, after, expected) => {
    expect(found(after)).toContain(expected);
  });
});
