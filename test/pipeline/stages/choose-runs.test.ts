import { DEFAULT_POLICY } from '@sluice/config';
import type { Policy } from '@sluice/model';
import type { WorkflowRunFacts } from '@sluice/ports';
import { chooseRuns, withinCaps, type Chosen } from '../../../packages/pipeline/src/stages/choose-runs.ts';
import { branchOf as branch, headOf as head, NOW, runOf as run, TRUST } from '../../support/workflow-runs.ts';

const reasons = ({ refused }: Chosen): unknown[] =>
  refused.map(({ reason, rejection }) => [reason, rejection]);

test('a branch whose head has a finished run of the right workflow is a candidate', () => {
  const chosen = chooseRuns([branch(1)], [run(1)], TRUST);
  expect(chosen.candidacies.map(({ run: found }) => found?.id)).toEqual([101]);
  expect(chosen.refused).toEqual([]);
});

test('a branch that was pushed with the token of a workflow has no run, and is told the likely cause', () => {
  const chosen = chooseRuns([branch(1)], [], TRUST);
  expect(chosen.refused[0]).toMatchObject({ reason: 'no-manifest', rejection: 'no-manifest' });
  expect(chosen.refused[0]!.detail).toMatch(/token of a workflow/);
});

test.each([
  ['is still on', { status: 'in_progress', conclusion: null } as const, /still running/],
  ['failed', { conclusion: 'failure' }, /ended as failure/],
  ['was for an older head', { headSha: head(9) }, /did not run/],
])('a branch whose run %s waits', (_, more, words) => {
  const chosen = chooseRuns([branch(1)], [run(1, more)], TRUST);
  expect(chosen.refused[0]).toMatchObject({ reason: 'no-manifest', detail: expect.stringMatching(words) });
});

test.each([
  ['of another file', { path: '.github/workflows/mine.yml' }, 'wrong-workflow-path'],
  ['by another event', { event: 'workflow_dispatch' }, 'wrong-run-event'],
  ['of a fork', { headRepositoryId: 99 }, 'wrong-run-repository'],
  ['that never called the toolkit', { referencedWorkflows: [] }, 'toolkit-not-called'],
])('a run %s is not believed', (_, more, kind) => {
  expect(reasons(chooseRuns([branch(1)], [run(1, more)], TRUST))).toEqual([['untrusted', kind]]);
});

test('a name that could be code is refused whatever its run says', () => {
  const hostile = { ...branch(1), name: 'claude/$(id)' };
  const chosen = chooseRuns([hostile], [run(1, { headBranch: hostile.name })], TRUST);
  expect(reasons(chosen)).toEqual([['unsafe-name', null]]);
});

test('of several runs the newest finished one counts', () => {
  const runs = [run(1), run(1, { id: 500, conclusion: 'failure' }), run(1, { id: 400 })];
  expect(chooseRuns([branch(1)], runs, TRUST).candidacies[0]!.run!.id).toBe(400);
});

describe('caps', () => {
  const ALL = [1, 2, 3, 4, 5, 6];
  const policy = (admission: Partial<Policy['admission']>): Policy => ({
    ...DEFAULT_POLICY,
    admission: { ...DEFAULT_POLICY.admission, ...admission },
  });
  const choose = (runs: readonly WorkflowRunFacts[], limits: Partial<Policy['admission']>): Chosen =>
    withinCaps(chooseRuns(ALL.map(branch), runs, TRUST), policy(limits), { runs, now: NOW });
  const kept = ({ candidacies }: Chosen): string[] =>
    candidacies.map(({ branch: { name } }) => name.slice(-1));

  test('who came first gets in, the others wait and are told the limit', () => {
    const runs = ALL.map((n) => run(n, { createdAt: NOW - 7200 - n }));
    const chosen = choose(runs, { branches: 2 });
    expect(kept(chosen)).toEqual(['5', '6']);
    expect(chosen.refused.map(({ reason }) => reason)).toEqual(Array(4).fill('over-limit'));
    expect(chosen.refused[0]!.detail).toContain('2 branches');
  });

  test('one agent does not take the places of another', () => {
    const runs = ALL.map((n) => run(n, { actor: n <= 4 ? 'flood' : 'quiet' }));
    expect(kept(choose(runs, { branchesPerAgent: 2 }))).toEqual(['1', '2', '5', '6']);
  });

  test('an agent that pushed too often within the hour waits with what it pushed in it', () => {
    const runs = ALL.map((n) => run(n, { createdAt: n <= 3 ? NOW - 60 : NOW - 7200 }));
    expect(kept(choose(runs, { pushesPerHour: 2 }))).toEqual(['4', '5', '6']);
    expect(kept(choose(runs, { pushesPerHour: 3 }))).toEqual(['1', '2', '3', '4', '5', '6']);
  });
});
