import type { ManifestVerdict, Oid } from '@sluice/model';
import type { Toolkit } from './expectation.ts';
import { equal, verdictOfRows } from './row.ts';

/** A workflow run as the API tells of it: facts that no branch can write. */
export interface RunRecord {
  /** `.github/workflows/x.yml` */
  readonly path: string;
  readonly event: string;
  readonly headSha: Oid;
  /** Without `refs/heads/`. */
  readonly headBranch: string;
  readonly headRepositoryId: number;
  /** `owner/repo/.github/workflows/x.yml@…` of each reusable workflow that it called, and its commit. */
  readonly referencedWorkflows: readonly { readonly path: string; readonly sha: string }[];
}

/** What the run has to be that left the artifact. */
export interface ExpectedRun {
  /** The caller's file: `.github/workflows/sluice-manifest.yml`. */
  readonly path: string;
  readonly ref: string;
  readonly tip: Oid;
  readonly repositoryId: number;
  readonly toolkit: Toolkit;
}

/**
 * The same facts as in the certificate, from an independent source: a workflow of the same name, or one that never called
 * the toolkit, is told apart before its artifacts are even fetched.
 */
export function checkRunRecord(run: RunRecord, expected: ExpectedRun): ManifestVerdict {
  const { path, ref, tip, repositoryId, toolkit } = expected;
  const allowed = toolkit.commits.map((commit) => `${workflowPath(toolkit.workflow)}@${commit}`);
  const called = run.referencedWorkflows.map((each) => `${each.path.split('@')[0]!}@${each.sha}`);
  return verdictOfRows([
    equal('wrong-workflow-path', 'workflow file of the run', path, run.path.split('@')[0]!),
    equal('wrong-run-commit', 'commit of the run', tip, run.headSha),
    equal('wrong-run-branch', 'branch of the run', ref, `refs/heads/${run.headBranch}`),
    equal('wrong-run-event', 'event of the run', 'push', run.event),
    equal(
      'wrong-run-repository',
      'repository of the run (id)',
      String(repositoryId),
      String(run.headRepositoryId),
    ),
    {
      kind: 'toolkit-not-called',
      field: 'workflows called by the run',
      expected: allowed.join(' or '),
      actual: called.length === 0 ? null : called.join(', '),
      ok: called.some((each) => allowed.includes(each)),
    },
  ]);
}

/** `https://github.com/o/r/.github/workflows/x.yml` as the API writes it: without the server. */
function workflowPath(uri: string): string {
  return uri.replace(/^https?:\/\/[^/]+\//, '');
}
