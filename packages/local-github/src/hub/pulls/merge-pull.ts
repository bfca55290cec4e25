import { isAncestor, moveRefs, readRef } from '../git/refs.ts';
import { mergedTree, rebased, writeCommit } from '../git/merge.ts';
import { settleRefs } from '../git/write-refs.ts';
import type { Scene } from '../issues/issue-actions.ts';
import { mayBypass, rulesOn } from '../rules/matching.ts';
import { isStrict, missingChecks } from '../rules/required-checks.ts';
import type { Pull, Rule } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';

export interface MergeWish {
  readonly method: 'merge' | 'squash' | 'rebase';
  /** The head that the client saw. */
  readonly expectedHead: string | null;
  readonly title: string | null;
  readonly message: string | null;
}

export type MergeOutcome =
  | { readonly kind: 'merged'; readonly sha: string }
  | { readonly kind: 'head-moved' }
  | { readonly kind: 'refused'; readonly message: string };

/** Merges a pull request under the rules of its base, with git's own merge, squash or rebase. */
export async function mergePull(scene: Scene, pull: Pull, wish: MergeWish): Promise<MergeOutcome> {
  const { repository, token } = scene;
  const name = `refs/heads/${pull.baseRef}`;
  const { outcome, before } = await repository.lock.run(async () => {
    const tip = await readRef(repository.gitDir, name);
    return { before: tip, outcome: await attempt(scene, pull, wish, tip) };
  });
  if (outcome.kind !== 'merged') return outcome;
  // Said before the refs are settled, so that the pull request is found merged and not merged again.
  pull.mergedBy = token.login;
  await settleRefs(scene.world, repository, [{ name, before, after: outcome.sha }], token);
  if (pull.mergedAt === null) {
    pull.mergedAt = scene.world.now();
    pull.issue.state = 'closed';
    pull.issue.closedAt = scene.world.now();
    pull.baseShaAtEnd = before;
  }
  pull.mergeCommit = outcome.sha;
  return outcome;
}

async function attempt(
  scene: Scene,
  pull: Pull,
  wish: MergeWish,
  base: string | null,
): Promise<MergeOutcome> {
  const { repository } = scene;
  if (pull.issue.state !== 'open' || base === null)
    return { kind: 'refused', message: 'Pull Request is not mergeable' };
  if (pull.draft) return { kind: 'refused', message: 'Pull Request is still a draft' };
  if (wish.expectedHead !== null && wish.expectedHead !== pull.headSha) return { kind: 'head-moved' };
  const violations = await mergeViolations(scene, pull, wish, base);
  if (violations.length > 0) {
    return { kind: 'refused', message: `Repository rule violations found\n\n${violations.join('\n')}\n\n` };
  }
  const sha = await makeMerge(scene, pull, wish, base);
  if (sha === null) return { kind: 'refused', message: 'Pull Request is not mergeable' };
  const moved = await moveRefs(repository.gitDir, [
    { name: `refs/heads/${pull.baseRef}`, before: base, after: sha },
  ]);
  return moved
    ? { kind: 'merged', sha }
    : { kind: 'refused', message: 'Base branch was modified. Review and try the merge again.' };
}

async function mergeViolations(
  { repository, token }: Scene,
  pull: Pull,
  wish: MergeWish,
  base: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { ruleset, rule } of rulesOn(repository, `refs/heads/${pull.baseRef}`)) {
    if (mayBypass(ruleset, token, true)) continue;
    if (rule.type === 'required_linear_history' && wish.method === 'merge')
      found.push('This branch must not contain merge commits.');
    if (rule.type === 'pull_request') found.push(...missingReviews(pull, rule));
    if (rule.type !== 'required_status_checks') continue;
    found.push(...missingChecks(repository, rule, pull.headSha));
    if (isStrict(rule) && !(await isAncestor(repository.gitDir, base, pull.headSha))) {
      found.push('The head branch is not up to date with the base branch.');
    }
  }
  return found;
}

function missingReviews(pull: Pull, { parameters = {} }: Rule): readonly string[] {
  const needed = Number(parameters['required_approving_review_count'] ?? 0);
  const newest = new Map(
    pull.reviews.filter((one) => one.state !== 'COMMENTED').map((one) => [one.author, one]),
  );
  const stale = parameters['dismiss_stale_reviews_on_push'] === true;
  const approvals = [...newest.values()].filter(
    (one) => one.state === 'APPROVED' && one.mayWrite && (!stale || one.commit === pull.headSha),
  );
  const found: string[] = [];
  if (approvals.length < needed) {
    found.push(
      `At least ${needed} approving review${needed === 1 ? ' is' : 's are'} required by reviewers with write access.`,
    );
  }
  const byOthers = approvals.some((one) => one.author !== pull.pushedBy && one.commit === pull.headSha);
  if (parameters['require_last_push_approval'] === true && !byOthers)
    found.push('The most recent push must be approved by someone other than the person who pushed it.');
  return found;
}

async function makeMerge(scene: Scene, pull: Pull, wish: MergeWish, base: string): Promise<string | null> {
  const { world, repository, token } = scene;
  if (wish.method === 'rebase') return rebased(repository.gitDir, base, pull.headSha);
  const tree = await mergedTree(repository.gitDir, base, pull.headSha);
  if (tree === null) return null;
  const [title, message] = words(repository, pull, wish);
  return writeCommit(repository.gitDir, {
    tree,
    parents: wish.method === 'squash' ? [base] : [base, pull.headSha],
    message: message === '' ? title : `${title}\n\n${message}`,
    author: { name: token.login, email: `${token.login}@users.noreply.github.com` },
    date: world.now(),
  });
}

function words(repository: Repository, pull: Pull, wish: MergeWish): readonly [string, string] {
  const { number, title } = pull.issue;
  const isMerge = wish.method === 'merge';
  return [
    wish.title ??
      (isMerge
        ? `Merge pull request #${number} from ${repository.owner}/${pull.headRef}`
        : `${title} (#${number})`),
    wish.message ?? (isMerge ? title : ''),
  ];
}
