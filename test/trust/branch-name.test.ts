import { isSafeBranchName } from '@sluice/trust';

test.each(['claude/fix-login', 'claude/2026-07-30_x.y', 'claude/a/b/c+d', 'x'])('%s may be taken', (name) => {
  expect(isSafeBranchName(name)).toBe(true);
});

test.each([
  '',
  'claude/$(id)',
  'claude/x";id;"',
  'claude/x`id`',
  'claude/x|y',
  'claude/x y',
  'claude/x\ny',
  "claude/x'y",
  'claude/-rf',
  '-rf',
  'claude/.hidden',
  'claude/x..y',
  'claude/x.lock',
  'claude/x.',
  'claude//x',
  'claude/x/',
  '/claude/x',
  'claude/x@{1}',
  'claude/é',
  'claude/\u202ex',
  `claude/${'x'.repeat(200)}`,
])('%j is refused', (name) => {
  expect(isSafeBranchName(name)).toBe(false);
});
