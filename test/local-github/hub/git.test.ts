import type { TriggerEvent } from '../../../packages/local-github/src/runner/host.ts';
import { NAME, openWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.hub.violations).toEqual([]);
});

describe('git over HTTP', () => {
  test('a push by an app starts workflows with the payload of GitHub, and a fetch gets what was pushed', async () => {
    const path = await world.clone();
    const events: TriggerEvent[] = [];
    world.hub.onTrigger((event) => events.push(event));
    await world.git(path, ['checkout', '-q', '-b', 'claude/x']);
    const head = await world.commit(path, { 'b/c.txt': 'two\n' }, 'Add c');
    const agent = world.token({ kind: 'app', login: 'agents', permissions: { contents: 'write' } });
    const pushed = await world.git(path, ['push', 'origin', 'claude/x'], agent);
    expect(pushed).toMatchObject({ code: 0 });

    expect(events).toHaveLength(1);
    const [event] = events;
    expect(event).toMatchObject({
      name: 'push',
      repository: NAME,
      sha: head,
      ref: 'refs/heads/claude/x',
      actor: 'agents[bot]',
    });
    expect(event?.changedPaths).toEqual(['b/c.txt']);
    expect(event?.payload).toMatchObject({
      ref: 'refs/heads/claude/x',
      before: '0'.repeat(40),
      after: head,
      created: true,
      deleted: false,
      forced: false,
      head_commit: { id: head, message: 'Add c' },
      sender: { login: 'agents[bot]', type: 'Bot' },
      repository: { full_name: NAME, default_branch: 'main' },
    });

    await world.git(path, ['checkout', '-q', 'main']);
    const fetched = await world.git(path, ['fetch', 'origin', 'claude/x'], agent);
    expect(fetched.code).toBe(0);
    expect((await world.git(path, ['rev-parse', 'FETCH_HEAD'])).out).toBe(head);
  });

  test('a push by the token of a job starts nothing', async () => {
    const path = await world.clone();
    const events: TriggerEvent[] = [];
    world.hub.onTrigger((event) => events.push(event));
    const job = world.token({ kind: 'job', permissions: { contents: 'write' } });
    expect((await world.git(path, ['push', 'origin', 'main:refs/heads/made'], job)).code).toBe(0);
    expect(events).toEqual([]);
  });

  test('without contents: write a push is refused, without a token it is not even asked', async () => {
    const path = await world.clone();
    const reader = world.token({ kind: 'app', permissions: { contents: 'read' } });
    const refused = await world.git(path, ['push', 'origin', 'main:refs/heads/x'], reader);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('403');
    const anonymous = await world.git(path, ['ls-remote', 'origin'], null);
    expect(anonymous.err).toMatch(/could not read Username|Authentication failed/);
    const stranger = world.token({
      kind: 'pat',
      login: 'eve',
      permissions: { contents: 'write' },
      repositories: ['acme/other'],
    });
    expect((await world.git(path, ['ls-remote', 'origin'], stranger)).err).toContain('not found');
  });

  test('a new or changed workflow file needs the workflows permission; the same file of another branch and a deletion do not', async () => {
    const path = await world.clone();
    const file = '.github/workflows/ci.yml';
    await world.commit(path, { [file]: 'on: push\n' });
    await world.git(path, ['push', 'origin', 'main']);
    const agent = world.token({ kind: 'app', login: 'agents', permissions: { contents: 'write' } });

    await world.git(path, ['checkout', '-q', '-b', 'claude/same']);
    await world.commit(path, { 'b.txt': 'b\n' });
    expect((await world.git(path, ['push', 'origin', 'claude/same'], agent)).code).toBe(0);

    await world.git(path, ['checkout', '-q', '-b', 'claude/changed']);
    await world.commit(path, { [file]: 'on: [push, pull_request]\n' });
    const refused = await world.git(path, ['push', 'origin', 'claude/changed'], agent);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('refusing to allow a GitHub App to create or update workflow');
    expect(refused.err).toContain(file);
    expect((await world.git(path, ['ls-remote', 'origin', 'refs/heads/claude/changed'])).out).toBe('');

    await world.git(path, ['checkout', '-q', '-b', 'claude/deleted', 'main']);
    await world.git(path, ['rm', '-q', file]);
    await world.commit(path, {});
    expect((await world.git(path, ['push', 'origin', 'claude/deleted'], agent)).code).toBe(0);

    const trusted = world.token({ kind: 'app', permissions: { contents: 'write', workflows: 'write' } });
    expect((await world.git(path, ['push', 'origin', 'claude/changed'], trusted)).code).toBe(0);
  });

  test('a ruleset refuses direct pushes, force pushes and deletions of main, but not for who may bypass it', async () => {
    const path = await world.clone();
    const deployer = world.token({
      kind: 'app',
      login: 'deployer',
      permissions: { contents: 'write', workflows: 'write' },
    });
    world.hub.createRuleset(NAME, {
      name: 'main',
      enforcement: 'active',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      bypass_actors: [
        { actor_id: deployer.app?.id ?? null, actor_type: 'Integration', bypass_mode: 'always' },
      ],
      rules: [{ type: 'pull_request', parameters: {} }, { type: 'non_fast_forward' }, { type: 'deletion' }],
    });
    const before = (await world.git(path, ['ls-remote', 'origin', 'main'])).out;
    await world.commit(path, { 'a.txt': 'two\n' });
    const direct = await world.git(path, ['push', 'origin', 'main']);
    expect(direct.err).toContain('GH013: Repository rule violations found for refs/heads/main');
    expect(direct.err).toContain('Changes must be made through a pull request.');
    expect(direct.err).toContain('push declined due to repository rule violations');
    await world.git(path, ['commit', '-q', '--amend', '--reset-author', '-m', 'Other']);
    expect((await world.git(path, ['push', 'origin', ':main'])).err).toContain('Cannot delete this branch');
    expect((await world.git(path, ['ls-remote', 'origin', 'main'])).out).toBe(before);
    expect((await world.git(path, ['push', 'origin', 'main'], deployer)).code).toBe(0);
  });

  test('push --force-with-lease loses against a branch that moved', async () => {
    const path = await world.clone();
    const old = (await world.git(path, ['rev-parse', 'main'])).out;
    await world.commit(path, { 'a.txt': 'two\n' });
    await world.git(path, ['push', 'origin', 'main']);
    await world.git(path, ['update-ref', '-d', 'refs/remotes/origin/main']);
    const lost = await world.git(path, ['push', `--force-with-lease=main:${old}`, 'origin', `${old}:main`]);
    expect(lost.err).toMatch(/stale info/);
  });
});
