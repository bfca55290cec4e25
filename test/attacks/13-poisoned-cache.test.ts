// Attack 13: a cache of the repository, which a job of any branch may write, read by a job that is trusted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLES } from '../../scripts/build/bundles.ts';
import { cacheUses } from '../support/workflow-scan.ts';
import { ACTION_FILES, read, ROOT, TEMPLATES, WORKFLOWS } from '../workflows/workflow-file.ts';

const FILES = [...WORKFLOWS, ...TEMPLATES, ...ACTION_FILES];

const job = (step: string): string =>
  `on: push\ncache-mode: none\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`;

test.each([
  ['the action for it', job('uses: actions/cache@0123456789012345678901234567890123456789')],
  ['half of it', job('uses: actions/cache/restore@v4')],
  ['a set-up action, which has one of its own', job('uses: actions/setup-node@v4')],
  ['an input of any action', job('uses: $/actions/validate\n        with:\n          cache: npm')],
  ['the service behind it', job('run: curl "$ACTIONS_CACHE_URL"')],
  ['no word about caches', job('run: "true"').replace('cache-mode: none\n', '')],
  ['another mode', job('run: "true"').replace('none', 'read')],
])('a workflow that reads one is found: %s', (_what, text) => {
  expect(cacheUses(text)).not.toEqual([]);
});

test('the same workflow without is not', () => {
  expect(cacheUses(job('run: "true"'))).toEqual([]);
});

test('all kinds of files are looked at', () => {
  expect(WORKFLOWS.length).toBeGreaterThanOrEqual(3);
  expect(TEMPLATES).toHaveLength(2);
  expect(ACTION_FILES.length).toBeGreaterThanOrEqual(7);
});

test.each(FILES)('%s uses no cache', (path) => {
  expect(cacheUses(read(path))).toEqual([]);
});

test('no program of ours brings a client of caches along', () => {
  const client = /^@actions\/(?:cache|tool-cache)$/;
  expect(BUNDLES.flatMap(({ packages }) => packages).filter((name) => client.test(name))).toEqual([]);
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  expect(lock).not.toMatch(/"node_modules\/@actions\/(?:cache|tool-cache)"/);
});
