// An approval that is worth nothing: of the bot that opened the pull request, of the workflow's own token, of another bot
// that pushed last, of somebody who may not write, or of a commit that is not the head any more. What counts is the
// approval of a person who may write, is not the author, did not push last, and saw this head. The forge holds to that
// where it is set as `doctor` demands.
import { ACTIONS_APP, reviewRuleset } from '../../packages/cli/src/doctor/rulesets.ts';
import { examine } from '../../packages/cli/src/doctor/finding.ts';
import { RULES } from '../../packages/cli/src/doctor/rules/all-rules.ts';
import type { Token } from '../../packages/local-github/src/hub/state/tokens.ts';
import { bypassedBy, GOOD, rulesWith } from '../cli/doctor/good-facts.ts';
import { NAME, openWorld, REPO, type World } from '../local-github/hub/world.ts';

const PERMISSIONS = { contents: 'write', pull_requests: 'write' } as const;

let world: World;
let bot: Token;
let work: string;
let pull: number;

/** The ruleset for reviews that `doctor` tells to set; weakened by a test. */
function protect(weakened: Readonly<Record<string, unknown>> = {}): void {
  const { rules, ...ruleset } = reviewRuleset('main');
  const review = rules.find(({ type }) => type === 'pull_request')! as { parameters: object };
  world.hub.createRuleset(NAME, {
    ...ruleset,
    enforcement: 'active',
    target: 'branch',
    rules: [{ type: 'pull_request', parameters: { ...review.parameters, ...weakened } }],
  });
}

/** The names of the rules of `doctor` that object to such a setting. */
function objections(weakened: Readonly<Record<string, unknown>>): string[] {
  return examine(RULES, { ...GOOD, rules: rulesWith('pull_request', weakened) }).flatMap(({ id, state }) =>
    state === 'wrong' ? [id] : [],
  );
}

beforeEach(async () => {
  world = await openWorld();
  work = await world.clone();
  bot = world.token({ kind: 'app', login: 'sluice-bot', permissions: PERMISSIONS });
  await pushHead('checkpoint', bot);
  const { data } = await world.octokit(bot).rest.pulls.create({
    ...REPO,
    title: 'Checkpoint',
    head: 'sluice/checkpoint',
    base: 'main',
  });
  pull = data.number;
});
afterEach(() => world.close());

async function pushHead(text: string, token: Token): Promise<string> {
  await world.git(work, ['checkout', '--quiet', '-B', 'sluice/checkpoint']);
  const head = await world.commit(work, { 'new.txt': `${text}\n` });
  const pushed = await world.git(work, ['push', '--quiet', 'origin', 'sluice/checkpoint'], token);
  expect(pushed.err).toBe('');
  return head;
}

function approve(token: Token, commit?: string): Promise<unknown> {
  const at = commit === undefined ? {} : { commit_id: commit };
  return world
    .octokit(token)
    .rest.pulls.createReview({ ...REPO, pull_number: pull, event: 'APPROVE', ...at });
}

/** What the forge says to the merge; null: it did it. */
async function mergedBy(token: Token): Promise<string | null> {
  try {
    await world.octokit(token).rest.pulls.merge({ ...REPO, pull_number: pull });
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

async function mainIs(): Promise<string> {
  return (await world.git(work, ['ls-remote', 'origin', 'refs/heads/main'])).out.slice(0, 40);
}

const person = (): Token => world.token({ kind: 'pat', login: 'grace', permissions: PERMISSIONS });

test('without a demand for approval the bot merges what it opened; with it nobody approved, and nothing moves', async () => {
  const before = await mainIs();
  expect(objections({ required_approving_review_count: 0 })).toContain('pull-request-required');
  protect();
  await expect(approve(bot)).rejects.toThrow('Can not approve your own pull request');
  await expect(mergedBy(bot)).resolves.toMatch(/At least 1 approving review is required/);
  expect(await mainIs()).toBe(before);

  const weak = await openWeak({ required_approving_review_count: 0, require_last_push_approval: false });
  expect(weak).toBeNull();
});

/** The bot merges under a weakened ruleset, in a repository of its own. */
async function openWeak(weakened: Readonly<Record<string, unknown>>): Promise<string | null> {
  for (const id of [...world.hub.repository(NAME).rulesets.keys()])
    world.hub.repository(NAME).rulesets.delete(id);
  protect(weakened);
  return mergedBy(bot);
}

test('the token of a workflow approves where workflows may; where they may not, it is refused', async () => {
  const token = world.token({ kind: 'job', permissions: PERMISSIONS });
  protect();
  await expect(approve(token)).rejects.toThrow('GitHub Actions is not permitted to approve pull requests.');
  await expect(mergedBy(bot)).resolves.toMatch(/At least 1 approving review/);

  const facts = { ...GOOD, token: { default: 'read', canApprove: true } as const };
  const wrong = examine(RULES, facts).filter(({ state }) => state === 'wrong');
  expect(wrong.map(({ id }) => id)).toEqual(['actions-approve-nothing']);
  world.hub.repository(NAME).actions.canApprovePullRequests = true;
  await approve(token);
  await expect(mergedBy(bot)).resolves.toBeNull();
});

test('an approval of an earlier head counts where stale ones stay; dismissed, it does not', async () => {
  const weakened = { dismiss_stale_reviews_on_push: false, require_last_push_approval: false };
  expect(objections(weakened).length).toBeGreaterThanOrEqual(2);
  protect();
  await approve(person());
  await pushHead('evil', bot);
  await expect(mergedBy(bot)).resolves.toMatch(/At least 1 approving review/);
  await expect(openWeak(weakened)).resolves.toBeNull();
});

test('a second bot that pushes last and approves its own push is refused where the last push needs another', async () => {
  const agent = world.token({ kind: 'app', login: 'agents', permissions: PERMISSIONS });
  expect(objections({ require_last_push_approval: false })).toEqual(['last-push-approval']);
  protect();
  await pushHead('evil', agent);
  await approve(agent);
  await expect(mergedBy(bot)).resolves.toMatch(
    /must be approved by someone other than the person who pushed it/,
  );
  await expect(openWeak({ require_last_push_approval: false })).resolves.toBeNull();
});

test('an approval of somebody who may not write counts nowhere', async () => {
  protect();
  await approve(world.token({ kind: 'pat', login: 'passer-by', permissions: { pull_requests: 'write' } }));
  await expect(mergedBy(bot)).resolves.toMatch(/reviewers with write access/);
});

test('a bot in the bypass list merges without anybody; doctor objects to it', async () => {
  const app = bot.app!.id;
  const bypass = [{ actor_id: app, actor_type: 'Integration', bypass_mode: 'always' }];
  const facts = {
    ...GOOD,
    rulesets: bypassedBy(7, { type: 'Integration', id: app, mode: 'always' }),
  };
  expect(examine(RULES, facts).flatMap(({ id, state }) => (state === 'wrong' ? [id] : []))).toEqual([
    'no-bot-bypass',
  ]);
  const { rules: _rules, ...ruleset } = reviewRuleset('main');
  world.hub.createRuleset(NAME, {
    ...ruleset,
    enforcement: 'active',
    target: 'branch',
    bypass_actors: bypass,
    rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 1 } }],
  });
  expect(app).not.toBe(ACTIONS_APP);
  await expect(mergedBy(bot)).resolves.toBeNull();
});

test('the approval of a person who may write, of this head, lands it', async () => {
  protect();
  const head = await pushHead('checkpoint 2', bot);
  await approve(person(), head);
  await expect(mergedBy(bot)).resolves.toBeNull();
});
