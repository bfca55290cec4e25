import type { MergeAnswer } from '@sluice/ports';
import { decodeGitText } from '@sluice/model';
import { HISTORY_FORMAT, parseHistory } from '@sluice/adapters/git/history-reader';
import { MergeReader } from '@sluice/adapters/git/merge-reader';
import { HOSTILE_NAMES, hostileHistory, print, text, waysToArrive } from '../../support/git-output.ts';
import {
  removeHistories,
  writeBranches,
  writeHistory,
  type WrittenHistory,
} from '../../support/written-history.ts';

afterEach(removeHistories);

describe('answers of merges', () => {
  function read(chunks: readonly Buffer[]): MergeAnswer[] {
    const answers: MergeAnswer[] = [];
    const reader = new MergeReader((answer) => answers.push(answer));
    for (const chunk of chunks) reader.push(chunk);
    return answers;
  }

  function merge(history: WrittenHistory, pairs: readonly (readonly [string, string])[]): Buffer {
    const input = pairs
      .map((pair) => `${pair.map((name) => history.git('rev-parse', name)).join(' ')}\n`)
      .join('');
    return print(history, ['merge-tree', '--write-tree', '-z', '--stdin'], input);
  }

  test('are the same however the output of git arrives', () => {
    const output = merge(hostileHistory(), [
      ['a', 'b'],
      ['main', 'a'],
      ['b', 'a'],
    ]);
    const whole = read([output]);
    expect(whole.map(({ clean }) => clean)).toEqual([false, true, false]);
    expect(whole[0]!.conflicts.map(({ path }) => path).toSorted()).toEqual(HOSTILE_NAMES.toSorted());
    const contents = whole[0]!.messages.filter(({ kind }) => kind === 'CONFLICT (contents)');
    expect(contents.flatMap(({ paths }) => paths).toSorted()).toEqual(HOSTILE_NAMES.toSorted());
    const expected = JSON.stringify(whole);
    for (const chunks of waysToArrive(output)) expect(JSON.stringify(read(chunks))).toBe(expected);
  });

  test('have the three versions of a contended path, null where a side has none', () => {
    const history = writeBranches({
      base: { f: text('1'), g: text('1') },
      branches: { a: { f: text('a'), g: null, n: 'a' }, b: { f: text('b'), g: text('b'), n: 'b' } },
    });
    const version = (revision: string, path: string) => ({
      mode: '100644',
      oid: history.git('rev-parse', `${revision}:${path}`),
    });
    expect(read([merge(history, [['a', 'b']])])[0]!.conflicts).toEqual([
      { path: 'f', base: version('main', 'f'), ours: version('a', 'f'), theirs: version('b', 'f') },
      { path: 'g', base: version('main', 'g'), ours: null, theirs: version('b', 'g') },
      { path: 'n', base: null, ours: version('a', 'n'), theirs: version('b', 'n') },
    ]);
  });

  test('are told apart where git puts advice on submodules between them', () => {
    const module = (digit: string) => ({ mode: '160000', content: digit.repeat(40) });
    const history = writeBranches({
      base: { f: text('1'), module: module('1') },
      branches: {
        a: { f: text('a'), module: module('2') },
        b: { f: text('b'), module: module('3') },
        c: { n: 'c' },
      },
    });
    const output = merge(history, [
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'a'],
    ]);
    const whole = read([output]);
    expect(whole.map(({ clean }) => clean)).toEqual([false, true, false]);
    expect(whole[0]!.conflicts.map(({ path }) => path)).toEqual(['f', 'module']);
    const expected = JSON.stringify(whole);
    for (const chunks of waysToArrive(output)) expect(JSON.stringify(read(chunks))).toBe(expected);
  });
});

describe('a history', () => {
  test('keeps messages, names and parents as they were written', () => {
    const message = 'A title\n\nA body of\ntwo lines: grüße\n\nTask: 7\n';
    const history = writeHistory([
      { name: 'base', branch: 'main', parents: [], edits: { f: '1' } },
      { name: 'a', branch: 'a', parents: ['base'], edits: { a: '1' }, message },
      { name: 'b', branch: 'b', parents: ['base'], edits: { b: '1' }, message: '' },
      { name: 'm', branch: 'm', parents: ['a', 'b'], edits: {}, message: 'merge' },
    ]);
    const [base, a, b, m] = ['main', 'a', 'b', 'm'].map((name) => history.git('rev-parse', name));
    const args = ['log', '--boundary', '-z', '--date=raw', `--format=${HISTORY_FORMAT}`, 'm', '^main'];
    const commits = new Map(
      parseHistory(print(history, args)).map((commit) => [commit.oid as string, commit]),
    );
    expect(new Set(commits.keys())).toEqual(new Set([base, a, b, m]));
    expect(commits.get(m!)!.parents).toEqual([a, b]);
    expect(commits.get(a!)).toEqual({
      oid: a,
      parents: [base],
      boundary: false,
      tree: history.git('rev-parse', 'a^{tree}'),
      author: { name: 'agent', email: 'agent@example.invalid', date: '1700000002 +0000' },
      committedAt: 1_700_000_002,
      message,
    });
    expect(commits.get(b!)!.message).toBe('');
    expect([...commits.values()].filter(({ boundary }) => boundary).map(({ oid }) => oid)).toEqual([base]);
  });

  test('reads names that are not UTF-8', () => {
    const record = Buffer.concat([
      Buffer.from(`>\n${'1'.repeat(40)}\n\n${'2'.repeat(40)}\n`),
      Buffer.from([0xe9]),
      Buffer.from('\n\n1 +0000\n1\nx'),
    ]);
    expect(parseHistory(record)[0]!.author.name).toBe(decodeGitText(Buffer.from([0xe9])));
  });
});
