import { json, lines, PROJECT, Shop } from '../support/github/agents.ts';

jest.setTimeout(300_000);

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
  const scripts = (more: object) =>
    json({ ...(JSON.parse(PROJECT['package.json']!) as object), scripts: { test: 'node --test', ...more } });
  await shop.branch('claude/clean-new', { 'src/new.js': lines('export const fresh = true;') });
  await shop.branch('claude/clean-note', { 'src/note.js': lines('export const note = "thanks a lot";') });
  await shop.branch('claude/script-lint', { 'package.json': scripts({ lint: 'node --check src/price.js' }) });
  await shop.branch('claude/script-start', { 'package.json': scripts({ start: 'node src/note.js' }) });
  // The same line as clean-note, and more besides: of the two the smaller one lands.
  await shop.branch('claude/same-line', {
    'src/note.js': lines('export const note = "cheers";'),
    'src/more.js': lines('export const more = 1;'),
    'src/most.js': lines('export const most = 1;'),
  });
  await shop.branch('claude/red', {
    'src/price.js': PROJECT['src/price.js']!.replace('cents / 100', 'cents / 10'),
  });
  await shop.branch('claude/workflow', {
    '.github/workflows/mine.yml': lines('on: push', 'jobs: { a: { runs-on: ubuntu-24.04, steps: [] } }'),
  });
  await shop.branch('claude/forged', {
    'src/forged.js': lines('export const forged = 1;'),
    '.github/workflows/sluice-manifest.yml': forgery(shop.forge.toolkitCommit),
  });
  const agents = ['clean-new', 'clean-note', 'script-lint', 'script-start', 'same-line', 'red'];
  await shop.push(agents.map((name) => `claude/${name}`));
  // An app without the permission cannot push these at all; a person's token can.
  await expect(shop.push(['claude/workflow'])).rejects.toThrow(/workflow/);
  await shop.push(['claude/workflow', 'claude/forged'], shop.maintainerToken);
  await shop.idle();
  await shop.coordinate();
  await shop.idle();
});
afterAll(() => shop.close());

/** The branch's own copy of the caller: it signs a statement of its own with the real action, under its own identity. */
function forgery(commit: string): string {
  return `name: Sluice manifest
on: push
permissions: { contents: read, id-token: write }
jobs:
  extract:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          echo '{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"urn:sluice:agent-manifest:v1"}' > "$RUNNER_TEMP/m.json"
      - uses: toolkit/sluice/actions/attest@${commit}
        with:
          manifest: \${{ runner.temp }}/m.json
`;
}

test('every run ended well, and the forge had nothing to object to', () => {
  expect(shop.failures()).toEqual([]);
  // Of coordinators that wait only the newest stays.
  expect(shop.story().filter((each) => !/ (?:success|cancelled)$/.test(each))).toEqual([]);
  expect(shop.complaints).toEqual([]);
});

test('one pull request has the right four', async () => {
  const pulls = shop.pulls();
  expect(pulls.map(({ state, head }) => [state, head])).toEqual([['open', 'sluice/checkpoint']]);
  const merged = await shop.at(
    'log',
    '--first-parent',
    '--format=%(trailers:key=Sluice-Agent-Branch,valueonly)',
    'main..sluice/checkpoint',
  );
  expect(merged.split('\n').filter(Boolean).toSorted()).toEqual([
    'claude/clean-new',
    'claude/clean-note',
    'claude/script-lint',
    'claude/script-start',
  ]);
  const { scripts } = JSON.parse(await shop.at('show', 'sluice/checkpoint:package.json')) as {
    scripts: object;
  };
  expect(scripts).toEqual({
    test: 'node --test',
    lint: 'node --check src/price.js',
    start: 'node src/note.js',
  });
});

test('the required check on its commit names the tree that was validated', async () => {
  const tree = (await shop.at('rev-parse', 'sluice/checkpoint^{tree}')).trim();
  const told = await shop.told('sluice/checkpoint', 'Sluice');
  expect(told?.conclusion).toBe('success');
  expect(told?.summary).toContain(tree);
});

test.each([
  ['clean-new', 'success', 'merged'],
  ['clean-note', 'success', 'merged'],
  ['script-lint', 'success', /\(merged\)|\(resolved\)/],
  ['script-start', 'success', /\(merged\)|\(resolved\)/],
  ['same-line', 'action_required', 'conflict'],
  ['red', 'failure', 'tests-failed'],
  ['workflow', 'action_required', 'protected-path'],
  ['forged', 'failure', 'untrusted'],
])('the check of %s says %s: %s', async (name, conclusion, reason) => {
  const told = await shop.told(`claude/${name}`);
  expect(told?.conclusion).toBe(conclusion);
  expect(told?.summary).toMatch(reason);
});

test('the one on the same line is told with whom, where, and what to do', async () => {
  const told = await shop.told('claude/same-line');
  expect(told?.summary).toContain('claude/clean-note');
  expect(told?.summary).toContain('src/note.js');
});

test('the next run finds everything as it is and writes nothing', async () => {
  const { hub } = shop.forge;
  const writes: string[] = [];
  const stop = hub.beforeWrite(({ kind, operation }) => {
    if (['rest', 'graphql', 'git'].includes(kind)) writes.push(operation);
  });
  const before = await shop.at('rev-parse', 'sluice/checkpoint');
  await shop.coordinate();
  stop();
  expect(await shop.at('rev-parse', 'sluice/checkpoint')).toBe(before);
  expect(writes).toEqual([]);
});
