import { encodeMarker } from '@sluice/deliver';
import type { Oid } from '@sluice/model';
import type { PullRequestFacts } from '@sluice/ports';
import { checkpointBranch, planDelivery } from '../../../packages/pipeline/src/stages/plan-delivery.ts';
import type { Remade } from '../../../packages/pipeline/src/stages/remake-checkpoint.ts';

const oid = (digit: string): Oid => digit.repeat(40) as Oid;
const OLD = oid('1');
const NEW = oid('2');
const STRANGE = oid('3');
const HEADS = new Map([['claude/a', oid('a')]]);

function remade(commit = NEW, heads: ReadonlyMap<string, Oid> = HEADS): Remade {
  const items = [...heads].map(([branch, head]) => ({ item: { manifest: { branch, head } } }));
  return { tip: { commit, tree: oid('e') }, items } as unknown as Remade;
}

function pull(
  more: Partial<PullRequestFacts> & { commit?: Oid; heads?: ReadonlyMap<string, Oid>; group?: string } = {},
) {
  const { commit = OLD, heads = HEADS, group = 'all', ...facts } = more;
  const marker = encodeMarker({
    group,
    base: { ref: 'refs/heads/main', sha: oid('b') },
    commit,
    tree: oid('e'),
    heads,
    run: { id: 1, attempt: 1 },
    digest: `sha256:${'0'.repeat(64)}`,
    state: `sha256:${'1'.repeat(64)}`,
    words: `sha256:${'2'.repeat(64)}`,
  });
  return {
    number: 7,
    url: 'https://forge.example/o/r/pull/7',
    state: 'open',
    title: 'Checkpoint',
    body: `Some words.\n${marker}\n`,
    head: checkpointBranch(group),
    headSha: commit,
    base: 'main',
    author: 'bot',
    writer: 'bot',
    mergeCommit: null,
    ...facts,
  } satisfies PullRequestFacts;
}

const plan = (made: Remade | null, pulls: readonly PullRequestFacts[], tip: Oid | null) =>
  planDelivery(made, { group: 'all', pulls, tip });

test('the first checkpoint is created', () => {
  expect(plan(remade(), [], null)).toEqual({ kind: 'create', from: null });
});

test('an open one with other content is updated from where its branch is', () => {
  expect(plan(remade(), [pull()], OLD)).toMatchObject({ kind: 'update', from: OLD });
});

test('one that holds the very commit is only refreshed', () => {
  expect(plan(remade(OLD), [pull()], OLD)).toMatchObject({ kind: 'refresh' });
});

test('a run that ended between its push and its text is continued', () => {
  expect(plan(remade(NEW), [pull()], NEW)).toMatchObject({ kind: 'update', from: NEW });
});

test('a run that ended between its push and its pull request is continued', () => {
  expect(plan(remade(NEW), [], NEW)).toEqual({ kind: 'create', from: NEW });
});

test('a branch that somebody else pushed to is left alone', () => {
  expect(plan(remade(), [pull()], STRANGE)).toEqual({ kind: 'taken', found: STRANGE, left: OLD });
  expect(plan(null, [pull()], STRANGE)).toMatchObject({ kind: 'taken' });
  expect(plan(remade(), [], STRANGE)).toMatchObject({ kind: 'taken', left: null });
});

test('a branch that was deleted under an open pull request is made again', () => {
  expect(plan(remade(), [pull()], null)).toMatchObject({ kind: 'update', from: null });
});

test('one of which nothing is fit to land any more is closed', () => {
  expect(plan(null, [pull()], OLD)).toMatchObject({ kind: 'close' });
  expect(plan(null, [], null)).toEqual({ kind: 'nothing' });
});

test('one that a person closed stays closed while it would hold the same, and comes again when it does not', () => {
  const closed = pull({ state: 'closed' });
  expect(plan(remade(), [closed], OLD)).toMatchObject({ kind: 'closed-by-person' });
  const more = new Map([...HEADS, ['claude/b', oid('c')] as const]);
  expect(plan(remade(NEW, more), [closed], OLD)).toEqual({ kind: 'create', from: OLD });
});

test('one that was closed here, with no heads in its block, comes again with the same content', () => {
  const closed = pull({ state: 'closed', heads: new Map() });
  expect(plan(remade(), [closed], OLD)).toEqual({ kind: 'create', from: OLD });
});

test('after a merge the next one is created on the branch as it was left', () => {
  expect(plan(remade(), [pull({ state: 'merged' })], OLD)).toEqual({ kind: 'create', from: OLD });
});

test('two open ones that claim to be the same are for a person', () => {
  expect(plan(remade(), [pull(), pull({ number: 8 })], OLD)).toMatchObject({ kind: 'ambiguous' });
});

test('prose, a block of another group, and a block on another branch are not ours', () => {
  const others = [
    pull({ body: 'Checkpoint of sluice/checkpoint: 2 agent branches onto main' }),
    pull({ group: 'team-a' }),
    pull({ head: 'claude/looks-like-it' }),
  ];
  expect(plan(remade(), others, null)).toEqual({ kind: 'create', from: null });
});
