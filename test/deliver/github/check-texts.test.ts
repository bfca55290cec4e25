import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  branchCheckText,
  CHECK_NAMES,
  CHECK_STATES,
  CHECK_WORDS,
  checkpointCheckText,
  EXIT_REASONS,
  pullRequestText,
  stoppedText,
  type DeliveredView,
} from '@sluice/deliver';
import { asOid, Fault, REASON_NAMES, REASONS, type Reason } from '@sluice/model';
import { verifyCommand } from '../../../packages/deliver/src/github/verify-command.ts';
import { mixedView, VERDICT_DIGEST } from '../../support/checkpoint-views.ts';

function withReason(view: DeliveredView, reason: Reason): DeliveredView {
  const branches = view.result.branches.map((branch) =>
    branch.name === 'claude/dark-mode' ? { ...branch, reason } : branch,
  );
  return { ...view, result: { ...view.result, branches } };
}

describe('the check of an agent branch', () => {
  test.each(REASON_NAMES)('says for the reason %s who moves next', (reason) => {
    const { conclusion, title, summary } = branchCheckText(
      withReason(mixedView(), reason),
      'claude/dark-mode',
    );
    const state = CHECK_STATES[reason];
    expect(conclusion).toBe(state.conclusion);
    expect(title).toBe(`${CHECK_WORDS[state.word]}: ${REASONS[reason][1]}`);
    expect(summary).toContain(EXIT_REASONS[state.exit]);
    expect(summary).toContain('**Next step.**');
    expect(summary).toMatch(/\*\*Checkpoint\.\*\* (?:In|In part in|It is not in) \[`sluice\/checkpoint-3`\]/);
  });

  test('is green for what lands, and for nothing else', () => {
    for (const reason of REASON_NAMES)
      expect(CHECK_STATES[reason].conclusion === 'success').toBe(REASONS[reason][0] === 'lands');
  });

  test('does not call a branch delivered when there is no checkpoint', () => {
    const text = branchCheckText({ ...mixedView(), checkpoint: null }, 'claude/dark-mode');
    expect(text).toMatchObject({ conclusion: 'neutral', title: expect.stringMatching(/^Fit to land: /) });
    expect(text.summary).toContain('None was delivered by');
  });

  test('is refused for a branch that nobody knows', () => {
    expect(() => branchCheckText(mixedView(), 'claude/nobody')).toThrow(Fault);
  });
});

describe('the check of the checkpoint', () => {
  const view = mixedView();

  test('is green only for a tree with green evidence', () => {
    expect(checkpointCheckText(view).conclusion).toBe('success');
    const other = { ...view, checkpoint: { ...view.checkpoint, tree: asOid('9'.repeat(40)) } };
    expect(checkpointCheckText(other).conclusion).toBe('failure');
    expect(pullRequestText(other, VERDICT_DIGEST).body).toMatch(/^\*\*Do not merge: .*\*\* Close it\./);
    const red = view.result.validations.map((run) => ({ ...run, exit: 1 }));
    expect(checkpointCheckText({ ...view, result: { ...view.result, validations: red } }).conclusion).toBe(
      'failure',
    );
  });

  test('says so when nothing but the built-in check ran', () => {
    const tests = { ...view.result.tests, ran: false };
    expect(checkpointCheckText({ ...view, result: { ...view.result, tests } }).title).toMatch(/^Not tested/);
  });

  test('has the name that the ruleset requires', () => {
    expect(CHECK_NAMES).toEqual({ branch: 'Sluice report', checkpoint: 'Sluice' });
  });
});

test('the parts of a pull request come in the order in which a reviewer needs them', () => {
  const { body } = pullRequestText(mixedView(), VERDICT_DIGEST);
  const parts = [
    '**Ready to merge',
    'Base `main`',
    'Verify locally',
    '### Agent branches',
    '### Read these first',
    '### Dependencies',
  ];
  const later = [
    '### Conflicts',
    'Tiers: 2 of 2',
    '### Not in this',
    'Revert one agent',
    '**Cost.**',
    '**Next:**',
    '<!-- sluice:',
  ];
  const places = [...parts, ...later].map((part) => body.indexOf(part));
  expect(places[0]).toBe(0);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const rows = [...body.matchAll(/^\| .*?\| `(claude\/[^`]+)` @/gm)].map((match) => match[1]);
  expect(rows.slice(0, 2)).toEqual(['claude/add-retry-to-http-client', 'claude/deps-bump-zod']);
});

test('the command to verify succeeds on the validated commit, and fails once the branch has another one', () => {
  const root = mkdtempSync(join(tmpdir(), 'sluice-verify-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      encoding: 'utf8',
    }).trim();
  const commit = (text: string) => {
    writeFileSync(join(root, 'file'), text);
    git('add', 'file');
    git('commit', '-qm', text);
  };
  try {
    git('init', '-qb', 'sluice/checkpoint-3');
    git('remote', 'add', 'origin', root);
    commit('one');
    const [head, tree] = git('rev-parse', 'HEAD', 'HEAD^{tree}').split('\n');
    const checkpoint = { ...mixedView().checkpoint, commit: asOid(head!), tree: asOid(tree!) };
    const run = () =>
      execFileSync('sh', ['-c', verifyCommand(checkpoint)], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    expect(run()).toBe(`${head} ${tree}\n`);
    commit('two');
    expect(run).toThrow();
  } finally {
    rmSync(root, { recursive: true });
  }
});

describe('what stops the run', () => {
  const nothing = { labelled: [], ref: false, variable: null, unreadable: null };

  test('is nothing when nothing says stop', () => {
    expect(stoppedText(nothing)).toBeNull();
    expect(stoppedText({ ...nothing, variable: '' })).toBeNull();
  });

  test.each([
    [
      { ...nothing, labelled: ['#12', '#13'] },
      'Stopped, nothing was written: the label stop-claude is on #12, #13.',
    ],
    [{ ...nothing, ref: true }, 'Stopped, nothing was written: the ref refs/heads/sluice/stop exists.'],
    [
      { ...nothing, variable: 'x\n::error::y' },
      'Stopped, nothing was written: the variable SLUICE_STOP is set (x\\x0a::error::y).',
    ],
    [
      { ...nothing, unreadable: '403' },
      'Stopped, nothing was written: the stop signals could not be read (403).',
    ],
  ])('is told on one line: %j', (reading, line) => {
    expect(stoppedText(reading)!.line).toBe(line);
  });
});
