import { asOid, type RejectionKind } from '@sluice/model';
import { checkRunRecord, type ExpectedRun, type RunRecord } from '@sluice/trust';
import {
  EXTRACT,
  OLD_TOOLKIT_COMMIT,
  REF,
  REPOSITORY,
  TIP,
  TOOLKIT_COMMIT,
} from '../support/sigstore/workflow-token.ts';

const EXPECTED: ExpectedRun = {
  path: '.github/workflows/sluice-manifest.yml',
  ref: REF,
  tip: asOid(TIP),
  repositoryId: REPOSITORY.id,
  toolkit: { workflow: EXTRACT, commits: [TOOLKIT_COMMIT, OLD_TOOLKIT_COMMIT] },
};
const CALLED = 'acme/sluice/.github/workflows/extract.yml';
const RECORD: RunRecord = {
  path: EXPECTED.path,
  event: 'push',
  headSha: EXPECTED.tip,
  headBranch: 'claude/fix-login',
  headRepositoryId: REPOSITORY.id,
  referencedWorkflows: [{ path: `${CALLED}@${TOOLKIT_COMMIT}`, sha: TOOLKIT_COMMIT }],
};

test('a run of the caller that called the toolkit, among others', () => {
  const called = [
    { path: 'octo/shop/.github/workflows/own.yml@refs/heads/claude/x', sha: TIP },
    { path: `${CALLED}@${OLD_TOOLKIT_COMMIT}`, sha: OLD_TOOLKIT_COMMIT },
  ];
  expect(checkRunRecord({ ...RECORD, referencedWorkflows: called }, EXPECTED).rejection).toBeNull();
});

test.each<[string, Partial<RunRecord>, RejectionKind]>([
  ['another workflow of the same name', { path: '.github/workflows/other.yml' }, 'wrong-workflow-path'],
  ['another commit', { headSha: asOid('d'.repeat(40)) }, 'wrong-run-commit'],
  ['another branch', { headBranch: 'claude/other' }, 'wrong-run-branch'],
  ['another event', { event: 'pull_request' }, 'wrong-run-event'],
  ['a fork', { headRepositoryId: 1 }, 'wrong-run-repository'],
  ['no called workflow', { referencedWorkflows: [] }, 'toolkit-not-called'],
  [
    'the toolkit at another commit',
    { referencedWorkflows: [{ path: `${CALLED}@main`, sha: 'd'.repeat(40) }] },
    'toolkit-not-called',
  ],
  [
    'a tag of the toolkit that has the name of an allowed commit',
    { referencedWorkflows: [{ path: `${CALLED}@${TOOLKIT_COMMIT}`, sha: 'd'.repeat(40) }] },
    'toolkit-not-called',
  ],
  [
    'a workflow of that name elsewhere',
    { referencedWorkflows: [{ path: CALLED.replace('acme', 'evil'), sha: TOOLKIT_COMMIT }] },
    'toolkit-not-called',
  ],
])('%s', (_, changed, kind) => {
  expect(checkRunRecord({ ...RECORD, ...changed }, EXPECTED).rejection?.kind).toBe(kind);
});
