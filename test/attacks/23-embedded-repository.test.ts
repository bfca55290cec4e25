// Attack 23: a directory of a branch that git takes for a repository of its own, whose settings name programs to run.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { outcomes, faultOf, sluice } from '../support/cli.ts';
import { bareCopy, repository, type Files } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

/** All that git wants to see of a repository, as plain files. Its work tree is a directory beside it. */
function embedded(ran: string): Files {
  const program = `echo $0 >>${ran}; false`;
  const config = [
    '[core]',
    '\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ../work',
    `\tfsmonitor = "${program}"\n\thooksPath = hooks`,
    `[filter "evil"]\n\tsmudge = "${program}"\n\tclean = "${program}"`,
    `[diff]\n\texternal = "${program}"`,
  ];
  return {
    'docs/tool/HEAD': 'ref: refs/heads/main\n',
    'docs/tool/config': `${config.join('\n')}\n`,
    'docs/tool/objects/info/keep': '',
    'docs/tool/refs/heads/keep': '',
    'docs/tool/hooks/reference-transaction': { mode: '100755', content: `#!/bin/sh\n${program}\n` },
    'docs/work/file': 'x\n',
  };
}

function attacked() {
  const ran = join(directory(), 'ran');
  const repo = repository({ 'a.txt': 'a\n' });
  repo.commit('claude/embeds', embedded(ran));
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  return { repo, ran };
}

const ENV = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };

test('git in that directory of a checkout runs the program, unless repositories have to be named', () => {
  const { repo, ran } = attacked();
  repo.git('merge', '--quiet', '--ff-only', 'claude/embeds');
  const cwd = join(repo.path, 'docs/tool');
  const status = (...options: readonly string[]) =>
    spawnSync('git', [...options, 'status'], { cwd, env: ENV, encoding: 'utf8' });
  expect(status('-c', 'safe.bareRepository=explicit').stderr).toContain('safe.bareRepository');
  expect(existsSync(ran)).toBe(false);
  status();
  expect(existsSync(ran)).toBe(true);
});

test('a run on such a branch runs no git in its tree, and the sandbox keeps what tests run there', async () => {
  const { repo, ran } = attacked();
  const before = repo.snapshot();
  const test = 'test=cd docs/tool 2>/dev/null && git status >/dev/null 2>&1; true';
  const finished = await sluice(['run', '--tier', test, '--repo', repo.path]);
  expect(outcomes(finished)).toEqual({ 'claude/embeds': 'landed merged', 'claude/good': 'landed merged' });
  expect(existsSync(ran)).toBe(false);
  expect(repo.snapshot()).toEqual(before);
});

test('Sluice itself does not take it for the repository to work on', async () => {
  const { repo, ran } = attacked();
  repo.git('merge', '--quiet', '--ff-only', 'claude/embeds');
  for (const below of ['docs/tool', 'docs/tool/refs']) {
    const fault = faultOf(await sluice(['run', '--land'], { cwd: join(repo.path, below) }));
    expect(fault).toMatchObject({ code: 'NOT_A_REPOSITORY' });
    expect(fault.message).toContain('came with a commit');
  }
  expect(existsSync(ran)).toBe(false);
  expect(existsSync(join(repo.path, 'docs/tool/sluice'))).toBe(false);
});

test('nor one in another that is embedded itself', async () => {
  const ran = join(directory(), 'ran');
  const repo = repository({ 'a.txt': 'a\n' });
  const inner = Object.entries(embedded(ran)).map(([path, content]) => [
    path.replace('docs/', 'docs/tool/in/'),
    content,
  ]);
  repo.commit('main', { ...embedded(ran), ...Object.fromEntries(inner) });
  repo.git('reset', '--quiet', '--hard');
  const fault = faultOf(await sluice(['plan'], { cwd: join(repo.path, 'docs/tool/in/tool') }));
  expect(fault.code).toBe('NOT_A_REPOSITORY');
});

test('a bare repository of the user in a work tree is one like any other', async () => {
  const { repo } = attacked();
  const bare = bareCopy(repo);
  const inside = join(repo.path, 'mirror.git');
  execFileSync('cp', ['-a', bare.path, inside]);
  const finished = await sluice(['run', '--no-tests', '--repo', inside]);
  expect(outcomes(finished)).toMatchObject({ 'claude/good': 'landed merged' });
});
