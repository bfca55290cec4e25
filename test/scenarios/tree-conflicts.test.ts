// Conflicts about where files are and whether they are, not about their lines.
import type { RunResult } from '@sluice/model';
import { outcomes, resultOf, sluice, type Finished } from '../support/cli.ts';
import { lines, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

type File = RunResult['candidates'][number]['files'][number];

const run = (repo: Repository): Promise<Finished> => sluice(['run', '--no-tests', '--repo', repo.path]);
const atCheckpoint = (repo: Repository, path: string): string => repo.show('sluice/checkpoint-1', path);
const body = (word: string): string => Array.from({ length: 30 }, (_, i) => `${word} number ${i}\n`).join('');

/** What candidates of a strategy say about their contended files. */
function filesOf(ended: Finished, strategy: string): File[] {
  return resultOf(ended)
    .candidates.filter((candidate) => candidate.strategy === strategy)
    .flatMap(({ files }) => files);
}

describe('a file that one branch changes and another deletes', () => {
  test('goes where only its white space was changed', async () => {
    const repo = repository({ 'a.txt': body('text'), 'b.txt': lines() });
    repo.commit('claude/a-gone', { 'a.txt': null, 'b.txt': lines({ 3: 'x' }) });
    repo.commit('claude/b-spaces', { 'a.txt': body('text').replaceAll('\n', '  \n') });
    const ended = await run(repo);
    expect(Object.values(outcomes(ended)).toSorted()).toEqual(['landed merged', 'landed resolved']);
    expect(repo.paths('sluice/checkpoint-1')).toEqual(['b.txt']);
    expect(filesOf(ended, 'by-meaning')).toEqual([
      expect.objectContaining({
        path: 'a.txt',
        conflict: 'modify-delete',
        method: 'deletion',
        confidence: 1,
      }),
    ]);
  });

  test('goes where its content moved, with the same change, to another file', async () => {
    const fixed = 'export function total(items) {\n  return round(sum(items));\n}\n';
    const repo = repository({
      'old.js': `${body('// old')}${fixed.replace('round(sum(items))', 'sum(items)')}`,
    });
    repo.commit('claude/fix', { 'old.js': `${body('// old')}${fixed}` });
    repo.commit('claude/move', { 'old.js': null, 'total.js': fixed, 'rest.js': body('// new') });
    const ended = await run(repo);
    expect(outcomes(ended)).toMatchObject({ 'claude/move': expect.stringMatching(/^landed/) });
    expect(Object.values(outcomes(ended)).every((word) => word.startsWith('landed'))).toBe(true);
    expect(repo.paths('sluice/checkpoint-1')).toEqual(['rest.js', 'total.js']);
  });

  test('waits for a person where a change would be lost, who is offered the deletion and what it loses', async () => {
    const repo = repository({ 'a.txt': body('text') });
    repo.commit('claude/change', { 'a.txt': `${body('text')}one more line\n` });
    repo.commit('claude/gone', { 'a.txt': null });
    const ended = await run(repo);
    expect(Object.values(outcomes(ended)).toSorted()).toEqual(['held conflict', 'landed merged']);
    const [file] = filesOf(ended, 'likely');
    expect(file).toMatchObject({
      conflict: 'modify-delete',
      method: 'deletion',
      confidence: 0.86,
      dropped: [],
    });
    expect([...file!.lost.ours, ...file!.lost.theirs]).toEqual(['one more line']);
    const offered = resultOf(ended).candidates.find(({ strategy }) => strategy === 'likely')!;
    expect(offered.complete).toBe(false);
    expect(repo.paths(`refs/sluice/candidates/${offered.id}`)).toEqual([]);
  });
});

test('a file that one branch renames and another deletes waits for a person', async () => {
  const repo = repository({ 'a.txt': body('text'), 'b.txt': lines() });
  repo.commit('claude/gone', { 'a.txt': null });
  repo.commit('claude/renamed', { 'a.txt': null, 'c.txt': body('text') });
  const ended = await run(repo);
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(['held conflict', 'landed merged']);
  expect(filesOf(ended, 'likely')).toEqual([
    expect.objectContaining({ path: 'c.txt', conflict: 'rename-delete', method: 'deletion' }),
  ]);
});

test('a file that two branches rename to different names waits for a person, and says so', async () => {
  const repo = repository({ 'a.txt': body('text') });
  repo.commit('claude/one', { 'a.txt': null, 'one.txt': body('text') });
  repo.commit('claude/two', { 'a.txt': null, 'two.txt': body('text'), 'more.txt': lines() });
  const ended = await run(repo);
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(['held conflict', 'landed merged']);
  expect(filesOf(ended, 'likely')).toEqual([]);
  const kept = filesOf(ended, 'minimal').map(({ path, conflict }) => `${conflict} ${path}`);
  expect(kept.filter((each) => each.startsWith('rename-rename')).length).toBeGreaterThan(0);
});

test('a file that two branches add is merged by what it means', async () => {
  const repo = repository();
  repo.commit('claude/one', { 'settings.json': '{\n  "lint": true,\n  "one": 1\n}\n' });
  repo.commit('claude/two', { 'settings.json': '{\n  "lint": true,\n  "two": 2\n}\n' });
  const ended = await run(repo);
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(['landed merged', 'landed resolved']);
  expect(JSON.parse(atCheckpoint(repo, 'settings.json'))).toEqual({ lint: true, one: 1, two: 2 });
  expect(filesOf(ended, 'by-meaning')).toEqual([
    expect.objectContaining({ conflict: 'add-add', method: 'keys', dropped: [] }),
  ]);
});

test('a file where another branch makes a directory waits for a person', async () => {
  const repo = repository();
  repo.commit('claude/directory', { 'new/file.txt': 'x\n' });
  repo.commit('claude/file', { new: 'y\n' });
  const ended = await run(repo);
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(['held conflict', 'landed merged']);
});

test('a file that one branch makes a link waits for a person', async () => {
  const repo = repository({ 'a.txt': body('text'), 'b.txt': lines() });
  repo.commit('claude/link', { 'a.txt': { mode: '120000', content: 'b.txt' } });
  repo.commit('claude/text', { 'a.txt': `${body('text')}more\n` });
  const ended = await run(repo);
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(['held conflict', 'landed merged']);
});

test('a new file follows the directory that another branch renamed', async () => {
  const directory = { 'old/1.txt': body('one'), 'old/2.txt': body('two') };
  const repo = repository(directory);
  repo.commit('claude/move', {
    'old/1.txt': null,
    'old/2.txt': null,
    'new/1.txt': directory['old/1.txt'],
    'new/2.txt': directory['old/2.txt'],
  });
  repo.commit('claude/add', { 'old/3.txt': body('three') });
  const ended = await run(repo);
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(['landed merged', 'landed resolved']);
  expect(repo.paths('sluice/checkpoint-1')).toEqual(['new/1.txt', 'new/2.txt', 'new/3.txt']);
  expect(filesOf(ended, 'by-meaning')).toEqual([
    expect.objectContaining({ path: 'new/3.txt', conflict: 'file-location', dropped: [] }),
  ]);
});

test('a changed mode and a merged content come together', async () => {
  const settings = '{\n  "a": 1,\n  "b": 1\n}\n';
  const repo = repository({ 'run.json': settings });
  repo.commit('claude/content', { 'run.json': settings.replace('"a": 1', '"a": 2') });
  repo.commit('claude/mode', {
    'run.json': { mode: '100755', content: settings.replace('"b": 1', '"b": 2') },
  });
  const ended = await run(repo);
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(['landed merged', 'landed resolved']);
  expect(JSON.parse(atCheckpoint(repo, 'run.json'))).toEqual({ a: 2, b: 2 });
  expect(repo.git('ls-tree', 'sluice/checkpoint-1', 'run.json')).toMatch(/^100755 /);
});

test('a rename on one branch and a conflicting change on the other are one decision', async () => {
  const settings = (a: number, b: number): string =>
    `{\n${Array.from({ length: 20 }, (_, i) => `  "key${i}": ${i},\n`).join('')}  "a": ${a},\n  "b": ${b}\n}\n`;
  const repo = repository({ 'old.json': settings(1, 1) });
  repo.commit('claude/change', { 'old.json': settings(1, 2) });
  repo.commit('claude/rename', { 'old.json': null, 'new.json': settings(2, 1) });
  const ended = await run(repo);
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(['landed merged', 'landed resolved']);
  expect(repo.paths('sluice/checkpoint-1')).toEqual(['new.json']);
  expect(JSON.parse(atCheckpoint(repo, 'new.json'))).toMatchObject({ a: 2, b: 2 });
});
