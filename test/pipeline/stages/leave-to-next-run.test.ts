import { REASONS, type Oid, type Reason } from '@sluice/model';
import type { CheckRunFacts, WorkflowRunFacts } from '@sluice/ports';
import { leaveToNextRun } from '../../../packages/pipeline/src/stages/leave-to-next-run.ts';
import { looksAgain, markedId } from '../../../packages/pipeline/src/stages/look-again.ts';
import { branchOf, headOf, NOW, runOf } from '../../support/workflow-runs.ts';

const BRANCHES = [1, 2, 3].map(branchOf);
const SIGNED = [1, 2, 3].map((n) => runOf(n));
const ID = 'sha256:0123456789abcdef';

/** What a check says of the head of branch `n`. */
function told(n: number, reason: Reason = 'merged', { id = 900 + n, delivered = true } = {}): CheckRunFacts {
  const externalId = markedId(ID, reason, delivered);
  return { id, name: 'Sluice report', headSha: headOf(n), conclusion: 'success', externalId };
}

function asked(
  runs: readonly WorkflowRunFacts[],
  checks: readonly CheckRunFacts[],
  branches = BRANCHES,
): Promise<string | null> {
  const checkRuns = (heads: readonly Oid[]): Promise<readonly CheckRunFacts[]> =>
    Promise.resolve(checks.filter(({ headSha }) => heads.includes(headSha)));
  return leaveToNextRun({ checkRuns }, { branches, runs }, NOW);
}

const TOLD = [told(1), told(2), told(3)];

test('what is new is done, also where all others have been judged', async () => {
  await expect(asked(SIGNED, [])).resolves.toBeNull();
  await expect(asked(SIGNED, [told(1), told(2)])).resolves.toBeNull();
});

test('where every head has been judged as it is, there is nothing to do', async () => {
  await expect(asked(SIGNED, TOLD)).resolves.toMatch(/All heads \(3\) have been judged/);
});

describe('a manifest that is still being made', () => {
  const making = (age: number, more: Partial<WorkflowRunFacts> = {}): WorkflowRunFacts[] => [
    ...SIGNED.slice(0, 2),
    runOf(3, { status: 'in_progress', conclusion: null, createdAt: NOW - age, ...more }),
  ];

  test('is waited for: its end starts a run that takes all', async () => {
    await expect(asked(making(60), [])).resolves.toMatch(/1 manifest is still being made/);
    await expect(asked(making(60, { status: 'queued' }), [])).resolves.toMatch(/still being made/);
  });

  test('holds nobody back for longer than ten minutes', async () => {
    await expect(asked(making(601), [])).resolves.toBeNull();
  });

  test('is not waited for where it is of a head that is not there any more, or of another workflow', async () => {
    await expect(asked(making(60, { headSha: headOf(77) }), [])).resolves.toBeNull();
    await expect(asked(making(60, { headBranch: 'claude/other' }), [])).resolves.toBeNull();
    await expect(asked(making(60, { path: '.github/workflows/x.yml' }), [])).resolves.toBeNull();
  });
});

describe('a check that is not the last word', () => {
  test.each(['over-limit', 'outdated', 'moved', 'untrusted'] as const)(
    '%s: looked at again',
    async (reason) => {
      await expect(asked(SIGNED, [told(1), told(2), told(3, reason)])).resolves.toBeNull();
    },
  );

  test('who was fit and not delivered is looked at again', async () => {
    await expect(
      asked(SIGNED, [told(1), told(2), told(3, 'merged', { delivered: false })]),
    ).resolves.toBeNull();
  });

  test('who had no manifest is looked at again as soon as there is one, and not before', async () => {
    const checks = [told(1), told(2), told(3, 'no-manifest')];
    await expect(asked(SIGNED, checks)).resolves.toBeNull();
    await expect(asked(SIGNED.slice(0, 2), checks)).resolves.toMatch(/All heads/);
    const failed = [...SIGNED.slice(0, 2), runOf(3, { conclusion: 'failure' })];
    await expect(asked(failed, checks)).resolves.toMatch(/All heads/);
  });

  test('the newest check of a head counts', async () => {
    await expect(asked(SIGNED, [...TOLD, told(3, 'over-limit', { id: 2000 })])).resolves.toBeNull();
    await expect(asked(SIGNED, [...TOLD, told(3, 'over-limit', { id: 1 })])).resolves.not.toBeNull();
  });
});

test('without any branch the run goes on: it may have to close a pull request', async () => {
  await expect(asked([], [], [])).resolves.toBeNull();
});

test('a mark never hides that two checks say different things', () => {
  const reasons = Object.keys(REASONS) as Reason[];
  for (const reason of reasons) {
    const id = markedId(ID, reason, true);
    expect(id.endsWith(ID)).toBe(true);
    // A check without a mark is the last word.
    expect(looksAgain(id, { isSigned: true })).toBe(id !== ID);
  }
});
