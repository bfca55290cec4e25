import type { EdgeKind, SymbolEdgeKind } from '@sluice/model';
import { surveyed } from '../support/surveyed.ts';
import { removeHistories, writeBranches, type Edits } from '../support/written-history.ts';

afterEach(removeHistories);

/** Twelve lines, some of them replaced. */
function text(changed: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: 12 }, (_, i) => `${changed[i] ?? `line ${i}`}\n`).join('');
}

/** A manifest whose sections are far enough apart for their changes to merge. */
function manifest(
  dependencies: Record<string, string>,
  devDependencies: Record<string, string> = {},
): string {
  const scripts = Object.fromEntries(['build', 'lint', 'start', 'test'].map((name) => [name, `run ${name}`]));
  return JSON.stringify({ name: 'it', dependencies, scripts, devDependencies }, null, 2);
}

interface Meeting {
  readonly base: Edits;
  readonly a: Edits;
  readonly b: Edits;
}

/** The edges between two branches. */
async function meet({ base, a, b }: Meeting) {
  const { clusters, survey } = await surveyed(writeBranches({ base, branches: { a, b } }));
  expect(survey.outcomes).toEqual([]);
  return clusters.flatMap(({ edges }) => edges);
}

const file = { f: text(), other: text({ 5: 'other' }) };
const image = (pixel: string) => `\0\0${pixel}`;
const directory = { 'dir/a': text(), 'dir/b': text({ 5: 'b' }), elsewhere: 'x\n' };
const moved = { 'dir/a': null, 'dir/b': null, 'new/a': text(), 'new/b': text({ 5: 'b' }) };

// Those between symbols need programs, and a person ties the same work: test/pipeline and test/scenarios have them.
const CASES: Record<
  Exclude<EdgeKind, SymbolEdgeKind | 'same-work'>,
  { path: string; meeting: Meeting; twins: Record<string, Meeting> }
> = {
  overlap: {
    path: 'f',
    meeting: { base: file, a: { f: text({ 4: 'a' }) }, b: { f: text({ 5: 'b' }) } },
    twins: {
      'one line further apart': { base: file, a: { f: text({ 4: 'a' }) }, b: { f: text({ 6: 'b' }) } },
      'the same change': { base: file, a: { f: text({ 4: 'x' }) }, b: { f: text({ 4: 'x' }) } },
    },
  },
  content: {
    path: 'g',
    meeting: { base: file, a: { f: null, g: text({ 4: 'a' }) }, b: { f: text({ 4: 'b' }) } },
    twins: {
      'the edit far from what the other edits while renaming': {
        base: file,
        a: { f: null, g: text({ 4: 'a' }) },
        b: { f: text({ 9: 'b' }) },
      },
    },
  },
  rename: {
    path: 'f',
    meeting: { base: file, a: { f: null, g: text() }, b: { f: null, h: text() } },
    twins: { 'the same new name': { base: file, a: { f: null, g: text() }, b: { f: null, g: text() } } },
  },
  delete: {
    path: 'f',
    meeting: { base: file, a: { f: null }, b: { f: text({ 4: 'b' }) } },
    twins: {
      'both delete': { base: file, a: { f: null }, b: { f: null } },
      'the edit in another file': { base: file, a: { f: null }, b: { other: text({ 4: 'b' }) } },
    },
  },
  add: {
    path: 'n',
    meeting: { base: file, a: { n: 'a\n' }, b: { n: 'b\n' } },
    twins: {
      'the same content': { base: file, a: { n: 'n\n' }, b: { n: 'n\n' } },
      'one of them empty': { base: file, a: { n: '' }, b: { n: 'b\n' } },
    },
  },
  mode: {
    path: 'f',
    meeting: { base: file, a: { f: { mode: '120000', content: 'other' } }, b: { f: text({ 4: 'b' }) } },
    twins: {
      'only made executable': {
        base: file,
        a: { f: { mode: '100755', content: text() } },
        b: { f: text({ 4: 'b' }) },
      },
    },
  },
  binary: {
    path: 'i',
    meeting: { base: { i: image('0') }, a: { i: image('1') }, b: { i: image('2') } },
    twins: { 'the same bytes': { base: { i: image('0') }, a: { i: image('1') }, b: { i: image('1') } } },
  },
  'directory-rename': {
    path: 'new/c',
    meeting: { base: directory, a: moved, b: { 'dir/c': 'c\n' } },
    twins: {
      'the new file elsewhere': { base: directory, a: moved, b: { c: 'c\n' } },
      'a file of the directory left behind': {
        base: { ...directory, 'dir/z': 'z\n' },
        a: moved,
        b: { 'dir/c': 'c\n' },
      },
    },
  },
  'directory-file': {
    path: 'x',
    meeting: { base: file, a: { x: 'a\n' }, b: { 'x/y': 'b\n' } },
    twins: { 'both a directory': { base: file, a: { 'x/z': 'a\n' }, b: { 'x/y': 'b\n' } } },
  },
  'case-collision': {
    path: 'docs/Guide.md',
    meeting: { base: file, a: { 'docs/Guide.md': 'a\n' }, b: { 'docs/guide.md': 'a\n' } },
    twins: { 'another letter': { base: file, a: { 'docs/Guide.md': 'a\n' }, b: { 'docs/Guido.md': 'a\n' } } },
  },
  dependency: {
    path: 'package.json',
    meeting: {
      base: { 'package.json': manifest({ left: '1.0.0' }) },
      a: { 'package.json': manifest({ left: '2.0.0' }) },
      b: { 'package.json': manifest({ left: '1.0.0' }, { left: '3.0.0' }) },
    },
    twins: {
      'the same version': {
        base: { 'package.json': manifest({ left: '1.0.0' }) },
        a: { 'package.json': manifest({ left: '2.0.0' }) },
        b: { 'package.json': manifest({ left: '2.0.0' }) },
      },
      'another dependency': {
        base: { 'package.json': manifest({ left: '1.0.0' }) },
        a: { 'package.json': manifest({ left: '2.0.0' }) },
        b: { 'package.json': manifest({ left: '1.0.0' }, { right: '3.0.0' }) },
      },
    },
  },
};

describe.each(Object.entries(CASES))('%s', (kind, { path, meeting, twins }) => {
  test('is the one reason between the two', async () => {
    expect(await meet(meeting)).toEqual([
      { among: ['a', 'b'], kind, path, detail: expect.stringMatching(/./) },
    ]);
  });

  test('is the one reason whichever branch is which', async () => {
    const edges = await meet({ ...meeting, a: meeting.b, b: meeting.a });
    expect(edges.map((edge) => [edge.kind, edge.among])).toEqual([[kind, ['a', 'b']]]);
  });

  test.each(Object.entries(twins))('is no reason with %s', async (_, twin) => {
    expect(await meet(twin)).toEqual([]);
  });
});

describe('a place where many branches meet', () => {
  const names = Array.from({ length: 60 }, (_, i) => `b${i}`);

  test('is one edge that names them all', async () => {
    const branches = Object.fromEntries(names.map((name) => [name, { f: text({ 4: name }) }]));
    const { clusters } = await surveyed(writeBranches({ base: file, branches }));
    expect(clusters).toHaveLength(1);
    expect(clusters[0]!.edges).toHaveLength(1);
    expect(clusters[0]!.edges[0]!.among.toSorted()).toEqual(names.toSorted());
    expect(clusters[0]!.lands).toHaveLength(1);
  });

  test('ties nobody together where each has lines of its own', async () => {
    const base = { f: names.map((name) => `${name}\n\n`).join('') };
    const branches = Object.fromEntries(
      names.map((name) => [name, { f: base.f.replace(`${name}\n`, `${name} changed\n`) }]),
    );
    const { clusters } = await surveyed(writeBranches({ base, branches }));
    expect(clusters).toHaveLength(names.length);
  });
});
