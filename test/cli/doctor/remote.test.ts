import { readRemote } from '../../../packages/cli/src/doctor/remote.ts';

test.each([
  ['https://github.com/acme/shop', 'github.com', 'acme/shop'],
  ['https://github.com/acme/shop.git', 'github.com', 'acme/shop'],
  ['https://token@github.com/acme/shop.git/', 'github.com', 'acme/shop'],
  ['git@github.com:acme/shop.git', 'github.com', 'acme/shop'],
  ['ssh://git@github.com:22/acme/shop.v2.git', 'github.com:22', 'acme/shop.v2'],
  ['http://127.0.0.1:8080/acme/shop.git', '127.0.0.1:8080', 'acme/shop'],
])('%s names a repository', (url, host, name) => {
  expect(readRemote(url)).toEqual({ host, name });
});

test.each([
  '/srv/git/shop.git',
  '../shop',
  'file:///srv/acme/shop',
  'https://github.com/acme',
  'https://github.com/a/b/c',
])('%s names none', (url) => {
  expect(readRemote(url)).toBeNull();
});
