import type { Admission, CheckpointVerdict, Oid } from '@sluice/model';
import { whatIsOutdated } from '../../packages/pipeline/src/stages/remake-checkpoint.ts';

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
/** After its verification one branch is pushed to. */
const NOW = new Map([...VERIFIED, ['refs/heads/claude/b', oid('e')] as const]);

const reasons = (refs: ReadonlyMap<string, Oid>) =>
  whatIsOutdated({ admission, verdict, refs }).map(({ branch, reason }) => [branch, reason]);

test('whoever goes by the refs as they were verified delivers a head that nobody looked at', () => {
  expect(reasons(VERIFIED)).toEqual([]);
});

test('the refs are read again: the branch is out, and so is the tree that it was tested in', () => {
  expect(reasons(NOW)).toEqual([
    ['claude/a', 'outdated'],
    ['claude/b', 'moved'],
  ]);
});

test('a branch that is gone is out, too', () => {
  const gone = new Map([...VERIFIED].filter(([ref]) => ref !== 'refs/heads/claude/b'));
  expect(reasons(gone)).toContainEqual(['claude/b', 'gone']);
});
