// Attack 16: `##[command]`, which the runner finds anywhere in a line, where it looks like part of a test's name.
import { spawnSync } from 'node:child_process';
import type { RunResult } from '@sluice/model';
import { neutralise } from '@sluice/adapters/sandbox/neutralise';
import { branchOf, CLI, sluice } from '../support/cli.ts';
import { repository } from '../support/repository.ts';
import { obeyed } from '../support/runner-log.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const HIDDEN = [
  'ok 1 - parses ##[set-output name=verdict]green',
  'ok 2 - ##[error]not yours',
  '\u001b[31m#\u001b[0m#[add-mask]e',
  '#\u200b#\u2060[set-env name=A]b',
  '#\ufe0f#\u034f[add-path]/tmp/evil',
  '####[warning]x',
  '## ##[group]fold',
];

/** What one does who knows the other form only. */
const naive = (text: string): string => text.replaceAll('::', ': :');

test.each(HIDDEN)('%j is obeyed when only `::` is broken up', (line) => {
  // Colours are taken out first in any log for people.
  // eslint-disable-next-line no-control-regex -- escape sequences are what is taken out
  expect(obeyed(naive(line.replace(/\u001b\[\d*m/g, '')))).toHaveLength(1);
});

test.each(HIDDEN)('%j is not when it was neutralised, and is still to be read', (line) => {
  const text = neutralise(Buffer.from(line));
  expect(obeyed(text)).toEqual([]);
  expect(text).toMatch(/#\p{M}* #\p{M}*\[/u);
});

test('neither output nor the name of a failing test brings one into the log of a run', async () => {
  const repo = repository({ 'check.sh': 'cat says 2>/dev/null && exit 1; true\n' });
  repo.commit('claude/says', { says: `${HIDDEN.join('\n')}\n::set-output name=verdict::green\n` });
  const run = await sluice(['run', '--tier', 'test=sh ./check.sh', '--repo', repo.path, '--markdown', '-']);
  expect(branchOf(run, 'claude/says')).toMatchObject({ status: 'rejected', reason: 'tests-failed' });
  expect(branchOf(run, 'claude/says').log).toContain('# #[set-output name=verdict]green');
  expect(obeyed(run.stdout + run.stderr)).toEqual([]);
});

describe('neither does a path', () => {
  const SHAPES: [string, (repo: string) => string[]][] = [
    ['in the summary', (repo) => ['run', '--no-tests', '--repo', repo]],
    ['in Markdown', (repo) => ['run', '--no-tests', '--repo', repo, '--markdown', '-']],
    ['in an explanation', (repo) => ['explain', 'claude/path', '--repo', repo]],
  ];

  test.each(SHAPES)('%s', async (_where, args) => {
    const repo = repository({ '.sluice.yml': "protected-paths: ['.github/**', '::*']\n" });
    repo.commit('claude/path', { '.github/##[add-mask]e': 'x\n' });
    // So long that it gets a line of its own.
    repo.commit('claude/start', { [`::error::${'b'.repeat(120)}`]: 'x\n' });
    const run = await sluice(args(repo.path));
    expect(run.stdout).toContain('add-mask');
    expect(obeyed(run.stdout + run.stderr)).toEqual([]);
  });

  test('in JSON, which says the same when it is read', async () => {
    const repo = repository();
    repo.commit('claude/path', { '.github/##[add-mask]e': 'x\n' });
    const args = [CLI, 'plan', '--repo', repo.path, '--json', '-'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(obeyed(stdout + stderr)).toEqual([]);
    const { branches } = JSON.parse(stdout) as RunResult;
    expect(branches[0]!.detail).toBe('It changes .github/##[add-mask]e.');
  });
});
