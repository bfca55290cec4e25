import type { TriggerEvent } from '../../../../packages/local-github/src/runner/host.ts';
import { startsOn } from '../../../../packages/local-github/src/runner/triggers/filters.ts';
import { matchesPatterns } from '../../../../packages/local-github/src/runner/triggers/pattern.ts';

// The examples of GitHub's "Filter pattern cheat sheet".
test.each([
  ['feature/*', 'feature/my-branch', true],
  ['feature/*', 'feature/beta-a/my-branch', false],
  ['feature/**', 'feature/beta-a/my-branch', true],
  ['*', 'main', true],
  ['*', 'feature/mona', false],
  ['**', 'every/branch', true],
  ['*feature', 'mona-feature', true],
  ['*feature', 'ver-10-feature/x', false],
  ['v2*', 'v2.0', true],
  ['v[12].[0-9]+.[0-9]+', 'v1.10.1', true],
  ['v[12].[0-9]+.[0-9]+', 'v3.0.0', false],
  ['v1.0', 'v1x0', false],
  ['*.jsx?', 'page.js', true],
  ['*.jsx?', 'page.jsx', true],
  ['**.js', 'src/js/app.js', true],
  ['docs/*', 'docs/mona/hello.md', false],
  ['**/docs/**', 'docs/hello.md', true],
  ['**/docs/**', 'dir/docs/my-file.txt', true],
  ['**/*-post.md', 'my-post.md', true],
  ['**/migrate-*.sql', 'db/sept/migrate-v1.sql', true],
  [String.raw`a\*b`, 'a*b', true],
  [String.raw`a\*b`, 'axb', false],
])('%s on %s: %s', (pattern, name, matches) => {
  expect(matchesPatterns([pattern], name)).toBe(matches);
});

test('the last pattern that matches decides', () => {
  expect(matchesPatterns(['releases/**', '!releases/**-alpha'], 'releases/1-alpha')).toBe(false);
  expect(matchesPatterns(['releases/**', '!releases/**-alpha', 'releases/1*'], 'releases/1-alpha')).toBe(
    true,
  );
});

function push(ref: string, changedPaths: readonly string[] | null = null, message = ''): TriggerEvent {
  const payload = { head_commit: { message } };
  return { name: 'push', repository: 'o/r', sha: 'a', ref, actor: 'ada', payload, changedPaths };
}

test.each([
  ['no filter takes branches', null, push('refs/heads/x'), true],
  ['no filter takes tags', null, push('refs/tags/x'), true],
  ['a branch filter takes its branches', { branches: ['claude/**'] }, push('refs/heads/claude/x'), true],
  ['a branch filter takes no other', { branches: ['claude/**'] }, push('refs/heads/main'), false],
  ['a branch filter takes no tag', { branches: ['**'] }, push('refs/tags/x'), false],
  ['a tag filter takes no branch', { tags: ['**'] }, push('refs/heads/x'), false],
  ['an ignore filter', { 'branches-ignore': ['tmp/*'] }, push('refs/heads/tmp/x'), false],
  ['both kinds', { branches: ['main'], tags: ['v*'] }, push('refs/tags/v1'), true],
  ['one path is enough', { paths: ['src/**'] }, push('refs/heads/x', ['a', 'src/b']), true],
  ['paths that are all outside', { paths: ['src/**'] }, push('refs/heads/x', ['a']), false],
  ['paths that are all ignored', { 'paths-ignore': ['**.md'] }, push('refs/heads/x', ['a.md']), false],
  ['one path that is not ignored', { 'paths-ignore': ['**.md'] }, push('refs/heads/x', ['a.md', 'b']), true],
  ['paths that are not known', { paths: ['src/**'] }, push('refs/heads/x', null), true],
  ['a message that skips', null, push('refs/heads/x', null, 'wip [skip ci]'), false],
])('push: %s', (_, filters, event, starts) => {
  expect(startsOn({ push: filters }, event)).toBe(starts);
});

test('other events: types, names and branches', () => {
  const run = (change: Record<string, unknown>, action = 'completed'): TriggerEvent => ({
    ...push('refs/heads/main'),
    name: 'workflow_run',
    payload: { action, workflow_run: { name: 'CI', head_branch: 'claude/x', ...change } },
  });
  const on = { workflow_run: { workflows: ['CI'], types: ['completed'], branches: ['claude/**'] } };
  expect(startsOn(on, run({}))).toBe(true);
  expect(startsOn(on, run({}, 'requested'))).toBe(false);
  expect(startsOn(on, run({ name: 'Other' }))).toBe(false);
  expect(startsOn(on, run({ head_branch: 'main' }))).toBe(false);
  const request = (action: string): TriggerEvent => ({
    ...push('refs/pull/1/merge'),
    name: 'pull_request',
    payload: { action, pull_request: { base: { ref: 'main' } } },
  });
  expect(startsOn({ pull_request: { branches: ['main'] } }, request('opened'))).toBe(true);
  expect(startsOn({ pull_request: { branches: ['next'] } }, request('opened'))).toBe(false);
  expect(startsOn({ pull_request: null }, request('labeled'))).toBe(false);
  expect(startsOn({ push: null }, request('opened'))).toBe(false);
});
