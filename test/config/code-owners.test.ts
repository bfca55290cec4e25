import { readCodeOwners } from '@sluice/config';

const FILE = `
# comment
*            @org/everyone
*.js         @js-owner
/build/logs/ @doctocat
docs/*       docs@example.org
apps/        @octocat @org/apps   # and a remark
/scripts/    @a
/scripts/x
`;

test.each([
  ['README.md', 'org-everyone'],
  ['deep/er/x.js', 'js-owner'],
  ['build/logs/a/b.txt', 'doctocat'],
  ['x/build/logs/a', 'org-everyone'],
  ['docs/guide.md', 'docs-example-org'],
  ['docs/deep/guide.md', 'org-everyone'],
  ['apps/a/b', 'octocat-org-apps'],
  ['x/apps/b', 'octocat-org-apps'],
  ['scripts/y', 'a'],
])('the last pattern that matches %s decides: %s', (path, owner) => {
  expect(readCodeOwners(FILE).ownerOf(path)).toBe(owner);
});

test('a pattern without an owner takes it away', () => {
  expect(readCodeOwners(FILE).ownerOf('scripts/x')).toBeNull();
  expect(readCodeOwners(FILE).ownerOf('scripts/x/y')).toBeNull();
});

test('without a file nobody owns anything', () => {
  expect(readCodeOwners(null).ownerOf('a')).toBeNull();
  expect(readCodeOwners('').ownerOf('a')).toBeNull();
});

test('an owner is a word that can be part of a branch name', () => {
  const { ownerOf } = readCodeOwners('a @../../x;$(id)\nb @--\n');
  expect(ownerOf('a')).toBe('x-id');
  expect(ownerOf('b')).toBeNull();
});
