// Attack 24: hooks and settings planted by one test run, for whoever uses git in the same directory next.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { outcomes, sluice } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { directory, removeAll, run } from '../support/sandboxed.ts';
import { noSandbox } from '../support/weakened.ts';

afterAll(removeAll);

const HOOKS = ['reference-transaction', 'post-checkout', 'post-merge', 'pre-commit', 'post-index-change'];

/** What a test run would leave in the git directory of the workspace. */
function plant(gitDir: string, ran: string): string {
  const program = `echo "$0" >>${ran}; exit 0`;
  const hooks = HOOKS.map(
    (name) =>
      `printf '#!/bin/sh\\n%s\\n' '${program}' >${gitDir}/hooks/${name}; chmod +x ${gitDir}/hooks/${name}`,
  );
  const settings = `[core]\\n\\thooksPath = ${gitDir}/hooks\\n\\tfsmonitor = ${ran}.sh\\n\\tpager = ${ran}.sh\\n[diff]\\n\\texternal = ${ran}.sh\\n[log]\\n\\tshowSignature = true\\n[gpg]\\n\\tprogram = ${ran}.sh\\n[gc]\\n\\tauto = 1\\n`;
  return `mkdir -p ${gitDir}/hooks; ${hooks.join('; ')}; printf '${settings}' >>${gitDir}/config`;
}

function attacked(): { repo: Repository; ran: string } {
  const repo = repository();
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  repo.commit('claude/edits', { 'a.txt': lines({ 3: 'edited' }) });
  const ran = join(directory(), 'ran');
  writeFileSync(`${ran}.sh`, `#!/bin/sh\necho "$0" >>${ran}\n`, { mode: 0o755 });
  return { repo, ran };
}

test('they run where git is used in a workspace that tests could write to', async () => {
  const { repo, ran } = attacked();
  const planted = await run(plant(repo.gitDir, ran), { in: await noSandbox() });
  expect(planted).toMatchObject({ exit: 0 });
  repo.git('diff', 'main', 'claude/edits');
  repo.git('merge', '--quiet', '--ff-only', 'claude/good');
  expect(readFileSync(ran, 'utf8').split('\n').length).toBeGreaterThan(3);
});

test('in the sandbox there is no git directory to plant them in, and the next run gets a fresh copy', async () => {
  const { repo, ran } = attacked();
  const config = readFileSync(join(repo.gitDir, 'config'), 'utf8');
  const workspace = directory({ 'a.txt': 'a\n' });
  expect(
    (await run(`${plant(repo.gitDir, ran)}; ${plant('.git', ran)}; touch .git/planted`, { workspace })).exit,
  ).toBe(0);
  expect(await run('ls -A', { workspace })).toMatchObject({ output: 'a.txt\n' });
  expect(readFileSync(join(repo.gitDir, 'config'), 'utf8')).toBe(config);
  expect(existsSync(join(repo.gitDir, 'hooks'))).toBe(false);
  expect(readdirSync(workspace)).toEqual(['a.txt']);
});

test('those that are in the repository of the user do not run either, also when the base moves in a work tree', async () => {
  const { repo, ran } = attacked();
  execFileSync('sh', ['-c', plant(repo.gitDir, ran)]);
  appendFileSync(join(repo.gitDir, 'config'), '[alias]\n\tfor-each-ref = !false\n');
  const finished = await sluice(['run', '--land', '--tier', 'test=true', '--repo', repo.path]);
  expect(outcomes(finished)).toEqual({ 'claude/edits': 'landed merged', 'claude/good': 'landed merged' });
  expect(readFileSync(join(repo.path, 'good.txt'), 'utf8')).toBe('good\n');
  expect(existsSync(ran) ? readFileSync(ran, 'utf8') : '').toBe('');
});

test('no git directory is in the tree that is written for tests', async () => {
  const { repo } = attacked();
  const git = await openRepository(repo.path);
  try {
    const tree = join(directory(), 'tree');
    await git.materialise(await git.treeOf((await git.resolve('claude/good'))!), tree);
    expect(readdirSync(tree).toSorted()).toEqual(['a.txt', 'b.txt', 'good.txt']);
  } finally {
    await git.close();
  }
});
