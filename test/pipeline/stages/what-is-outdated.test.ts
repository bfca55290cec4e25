import type { Admission, CheckpointVerdict, Oid } from '@sluice/model';
import { whatIsOutdated } from '../../../packages/pipeline/src/stages/remake-checkpoint.ts';

const oid = (digit: string): Oid => digit.repeat(40) as Oid;
const admission = {
  base: { ref: 'refs/heads/main', sha: oid('0') },
  admitted: ['a', 'b'].map((name) => ({
    name: `claude/${name}`,
    ref: `refs/heads/claude/${name}`,
    head: oid(name),
  })),
} as unknown as Admission;
const verdict = {
  accepted: ['a', 'b'].map((name) => ({ branch: `claude/${name}`, head: oid(name) })),
} as unknown as CheckpointVerdict;

const VERIFIED = new Map([
  ['refs/heads/main', oid('0')],
  ['refs/heads/claude/a', oid('a')],
  ['refs/heads/claude/b', oid('b')],
]);

const reasons = (...changed: readonly (readonly [string, Oid])[]) => {
  const refs = new Map([...VERIFIED, ...changed]);
  return whatIsOutdated({ admission, verdict, refs }).map(({ branch, reason }) => [branch, reason]);
};

test('nothing is, where every ref is as it was validated', () => {
  expect(reasons()).toEqual([]);
});

test('a branch that was pushed to is out, and so is the tree that the others were tested in', () => {
  expect(reasons(['refs/heads/claude/b', oid('e')])).toEqual([
    ['claude/a', 'outdated'],
    ['claude/b', 'moved'],
  ]);
});

test('a branch that is gone is out, too', () => {
  const refs = new Map([...VERIFIED].filter(([ref]) => ref !== 'refs/heads/claude/b'));
  expect(whatIsOutdated({ admission, verdict, refs }).map(({ reason }) => reason)).toEqual([
    'outdated',
    'gone',
  ]);
});

test('on another base everything is', () => {
  expect(reasons(['refs/heads/main', oid('e')])).toEqual([
    ['claude/a', 'outdated'],
    ['claude/b', 'outdated'],
  ]);
});
