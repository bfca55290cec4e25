// A run can end at any moment. What it leaves is as before, or whole; the next run cleans up and comes to the same result.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { leftBehind, outcomes, resultOf, sluice, start, type Running } from '../support/cli.ts';
import { copyOf, lines, repository, type Repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const STAGES = ['discover', 'cluster', 'candidates', 'validate', 'deliver'] as const;

/** Told apart from every other process of the machine. */
let naps = 0;
const nap = (): string => `sleep 47.${process.pid}${(naps += 1)}`;

function withBranches(): Repository {
  const repo = repository({ 'a.txt': lines(), 'check.sh': 'exit 0\n' });
  for (let i = 0; i < 4; i++)
    repo.commit(`claude/agent-${i}`, { [`new-${i}.txt`]: 'x\n', 'a.txt': lines({ [i * 2]: 'x' }) });
  repo.commit('claude/rival', { 'a.txt': lines({ 2: 'rival' }) });
  return repo;
}

async function reaches(running: Running, stage: string): Promise<void> {
  await running.shows(new RegExp(`^${stage}: `, 'm'));
}

const own = (repo: Repository): string[] => repo.refs().filter((line) => line.includes('/sluice/'));

describe('a run that is killed', () => {
  test.each(STAGES)(
    'once it says %s leaves the repository whole, and the next comes to the same',
    async (stage) => {
      const repo = withBranches();
      const undisturbed = copyOf(repo);
      const before = repo.snapshot();
      const tier = ['--tier', 'test=sh ./check.sh'];
      const running = start(['run', ...tier, '--repo', repo.path]);
      await reaches(running, stage);
      process.kill(running.pid, 'SIGKILL');
      await running.finished;
      expect(await leftBehind(repo.path)).toEqual([]);
      expect(repo.snapshot()).toEqual(before);
      expect(repo.git('fsck', '--strict', '--no-dangling')).toBe('');

      const [again, expected] = [
        await sluice(['run', ...tier, '--repo', repo.path]),
        await sluice(['run', ...tier, '--repo', undisturbed.path]),
      ];
      expect(resultOf(again).checkpoint).toEqual(resultOf(expected).checkpoint);
      expect(own(repo)).toEqual(own(undisturbed));
      expect(repo.scratch()).toEqual([]);
      expect(repo.snapshot()).toEqual(before);
    },
  );

  test('during a test takes the test with it, and its scratch goes with the next run', async () => {
    const repo = withBranches();
    const sleeping = nap();
    const running = start(['run', '--tier', `test=${sleeping}`, '--repo', repo.path]);
    await reaches(running, 'validate');
    process.kill(running.pid, 'SIGKILL');
    await running.finished;
    expect(await leftBehind(sleeping)).toEqual([]);
    expect(repo.scratch()).toHaveLength(1);
    await sluice(['plan', '--repo', repo.path]);
    expect(repo.scratch()).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  const press = (running: Running, signal: NodeJS.Signals = 'SIGINT'): boolean =>
    process.kill(-running.pid, signal);

  test.each(['discover', 'cluster', 'candidates', 'validate'])(
    'once it says %s leaves nothing',
    async (stage) => {
      const repo = withBranches();
      const before = repo.snapshot();
      const sleeping = nap();
      const running = start(['run', '--land', '--tier', `test=${sleeping}`, '--repo', repo.path]);
      await reaches(running, stage);
      press(running);
      const { code, signal, stderr, result } = await running.finished;
      expect({ code, signal, result }).toEqual({ code: 130, signal: null, result: null });
      expect(stderr).toContain('Interrupted.');
      expect(repo.snapshot()).toEqual(before);
      expect(own(repo)).toEqual([]);
      expect(repo.scratch()).toEqual([]);
      expect([...(await leftBehind(sleeping)), ...(await leftBehind(repo.path))]).toEqual([]);
    },
  );

  test('before the first word leaves nothing either', async () => {
    const repo = withBranches();
    const before = repo.snapshot();
    for (const delay of [0, 40, 80, 120, 160]) {
      const running = start(['run', '--land', '--no-tests', '--repo', repo.path, '--dry-run']);
      await new Promise((resolve) => setTimeout(resolve, delay));
      press(running);
      const { code, signal } = await running.finished;
      // Before the program is loaded the system ends it.
      expect([130, 0, 2, 'SIGINT']).toContain(signal ?? code);
      expect(repo.snapshot()).toEqual(before);
    }
    expect(await leftBehind(repo.path)).toEqual([]);
    expect((await sluice(['plan', '--repo', repo.path])).code).toBe(2);
    expect(repo.scratch()).toEqual([]);
  });

  test('in the middle of a test command, and SIGTERM too, ends everything below', async () => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      const repo = withBranches();
      const before = repo.snapshot();
      const sleeping = nap();
      const tree = `trap '' INT TERM; ${sleeping} & (setsid ${sleeping} &) ; ${sleeping}; true`;
      const running = start(['run', '--tier', `test=${tree}`, '--repo', repo.path]);
      await reaches(running, 'validate');
      await new Promise((resolve) => setTimeout(resolve, 300));
      press(running, name);
      expect((await running.finished).code).toBe(130);
      expect(await leftBehind(sleeping)).toEqual([]);
      expect(repo.snapshot()).toEqual(before);
      expect([...own(repo), ...repo.scratch()]).toEqual([]);
    }
  });

  test('once the base is moving lets base, index and work tree arrive together', async () => {
    const repo = repository({ 'a.txt': lines(), '.gitattributes': '*.txt filter=slow\n' });
    const begun = join(directory(), 'begun');
    // The user's own filter makes the update of the work tree last.
    repo.git('config', 'filter.slow.smudge', `touch ${begun}; sleep 1; cat`);
    repo.commit('claude/one', { 'one.txt': 'one\n' });
    const running = start(['run', '--land', '--no-tests', '--repo', repo.path]);
    while (!existsSync(begun)) await new Promise((resolve) => setTimeout(resolve, 10));
    press(running);
    const finished = await running.finished;
    expect(finished.code).toBe(0);
    expect(outcomes(finished)).toEqual({ 'claude/one': 'landed merged' });
    expect(await leftBehind(repo.path)).toEqual([]);
    expect(repo.show('main', 'one.txt')).toBe('one\n');
    expect(repo.git('status', '--porcelain')).toBe('');
    expect(repo.snapshot()['locks']).toEqual([]);
  });
});
