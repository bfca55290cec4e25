// Attack 9: a workflow of the branch has the name that `workflow_run` waits for. Names are free; paths and commits of
// called workflows are told by the API.
import { asOid, type RejectionKind } from '@sluice/model';
import { checkRunRecord, type ExpectedRun, type RunRecord } from '@sluice/trust';
import { EXTRACT, REF, REPOSITORY, TIP, TOOLKIT_COMMIT } from '../support/sigstore/workflow-token.ts';

const EXPECTED: ExpectedRun = {
  path: '.github/workflows/sluice-manifest.yml',
  ref: REF,
  tip: asOid(TIP),
  repositoryId: REPOSITORY.id,
  toolkit: { workflow: EXTRACT, commits: [TOOLKIT_COMMIT] },
};
const NAME = 'Sluice manifest';
const GOOD: RunRecord = {
  path: EXPECTED.path,
  event: 'push',
  headSha: EXPECTED.tip,
  headBranch: 'claude/fix-login',
  headRepositoryId: REPOSITORY.id,
  referencedWorkflows: [
    { path: `acme/sluice/.github/workflows/extract.yml@${TOOLKIT_COMMIT}`, sha: TOOLKIT_COMMIT },
  ],
};

const attacks: readonly (readonly [string, RunRecord & { readonly name: string }, RejectionKind])[] = [
  ['another file', { ...GOOD, name: NAME, path: '.github/workflows/evil.yml' }, 'wrong-workflow-path'],
  [
    'the same file without the toolkit',
    { ...GOOD, name: NAME, referencedWorkflows: [] },
    'toolkit-not-called',
  ],
  [
    'the same file with a copy of the toolkit',
    {
      ...GOOD,
      name: NAME,
      referencedWorkflows: [{ path: `octo/shop/.github/workflows/extract.yml@${REF}`, sha: TIP }],
    },
    'toolkit-not-called',
  ],
  ['a pull request of a fork', { ...GOOD, name: NAME, headRepositoryId: 1 }, 'wrong-run-repository'],
];

test.each(attacks)('%s', (_, run, kind) => {
  // What `on: workflow_run: workflows: [Sluice manifest]` looks at.
  expect(run.name).toBe(NAME);
  expect(checkRunRecord(run, EXPECTED).rejection?.kind).toBe(kind);
});

test('a policy that expects the file that the run has takes it', () => {
  const run = attacks[0]![1];
  expect(checkRunRecord(run, { ...EXPECTED, path: run.path }).rejection).toBeNull();
});
