import { chmodSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { compiledFolder } from '../../packages/cli/src/keep-compiled.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

test('compiled programs lie among the caches of the user, who alone may look into the folder', () => {
  const caches = directory();
  const folder = compiledFolder({ XDG_CACHE_HOME: caches });
  expect(folder).toBe(join(caches, 'sluice/compiled'));
  expect(statSync(folder!).mode & 0o777).toBe(0o700);
  expect(compiledFolder({ XDG_CACHE_HOME: caches })).toBe(folder);
});

test.each(['sluice', 'sluice/compiled'])('where others may write to %s, nothing of it is run', (path) => {
  const caches = directory();
  mkdirSync(join(caches, 'sluice/compiled'), { recursive: true });
  chmodSync(join(caches, path), 0o777);
  expect(compiledFolder({ XDG_CACHE_HOME: caches })).toBeNull();
});

test.each(['sluice', 'sluice/compiled'])('where %s is a link to somewhere, it is not followed', (path) => {
  const [caches, elsewhere] = [directory(), directory()];
  mkdirSync(join(caches, path, '..'), { recursive: true });
  symlinkSync(elsewhere, join(caches, path));
  expect(compiledFolder({ XDG_CACHE_HOME: caches })).toBeNull();
});

test('where no folder can be made, none is taken', () => {
  const caches = directory({ sluice: 'a file' });
  expect(compiledFolder({ XDG_CACHE_HOME: caches })).toBeNull();
});

test('a relative path is ignored, and without a home there is no folder', () => {
  const home = directory();
  expect(compiledFolder({ XDG_CACHE_HOME: 'caches', HOME: home })).toBe(join(home, '.cache/sluice/compiled'));
  expect(compiledFolder({ XDG_CACHE_HOME: 'caches' })).toBeNull();
});
