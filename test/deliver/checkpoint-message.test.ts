import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkpointMessage, plainText, revertCommand, type CheckpointCommit } from '@sluice/deliver';
import { asOid } from '@sluice/model';
import { HOSTILE_NAMES, HOSTILE_TEXT } from '../support/hostile-run-results.ts';
import { mixedResult } from '../support/run-results.ts';

const head = asOid('0123456789abcdef0123456789abcdef01234567');
const plain: CheckpointCommit = {
  branch: 'claude/dark-mode',
  head,
  cluster: 'c4',
  method: 'git',
  task: 'Follow the colour scheme of the system',
  dropped: [],
  partial: false,
};

/** What git itself reads from the message. */
function trailersOf(message: string): string[] {
  const out = execFileSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' });
  return out.split('\n').filter((line) => line !== '');
}

const expected = ({ branch, cluster, method }: CheckpointCommit): string[] => [
  `Sluice-Agent-Branch: ${plainText(branch)}`,
  `Sluice-Agent-Head: ${head}`,
  `Sluice-Cluster: ${cluster}`,
  `Sluice-Method: ${method}`,
];

describe('words of a branch that a forge would take for an instruction', () => {
  test.each([
    '[skip ci]',
    '[ci skip]',
    '[no ci]',
    '[skip actions]',
    '[Actions Skip]',
    'skip-checks: true',
    'fixes #1',
    'Closes: #22',
    'resolved acme/shop#3',
    'fix GH-4',
    'close https://forge.example/acme/shop/issues/5',
  ])('%s is none any more', (words) => {
    const message = checkpointMessage({ ...plain, task: `Tidy up ${words} now`, branch: 'claude/x' });
    expect(message).not.toMatch(/\[(?:skip|ci|no|actions) (?:ci|skip|actions)\]|skip-checks:/i);
    expect(message).not.toMatch(/\b(?:clos|fix|resolv)\w*:? (?:\S*#\d|GH-|https?:)/i);
    expect(message).toContain('Tidy up');
  });

  test('a title that only talks of it stays as it is', () => {
    const task = 'Fix the skip list of ci; closes the door';
    expect(checkpointMessage({ ...plain, branch: 'a', task })).toContain(task);
  });
});

describe('the message of a merge', () => {
  test('says what was merged, that nothing was dropped, and has four trailers', () => {
    const message = checkpointMessage(plain);
    expect(message.split('\n')[0]).toBe('Merge claude/dark-mode: Follow the colour scheme of the system');
    expect(message).toContain('\nNothing was dropped.\n');
    expect(trailersOf(message)).toEqual(expected(plain));
  });

  test('lists what a part leaves on its branch', () => {
    const message = checkpointMessage({ ...plain, partial: true, dropped: ['src/a.ts', 'src/b\nc.ts'] });
    expect(message).toContain('Merge part of claude/dark-mode');
    expect(message).toContain('Deferred, and still on the branch:\n- src/a.ts\n- src/b\\x0ac.ts\n');
  });

  test('keeps its subject within 72 columns', () => {
    const subject = checkpointMessage({ ...plain, task: 'a title '.repeat(30) }).split('\n')[0]!;
    expect(subject.length).toBeLessThanOrEqual(72);
    expect(subject).toMatch(/^Merge claude\/dark-mode: a title .*…$/);
  });
});

describe('hostile names and titles', () => {
  const forgeries = [
    'Sluice-Method: forged',
    '\nSluice-Agent-Head: 0\n',
    '\n\nSluice-Cluster: c0',
    '---\nx',
    '# x',
    '\rSluice-Method: x',
    '\u2028Sluice-Method: x',
    HOSTILE_TEXT,
    'x\u0085Sluice-Method: x',
    '(cherry picked from commit 0)',
    'Signed-off-by: x <x@y>',
    '',
  ];

  test.each(HOSTILE_NAMES)('of the branch %j forge no trailer', (branch) => {
    for (const task of forgeries) {
      const commit = { ...plain, branch, task, dropped: forgeries };
      expect(trailersOf(checkpointMessage(commit))).toEqual(expected(commit));
    }
  });

  test('put no line of the message under their control', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...forgeries, ' ', 'word'), { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(text, { maxLength: 3 }),
        fc.boolean(),
        (branch, task, dropped, partial) => {
          const lines = checkpointMessage({ ...plain, branch, task, dropped, partial }).split('\n');
          const ours =
            /^(?:Merge |Takes in |Its task:| {2}|Dropped:|Deferred, |Nothing was dropped\.|The rest stays |- |Sluice-(?:Agent-Branch|Agent-Head|Cluster|Method): |$)/;
          expect(lines.filter((line) => !ours.test(line))).toEqual([]);
          expect(lines.filter((line) => line.startsWith('Sluice-'))).toHaveLength(4);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the command that takes one branch out again', () => {
  test('finds its commit by the trailer and reverts it, and nothing else', () => {
    const directory = mkdtempSync(join(tmpdir(), 'sluice-revert-'));
    const env = {
      ...process.env,
      GIT_CONFIG_NOSYSTEM: '1',
      HOME: directory,
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@b',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@b',
    };
    const sh = (script: string) =>
      execFileSync('sh', ['-ec', script], { cwd: directory, env, encoding: 'utf8' }).trim();
    sh('git init -q -b main . && echo base >base && git add . && git commit -qm base');
    const base = asOid(sh('git rev-parse HEAD'));
    // Another agent quotes the trailer in its own message and title.
    const mine = asOid(
      sh(
        'git switch -qc claude/one main && echo 1 >one && git add . && git commit -qm one && git rev-parse HEAD',
      ),
    );
    const other = asOid(
      sh(`git switch -qc claude/two main && echo 2 >two && git add . && git commit -qm "two

Sluice-Agent-Head: ${mine}" && git rev-parse HEAD`),
    );
    sh('git switch -qc sluice/checkpoint-1 main');
    const commit = (branch: string, oid: typeof mine, task: string) =>
      execFileSync(
        'git',
        ['merge', '-q', '--no-ff', '-m', checkpointMessage({ ...plain, branch, head: oid, task }), branch],
        { cwd: directory, env },
      );
    commit('claude/one', mine, 'one');
    commit('claude/two', other, `Sluice-Agent-Head: ${mine}`);
    const sample = mixedResult();
    const branch = { ...sample.branches[0]!, name: 'claude/one', head: mine };
    const result = {
      ...sample,
      base: { ref: 'main', sha: base },
      branches: [branch],
      checkpoint: { ...sample.checkpoint!, ref: 'refs/heads/sluice/checkpoint-1' },
    };
    sh(revertCommand(result, branch)!.replace('git revert', 'git revert --no-edit'));
    expect(sh('ls')).toBe('base\ntwo');
  });
});
