import { tryGit } from '../git/run.ts';
import type { RefMove } from '../git/refs.ts';
import type { Rule } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { Token } from '../state/tokens.ts';
import { mayBypass, rulesOn } from './matching.ts';
import { missingChecks } from './required-checks.ts';

export type GitEnv = Readonly<Record<string, string>>;

/** Why the rulesets refuse a move of a ref outside a pull request, in GitHub's words; empty: they do not. */
export async function pushViolations(
  repository: Repository,
  move: RefMove,
  token: Token,
  env: GitEnv = {},
): Promise<readonly string[]> {
  const applying = rulesOn(repository, move.name).filter(({ ruleset }) => !mayBypass(ruleset, token, false));
  const found: string[] = [];
  for (const { rule } of applying) found.push(...(await violationsOf(repository, rule, move, env)));
  return [...new Set(found)];
}

async function violationsOf(
  repository: Repository,
  rule: Rule,
  move: RefMove,
  env: GitEnv,
): Promise<readonly string[]> {
  const { before, after } = move;
  if (after === null) return rule.type === 'deletion' ? ['Cannot delete this branch'] : [];
  switch (rule.type) {
    case 'creation':
      return before === null ? ['Cannot create ref due to creations being restricted.'] : [];
    case 'update':
      return before === null ? [] : ['Cannot update this protected ref.'];
    case 'non_fast_forward':
      return before === null || (await contains(repository, before, after, env))
        ? []
        : ['Cannot force-push to this branch'];
    case 'pull_request':
      return ['Changes must be made through a pull request.'];
    case 'required_status_checks':
      return missingChecks(repository, rule, after);
    case 'required_linear_history':
      return (await hasMerges(repository, before, after, env))
        ? ['This branch must not contain merge commits.']
        : [];
    default:
      return [];
  }
}

async function contains(
  repository: Repository,
  before: string,
  after: string,
  env: GitEnv,
): Promise<boolean> {
  return (
    (await tryGit(repository.gitDir, ['merge-base', '--is-ancestor', before, after], { env })).status === 0
  );
}

async function hasMerges(
  repository: Repository,
  before: string | null,
  after: string,
  env: GitEnv,
): Promise<boolean> {
  const range = before === null ? [after] : [after, `^${before}`];
  const done = await tryGit(repository.gitDir, ['rev-list', '--merges', '--max-count=1', ...range], { env });
  return done.stdout.length > 0;
}
