import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { surveyWith, TEST_POLICY } from '../../support/surveyed.ts';
import { removeHistories, temporaryDirectory, writeBranches } from '../../support/written-history.ts';

afterEach(removeHistories);

// Says of every text that all of it merges, and lets programs have a look at it.
const ATTRIBUTES: Record<string, string> = {
  'merge=union': '* merge=union\n',
  'merge=ours': '* merge=ours\n',
  'merge=binary': '* merge=binary -diff\n',
  'a merge driver': '* merge=evil\n',
  'a filter': '* filter=evil\n',
  'a diff driver': '* diff=evil\n',
  'line ends and keywords': '* text eol=crlf ident working-tree-encoding=UTF-16\n',
};

/** Programs that leave a mark in `directory` and then say that all is well. */
function evilSettings(directory: string): string {
  const program = join(directory, 'evil');
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${join(directory, 'ran')}'\ncat\nexit 0\n`);
  chmodSync(program, 0o755);
  const sections = [
    `[merge "evil"]\n\tname = evil\n\tdriver = ${program} merge %O %A %B`,
    `[merge "ours"]\n\tdriver = ${program} ours`,
    `[merge "union"]\n\tdriver = ${program} union`,
    `[merge]\n\tdefault = evil\n\tconflictStyle = diff3\n\trenames = false\n\tdirectoryRenames = true`,
    `[filter "evil"]\n\tclean = ${program} clean\n\tsmudge = ${program} smudge\n\tprocess = ${program} process\n\trequired = true`,
    `[diff "evil"]\n\tcommand = ${program} diff\n\ttextconv = ${program} textconv\n\tbinary = true`,
    `[diff]\n\texternal = ${program} external\n\talgorithm = myers\n\trenames = false\n\tnoprefix = true`,
    `[core]\n\thooksPath = ${directory}\n\tfsmonitor = ${program}\n\tautocrlf = true`,
    `[alias]\n\tmerge-tree = !${program} alias`,
  ];
  return `${sections.join('\n')}\n`;
}

interface Place {
  readonly directory: string;
  readonly gitDir: string;
  readonly ran: string;
  readonly settings: string;
}

const LINES = Array.from({ length: 12 }, (_, i) => `line ${i} $Id$\n`);

function edit(at: number, by: string): string {
  return LINES.with(at, `${by}\n`).join('');
}

/** `a` and `b` conflict in f; `c` changes f elsewhere. Checked out, with `attributes` where `put` puts them. */
function place(attributes: string, put: 'branches' | 'everywhere'): Place {
  const written = put === 'branches' ? { '.gitattributes': attributes } : {};
  const history = writeBranches({
    base: { f: LINES.join(''), ...written },
    branches: { a: { f: edit(2, 'a') }, b: { f: edit(2, 'b') }, c: { f: edit(9, 'c') } },
  });
  const directory = temporaryDirectory();
  execFileSync('git', [
    'clone',
    '--quiet',
    '--template=',
    '--mirror',
    history.directory,
    join(directory, '.git'),
  ]);
  const gitDir = join(directory, '.git');
  const settings = evilSettings(temporaryDirectory());
  const ran = join(settings.match(/hooksPath = (.*)/)![1]!, 'ran');
  execFileSync('git', ['config', 'core.bare', 'false'], { cwd: gitDir });
  // Checked out before the programs are known: only the run is to be judged.
  execFileSync('git', ['reset', '--quiet', '--hard', 'main'], { cwd: directory });
  appendFileSync(join(gitDir, 'config'), settings);
  if (put === 'everywhere') {
    mkdirSync(join(gitDir, 'info'), { recursive: true });
    writeFileSync(join(gitDir, 'info', 'attributes'), attributes);
    writeFileSync(join(directory, '.gitattributes'), attributes);
  }
  return { directory, gitDir, ran, settings };
}

/** A home, and an environment, in which everything is as hostile as in the repository. */
async function withHostileHome<T>(
  { settings }: Place,
  attributes: string,
  work: () => Promise<T>,
): Promise<T> {
  const home = temporaryDirectory();
  writeFileSync(join(home, 'attributes'), attributes);
  writeFileSync(
    join(home, '.gitconfig'),
    `${settings}[core]\n\tattributesFile = ${join(home, 'attributes')}\n`,
  );
  const before = { ...process.env };
  Object.assign(process.env, {
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.attributesFile',
    GIT_CONFIG_VALUE_0: join(home, 'attributes'),
    GIT_EXTERNAL_DIFF: 'false',
    GIT_ATTR_SOURCE: 'HEAD',
    GIT_DIR: join(home, 'elsewhere'),
    GIT_WORK_TREE: home,
    GIT_INDEX_FILE: join(home, 'index'),
  });
  try {
    return await work();
  } finally {
    process.env = before;
  }
}

/** Everything of a run that reads or makes files. */
async function lookAt(git: LocalGit, into: string) {
  const { clusters } = await surveyWith(git, { ...TEST_POLICY, protectedPaths: [] });
  const versions = await Promise.all(['main', 'a', 'b'].map((name) => git.resolve(name)));
  const [base, ours, theirs] = await Promise.all(
    versions.map(async (commit) => (await git.files(commit!)).find(({ path }) => path === 'f')!.oid),
  );
  const merged = await git.mergeLines({ base: base!, ours: ours!, theirs: theirs! });
  await git.materialise(await git.treeOf(versions[1]!), into);
  return { clusters, merged: (await git.blobs([merged!]))[0]!.toString() };
}

const OVERLAP = [
  [['a', 'b'], ['overlap']],
  [['c'], []],
];
/** Of a base that has no text merged, whatever else it says. */
const WHOLE = [[['a', 'b', 'c'], ['binary']]];

async function expectNoHarm(at: Place, expected: readonly unknown[] = OVERLAP): Promise<void> {
  const into = join(temporaryDirectory(), 'tree');
  const git = await openRepository(at.directory);
  try {
    const { clusters, merged } = await lookAt(git, into);
    expect(
      clusters.map(({ branches, edges }) => [branches.toSorted(), edges.map(({ kind }) => kind)]),
    ).toEqual(expected);
    const [answer] = await git.mergePairs([[(await git.resolve('a'))!, (await git.resolve('b'))!]]);
    expect(answer!.conflicts.map(({ path }) => path)).toEqual(['f']);
    expect(merged).toBe(edit(2, 'a'));
    expect(readFileSync(join(into, 'f'), 'utf8')).toBe(edit(2, 'a'));
  } finally {
    await git.close();
  }
  expect(existsSync(at.ran) ? readFileSync(at.ran, 'utf8') : '').toBe('');
}

describe.each(Object.entries(ATTRIBUTES))('%s', (_, attributes) => {
  test('in the tree of every branch neither runs anything nor hides a conflict', async () => {
    const at = place(attributes, 'branches');
    await expectNoHarm(at, attributes.includes('merge=binary') ? WHOLE : OVERLAP);
  });

  test('in the work tree, the git directory, the home and the environment does neither', async () => {
    const at = place(attributes, 'everywhere');
    await withHostileHome(at, attributes, () => expectNoHarm(at));
  });
});

describe('the programs of these tests', () => {
  test('do run, and do hide the conflict, where git is let at them', () => {
    const at = place(ATTRIBUTES['a merge driver']!, 'everywhere');
    const merge = (driver: string) => {
      writeFileSync(join(at.gitDir, 'info', 'attributes'), driver);
      writeFileSync(join(at.directory, '.gitattributes'), driver);
      const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
      execFileSync('git', ['merge-tree', '--write-tree', 'a', 'b'], {
        cwd: at.directory,
        env,
        stdio: 'pipe',
      });
    };
    merge(ATTRIBUTES['merge=ours']!);
    merge(ATTRIBUTES['a merge driver']!);
    expect(readFileSync(at.ran, 'utf8')).toMatch(/ours\n.*merge /s);
  });
});
