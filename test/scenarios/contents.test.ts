// What is in the files: binary, large, with other line ends, or under attributes that would steer a merge.
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { branchOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { lines, repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const run = (path: string, ...more: readonly string[]) =>
  sluice(['run', '--no-tests', '--repo', path, ...more]);

describe('a file of 100 MB', () => {
  test('lands in at most 300 MB of memory, and so does a change of it', async () => {
    const big = Buffer.alloc(100_000_000, 'repetitive line of text\n');
    const repo = repository({ 'a.txt': lines(), 'big.txt': big });
    repo.commit('claude/new', { 'new.txt': big });
    big.write('CHANGED', 50_000_000);
    repo.commit('claude/edit', { 'big.txt': big });
    repo.commit('claude/good', { 'good.txt': 'good\n' });
    const wrap = ['/usr/bin/time', '-f', 'peak %M kB'];
    const args = ['run', '--tier', 'test=test -s new.txt -a -s big.txt', '--repo', repo.path];
    const ran = await sluice(args, { wrap });
    expect(outcomes(ran)).toEqual({
      'claude/edit': 'landed merged',
      'claude/good': 'landed merged',
      'claude/new': 'landed merged',
    });
    expect(Number(/^peak (\d+) kB$/m.exec(ran.stderr)![1])).toBeLessThan(300_000);
    expect(repo.oid('sluice/checkpoint-1:big.txt')).toBe(repo.oid('claude/edit:big.txt'));
  });
});

test('two versions of a binary file conflict, and both are kept', async () => {
  const image = (seed: number): Buffer =>
    Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * seed) % 256));
  const repo = repository({ 'logo.png': image(1), 'a.txt': lines() });
  repo.commit('claude/one', { 'logo.png': image(3), 'a.txt': lines({ 0: 'one' }) });
  repo.commit('claude/two', { 'logo.png': image(7) });
  const ran = await run(repo.path);
  expect(Object.values(outcomes(ran)).toSorted()).toEqual(['held conflict', 'landed merged']);
  expect(resultOf(ran).clusters[0]!.edges).toContainEqual(
    expect.objectContaining({ path: 'logo.png', kind: 'binary' }),
  );
  const winner = resultOf(ran).branches.find(({ status }) => status === 'landed')!.name;
  expect(repo.oid('sluice/checkpoint-1:logo.png')).toBe(repo.oid(`${winner}:logo.png`));
});

describe('line ends', () => {
  const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

  test('of files with CRLF stay, whatever the user converts', async () => {
    const repo = repository({ 'a.txt': crlf(lines()) });
    repo.commit('claude/one', { 'a.txt': crlf(lines({ 1: 'one' })) });
    repo.commit('claude/two', { 'a.txt': crlf(lines({ 8: 'two' })) });
    repo.git('config', 'core.autocrlf', 'true');
    repo.git('config', 'core.eol', 'lf');
    const ran = await run(repo.path);
    expect(outcomes(ran)).toEqual({ 'claude/one': 'landed merged', 'claude/two': 'landed merged' });
    expect(repo.show('sluice/checkpoint-1', 'a.txt')).toBe(crlf(lines({ 1: 'one', 8: 'two' })));
  });

  test('that a branch changes in every line take an edit of another along', async () => {
    const repo = repository();
    repo.commit('claude/crlf', { 'a.txt': crlf(lines()) });
    repo.commit('claude/edit', { 'a.txt': lines({ 5: 'edit' }) });
    expect(Object.values(outcomes(await run(repo.path))).toSorted()).toEqual([
      'landed merged',
      'landed resolved',
    ]);
    expect(repo.show('sluice/checkpoint-1', 'a.txt')).toBe(crlf(lines({ 5: 'edit' })));
  });
});

describe('attributes that would steer a merge', () => {
  const conflicting = { one: { 'a.txt': lines({ 5: 'one' }) }, two: { 'a.txt': lines({ 5: 'two' }) } };

  async function stillConflicts(repo: ReturnType<typeof repository>): Promise<void> {
    repo.commit('claude/one', conflicting.one);
    repo.commit('claude/two', conflicting.two);
    const ran = await run(repo.path);
    const statuses = ['claude/one', 'claude/two'].map((name) => branchOf(ran, name).reason);
    expect(statuses.toSorted()).toEqual(['conflict', 'merged']);
  }

  test('in the base do not hide a conflict', async () => {
    await stillConflicts(repository({ 'a.txt': lines(), '.gitattributes': '*.txt merge=union\n' }));
  });

  test('in the work tree, in info/attributes or in the settings do not either', async () => {
    const repo = repository();
    repo.write('.gitattributes', '*.txt merge=union\n');
    mkdirSync(join(repo.gitDir, 'info'));
    writeFileSync(join(repo.gitDir, 'info/attributes'), '*.txt merge=union\n');
    const global = join(directory({ attributes: '*.txt merge=union\n' }), 'attributes');
    repo.git('config', 'core.attributesFile', global);
    repo.git('config', 'merge.default', 'union');
    await stillConflicts(repo);
  });

  test('in a branch hold that branch and do not reach the others', async () => {
    const repo = repository();
    repo.commit('claude/attributes', { '.gitattributes': '*.txt merge=union\n' });
    await stillConflicts(repo);
    const ran = await run(repo.path);
    expect(branchOf(ran, 'claude/attributes')).toMatchObject({ status: 'held', reason: 'protected-path' });
  });

  test('do not run a filter, a merge driver, a text conversion, a hook or a monitor', async () => {
    const repo = repository({ 'a.txt': lines(), '.gitattributes': '* filter=evil diff=evil merge=evil\n' });
    const ran = join(directory(), 'ran');
    const evil = join(directory({ 'evil.sh': `#!/bin/sh\necho "$0 $*" >> ${ran}\ncat\n` }), 'evil.sh');
    chmodSync(evil, 0o755);
    for (const key of [
      'filter.evil.smudge',
      'filter.evil.clean',
      'filter.evil.process',
      'diff.evil.textconv',
    ])
      repo.git('config', key, evil);
    for (const key of [
      'merge.evil.driver',
      'diff.evil.command',
      'diff.external',
      'core.fsmonitor',
      'gpg.program',
    ])
      repo.git('config', key, evil);
    repo.git('config', 'log.showSignature', 'true');
    mkdirSync(join(repo.gitDir, 'hooks'));
    for (const hook of [
      'reference-transaction',
      'post-update',
      'post-merge',
      'pre-auto-gc',
      'post-index-change',
    ]) {
      writeFileSync(join(repo.gitDir, 'hooks', hook), `#!/bin/sh\necho ${hook} >> ${ran}\n`, { mode: 0o755 });
    }
    repo.commit('claude/one', conflicting.one);
    repo.commit('claude/two', conflicting.two);
    repo.commit('claude/apart', { 'a.txt': lines({ 1: 'apart' }) });
    // The set-up itself may have run the hooks.
    const count = (): string => (existsSync(ran) ? repo.gitIn('/', 'hash-object', ran) : 'none');
    const before = count();
    const finished = await sluice(['run', '--tier', 'test=grep -q apart a.txt', '--repo', repo.path]);
    expect(branchOf(finished, 'claude/apart').status).toBe('landed');
    expect(count()).toBe(before);
  });
});

test('an executable bit and an empty file survive', async () => {
  const repo = repository();
  repo.commit('claude/modes', { 'run.sh': { mode: '100755', content: '#!/bin/sh\n' }, empty: '' });
  const ran = await sluice(['run', '--tier', 'test=./run.sh && test ! -s empty', '--repo', repo.path]);
  expect(outcomes(ran)).toEqual({ 'claude/modes': 'landed merged' });
  expect(repo.git('ls-tree', 'sluice/checkpoint-1', 'run.sh')).toMatch(/^100755/);
});
