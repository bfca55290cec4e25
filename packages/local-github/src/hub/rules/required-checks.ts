import type { Rule } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';

interface Required {
  readonly context: string;
  readonly integration_id?: number;
}

const PASSED = new Set(['success', 'neutral', 'skipped']);

/** The required checks of a rule that a commit does not have, in GitHub's words. */
export function missingChecks(repository: Repository, rule: Rule, sha: string): readonly string[] {
  const required = (rule.parameters?.['required_status_checks'] ?? []) as readonly Required[];
  const missing = required.filter((one) => !hasPassed(repository, one, sha));
  if (missing.length === 0) return [];
  if (required.length === 1) return [`Required status check "${missing[0]?.context ?? ''}" is expected.`];
  return [`${missing.length} of ${required.length} required status checks are expected.`];
}

export function isStrict(rule: Rule): boolean {
  return rule.parameters?.['strict_required_status_checks_policy'] === true;
}

function hasPassed(repository: Repository, required: Required, sha: string): boolean {
  const runs = [...repository.checkRuns.values()].filter(
    (run) =>
      run.headSha === sha &&
      run.name === required.context &&
      (required.integration_id === undefined || run.app.id === required.integration_id),
  );
  const newest = runs.at(-1);
  if (newest !== undefined) return newest.status === 'completed' && PASSED.has(newest.conclusion ?? '');
  const status = repository.statuses
    .filter((one) => one.sha === sha && one.context === required.context)
    .at(-1);
  return required.integration_id === undefined && status?.state === 'success';
}
