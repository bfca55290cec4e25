import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI } from '../../support/cli.ts';
import { lines, repository, type Repository } from '../../support/repository.ts';
import { directory, removeAll } from '../../support/sandboxed.ts';

afterAll(removeAll);

const MARKERS = /^<{7} .*\n[^]*^\|{7}.*\n[^]*^={7}\n[^]*^>{7} /m;

function driver(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CLI, 'merge-driver', ...args], { encoding: 'utf8' });
}

/** git as its user runs it, with this repository's own settings. */
function git(repo: Repository, ...args: readonly string[]): SpawnSyncReturns<string> {
  const env = { PATH: process.env['PATH'], HOME: directory(), GIT_CONFIG_NOSYSTEM: '1' };
  const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  return spawnSync('git', [...who, ...args], { cwd: repo.path, env, encoding: 'utf8' });
}

function installed(files: Parameters<typeof repository>[0]): Repository {
  const repo = repository(files);
  expect(driver('install', '--repo', repo.path)).toMatchObject({ status: 0, stderr: '' });
  return repo;
}

const attributes = (repo: Repository): string => readFileSync(join(repo.gitDir, 'info/attributes'), 'utf8');

test('installing names the driver and its files, and does so once', () => {
  const repo = installed(undefined);
  const config = readFileSync(join(repo.gitDir, 'config'), 'utf8');
  expect(attributes(repo)).toContain('*.ts merge=sluice\n');
  const before = attributes(repo);
  driver('install', '--repo', repo.path);
  expect(attributes(repo)).toBe(before);
  expect(readFileSync(join(repo.gitDir, 'config'), 'utf8')).toBe(config);
});

test('uninstalling takes out what installing put there, and nothing else', () => {
  const repo = repository();
  mkdirSync(join(repo.gitDir, 'info'), { recursive: true });
  writeFileSync(join(repo.gitDir, 'info/attributes'), '*.bin -diff\n');
  const config = repo.git('config', '--local', '--list');
  driver('install', '--repo', repo.path);
  expect(attributes(repo)).toMatch(/^\*\.bin -diff\n/);
  expect(driver('uninstall', '--repo', repo.path).status).toBe(0);
  expect(attributes(repo)).toBe('*.bin -diff\n');
  expect(repo.git('config', '--local', '--list')).toBe(config);
  expect(driver('uninstall', '--repo', repo.path).status).toBe(0);
});

test('--print writes no attributes and prints the lines', () => {
  const repo = repository();
  const ran = driver('install', '--print', '--repo', repo.path);
  expect(ran.stdout).toContain('*.py merge=sluice\n');
  expect(() => attributes(repo)).toThrow(/ENOENT/);
  expect(repo.git('config', 'merge.sluice.driver')).toContain('merge-driver %O %A %B %L %P');
});

test.each([[['nonsense']], [['install', 'more']], [['install', '--repo', '/nowhere']]])(
  'a mistake is told with status 2: %j',
  (args) => {
    const ran = driver(...args);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(/^sluice merge-driver: ./);
  },
);

test('git merges a file of a strange name with it', () => {
  const path = "-it's 100% a file.json";
  const repo = installed({ [path]: '{\n  "a": 1,\n  "z": 1\n}\n' });
  repo.commit('other', { [path]: '{\n  "a": 1,\n  "z": 2\n}\n' });
  repo.commit('main', { [path]: '{\n  "a": 2,\n  "z": 1\n}\n' });
  repo.git('reset', '--quiet', '--hard');
  const ran = git(repo, 'merge', '--quiet', '--no-edit', 'other');
  expect(ran).toMatchObject({ status: 0 });
  expect(JSON.parse(readFileSync(join(repo.path, path), 'utf8'))).toEqual({ a: 2, z: 2 });
});

test('a conflict is left marked, and git knows of it', () => {
  const repo = installed({ 'a.md': lines() });
  repo.commit('other', { 'a.md': lines({ 3: 'theirs' }) });
  repo.commit('main', { 'a.md': lines({ 3: 'ours' }) });
  repo.git('reset', '--quiet', '--hard');
  expect(git(repo, 'merge', '--quiet', '--no-edit', 'other').status).toBe(1);
  expect(readFileSync(join(repo.path, 'a.md'), 'utf8')).toMatch(MARKERS);
  expect(git(repo, 'diff', '--name-only', '--diff-filter=U').stdout).toBe('a.md\n');
});

test('whatever goes wrong leaves markers and a conflict, never one side: the program is gone, or ends by itself', () => {
  for (const program of [null, 'process.exit(3)', 'process.kill(process.pid, "SIGKILL")']) {
    const repo = installed({ 'a.md': lines() });
    const fake = join(directory(), 'index.cjs');
    if (program !== null) writeFileSync(fake, program);
    const command = repo.git('config', 'merge.sluice.driver').replaceAll(CLI, fake);
    repo.git('config', 'merge.sluice.driver', command);
    repo.commit('other', { 'a.md': lines({ 3: 'theirs' }) });
    repo.commit('main', { 'a.md': lines({ 3: 'ours' }) });
    repo.git('reset', '--quiet', '--hard');
    expect(git(repo, 'merge', '--quiet', '--no-edit', 'other').status).toBe(1);
    expect(readFileSync(join(repo.path, 'a.md'), 'utf8')).toMatch(MARKERS);
  }
});

test('a file that cannot be written is a conflict, too', () => {
  const place = directory();
  const files = ['base', 'ours', 'theirs'].map((name) => join(place, name));
  for (const [i, file] of files.entries()) writeFileSync(file, lines({ 3: String(i) }));
  // A directory in the place of the copy that would replace it.
  mkdirSync(`${files[1]}.sluice`);
  chmodSync(`${files[1]}.sluice`, 0o700);
  writeFileSync(join(`${files[1]}.sluice`, 'x'), '');
  const [base, ours, theirs] = files;
  const ran = driver(base!, ours!, theirs!, '7', 'a.md');
  expect(ran.status).toBe(1);
  expect(readFileSync(ours!, 'utf8')).toMatch(MARKERS);
});

test('where there is no room for markers, ours stays whole, and git is told of the conflict', () => {
  const place = directory();
  const files = ['base', 'ours', 'theirs'].map((name) => join(place, name));
  for (const [i, file] of files.entries()) writeFileSync(file, lines({ 3: String(i) }));
  const [base, ours, theirs] = files;
  const before = readFileSync(ours!, 'utf8');
  // In blocks of 512 bytes or 1024: no file may grow at all, as on a disk that is full.
  const command = `ulimit -f 0; trap '' XFSZ; exec "$@"`;
  const args = [process.execPath, CLI, 'merge-driver', base!, ours!, theirs!, '7', 'a.md'];
  const ran = spawnSync('sh', ['-c', command, 'sh', ...args], { encoding: 'utf8' });
  expect(ran.status).toBe(1);
  expect(ran.stderr).toMatch(/sluice merge-driver: a\.md: /);
  expect(readFileSync(ours!, 'utf8')).toBe(before);
});

test('longer markers are as long as git wants them', () => {
  const place = directory();
  const files = ['base', 'ours', 'theirs'].map((name) => join(place, name));
  for (const [i, file] of files.entries()) writeFileSync(file, lines({ 3: String(i) }));
  const [base, ours, theirs] = files;
  expect(driver(base!, ours!, theirs!, '12', 'a.md').status).toBe(1);
  expect(readFileSync(ours!, 'utf8')).toMatch(/^<{12} /m);
});

test('bytes that are no text stay as they are, and conflict', () => {
  const place = directory();
  const files = ['base', 'ours', 'theirs'].map((name) => join(place, name));
  for (const [i, file] of files.entries()) writeFileSync(file, Buffer.from([0, i]));
  const [base, ours, theirs] = files;
  expect(driver(base!, ours!, theirs!, '7', 'a.bin').status).toBe(1);
  expect([...readFileSync(ours!)]).toEqual([0, 1]);
});

test('of a generated file that conflicts it says how it is made again', () => {
  const repo = installed({ 'names.py': '# @generated by own-gen\na = 1\n' });
  repo.commit('side', { 'names.py': '# @generated by own-gen\na = 2\n' });
  repo.commit('main', { 'names.py': '# @generated by own-gen\na = 3\n' });
  repo.git('reset', '--quiet', '--hard');
  const ran = git(repo, 'merge', 'side');
  expect(ran.status).toBe(1);
  expect(ran.stderr).toContain('names.py: a generated file: make it again with what made it');
  expect(readFileSync(join(repo.path, 'names.py'), 'utf8')).toMatch(MARKERS);
});
