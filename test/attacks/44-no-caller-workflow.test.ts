import { chooseRuns } from '../../packages/pipeline/src/stages/choose-runs.ts';
import { branchOf, runOf, TRUST } from '../support/workflow-runs.ts';

// The branch deletes `.github/workflows/sluice-manifest.yml`, so that no run of it exists for its head.

test('where nothing has to be signed, a branch without a run is taken like any other', () => {
  const chosen = chooseRuns([branchOf(1)], [], { ...TRUST, mode: 'recompute-only' });
  expect(chosen.candidacies.map(({ branch }) => branch.name)).toEqual([branchOf(1).name]);
});

test('no manifest means not merged', () => {
  const chosen = chooseRuns([branchOf(1)], [], TRUST);
  expect(chosen.candidacies).toEqual([]);
  expect(chosen.refused).toMatchObject([{ reason: 'no-manifest', rejection: 'no-manifest' }]);
});

test('a run of an earlier head, of another branch, or of a file of its own does not stand in for it', () => {
  const others = [
    runOf(1, { headSha: runOf(2).headSha }),
    runOf(1, { headBranch: 'claude/other' }),
    runOf(1, { path: '.github/workflows/mine.yml' }),
  ];
  for (const run of others) expect(chooseRuns([branchOf(1)], [run], TRUST).candidacies).toEqual([]);
});
