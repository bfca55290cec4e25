import { needsConfirmation, settle } from '@sluice/judge';
import type { TierResult } from '@sluice/model';
import { asOid } from '@sluice/model';

const green: TierResult = {
  tree: asOid('1'.repeat(40)),
  tier: 'test',
  command: 'npm test',
  exit: 0,
  ended: 'exit',
  seconds: 1,
  cached: false,
  log: '',
};
const red: TierResult = { ...green, exit: 1, log: 'first failure' };
const again: TierResult = { ...red, log: 'second failure' };

test('nothing observed is no result', () => {
  expect(needsConfirmation([])).toBe(true);
  expect(settle([])).toBeNull();
});

test('green counts at once', () => {
  expect(settle([green])).toEqual({ result: green, flaky: false });
});

test('red is asked for once more, and counts when it comes again', () => {
  expect(needsConfirmation([red])).toBe(true);
  expect(settle([red])).toBeNull();
  expect(needsConfirmation([red, again])).toBe(false);
  expect(settle([red, again])).toEqual({ result: again, flaky: false });
});

test('red and then green is flaky, and counts as green', () => {
  expect(settle([red, green])).toEqual({ result: green, flaky: true });
});

test('a timeout is confirmed like any other failure', () => {
  expect(needsConfirmation([{ ...red, exit: null, ended: 'timeout' }])).toBe(true);
});

test('a stored red result was confirmed before', () => {
  expect(settle([{ ...red, cached: true }])?.flaky).toBe(false);
});

test('the built-in check is not asked twice', () => {
  expect(needsConfirmation([{ ...red, command: 'built-in' }])).toBe(false);
});
