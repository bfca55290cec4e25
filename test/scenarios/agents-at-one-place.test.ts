// What agents do all the time: add something at the same place of one file. Both should land, and nothing be lost.
import { branchOf, outcomes, resultOf, sluice, type Finished } from '../support/cli.ts';
import { repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

type Files = Readonly<Record<string, string>>;

/** Two agents on one base; everything that is told of the run. */
async function together(base: Files, one: Files, two: Files): Promise<{ repo: Repository; ended: Finished }> {
  const repo = repository(base);
  repo.commit('claude/one', one);
  repo.commit('claude/two', two);
  return { repo, ended: await sluice(['run', '--no-tests', '--repo', repo.path]) };
}

const BOTH = ['landed merged', 'landed resolved'];
const atCheckpoint = (repo: Repository, path: string): string => repo.show('sluice/checkpoint-1', path);

function methodsOf(ended: Finished): string[] {
  const files = resultOf(ended).candidates.flatMap((candidate) =>
    candidate.strategy === 'by-meaning' ? candidate.files : [],
  );
  return files.map(({ path, conflict, method }) => `${path} ${conflict} ${method}`);
}

const CART = `import { sum } from './sum';

export function total(items: Item[]): number {
  return sum(items.map((item) => item.price));
}
`;

test('functions at the end of a TypeScript file, with the imports they need', async () => {
  const { repo, ended } = await together(
    { 'src/cart.ts': CART },
    {
      'src/cart.ts': `${CART.replace("'./sum';\n", "'./sum';\nimport { round } from './round';\n")}
export function rounded(items: Item[]): number {
  return round(total(items));
}
`,
    },
    {
      'src/cart.ts': `${CART.replace("'./sum';\n", "'./sum';\nimport { taxOf } from './tax';\n")}
export function withTax(items: Item[]): number {
  return total(items) + taxOf(items);
}
`,
    },
  );
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(BOTH);
  const merged = atCheckpoint(repo, 'src/cart.ts');
  for (const part of [
    "from './round'",
    "from './tax'",
    'function rounded',
    'function withTax',
    'function total',
  ])
    expect(merged.split(part)).toHaveLength(2);
  expect(methodsOf(ended)).toEqual([
    expect.stringMatching(/^src\/cart\.ts content (?:structured|lines|tokens)$/),
  ]);
});

const SHOP = `import os
import sys


def total(items):
    return sum(item.price for item in items)
`;

test('functions and imports of a Python file', async () => {
  const { repo, ended } = await together(
    { 'shop.py': SHOP },
    {
      'shop.py': `${SHOP.replace('import os\n', 'import math\nimport os\n')}\n\ndef rounded(items):\n    return math.ceil(total(items))\n`,
    },
    {
      'shop.py': `${SHOP.replace('import os\n', 'import json\nimport os\n')}\n\ndef dumped(items):\n    return json.dumps(total(items))\n`,
    },
  );
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(BOTH);
  const merged = atCheckpoint(repo, 'shop.py');
  for (const part of ['import math\n', 'import json\n', 'def rounded(', 'def dumped(', 'def total('])
    expect(merged.split(part)).toHaveLength(2);
});

test('keys of a JSON file', async () => {
  const settings = '{\n  "name": "shop",\n  "lint": true\n}\n';
  const { repo, ended } = await together(
    { 'settings.json': settings },
    { 'settings.json': settings.replace('true', 'true,\n  "retries": 3') },
    { 'settings.json': settings.replace('true', 'true,\n  "timeout": 5') },
  );
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(BOTH);
  expect(JSON.parse(atCheckpoint(repo, 'settings.json'))).toEqual({
    name: 'shop',
    lint: true,
    retries: 3,
    timeout: 5,
  });
});

test('entries of a changelog', async () => {
  const log = '# Changelog\n\n## Unreleased\n\n- Carts can be saved.\n\n## 1.0.0\n\n- First release.\n';
  const { repo, ended } = await together(
    { 'CHANGELOG.md': log },
    { 'CHANGELOG.md': log.replace('saved.\n', 'saved.\n- Prices are rounded.\n') },
    { 'CHANGELOG.md': log.replace('saved.\n', 'saved.\n- Taxes are shown.\n') },
  );
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(BOTH);
  const merged = atCheckpoint(repo, 'CHANGELOG.md');
  for (const entry of ['Prices are rounded.', 'Taxes are shown.', 'Carts can be saved.', 'First release.'])
    expect(merged.split(entry)).toHaveLength(2);
});

test('what the sides really dispute waits for a person', async () => {
  const { ended } = await together(
    { 'src/limit.ts': 'export const LIMIT = 10;\n' },
    { 'src/limit.ts': 'export const LIMIT = 20;\n' },
    { 'src/limit.ts': 'export const LIMIT = 30;\n' },
  );
  expect(Object.values(outcomes(ended)).toSorted()).toEqual(['held conflict', 'landed merged']);
});

describe('a merge that git makes without a conflict and that loses something', () => {
  const far = Array.from({ length: 30 }, (_, i) => `// line ${i}\n`).join('');
  const base = `import { round } from './round';\n\n${far}\nexport const price = (x: number) => x;\n`;
  const without = base.replace("import { round } from './round';\n\n", '');
  const uses = base.replace('(x: number) => x', '(x: number) => round(x)');

  test('of two branches holds the second, and says what would be gone', async () => {
    const { repo, ended } = await together(
      { 'src/price.ts': base },
      { 'src/price.ts': without },
      { 'src/price.ts': uses },
    );
    expect(Object.values(outcomes(ended)).toSorted()).toEqual(['held silent-loss', 'landed merged']);
    const held = resultOf(ended).branches.find(({ reason }) => reason === 'silent-loss')!;
    expect(held.detail).toMatch(
      /^git merges it with claude\/(?:one|two) without a conflict, but src\/price\.ts: .*round/,
    );
    expect(repo.git('merge-tree', '--write-tree', 'claude/one', 'claude/two')).toMatch(/^[0-9a-f]{40}$/);
  });

  test('of one among many holds that one, whatever was merged before it was known', async () => {
    const repo = repository({ 'src/price.ts': base });
    repo.commit('claude/one', { 'src/price.ts': without });
    repo.commit('claude/two', { 'src/price.ts': uses });
    for (let i = 0; i < 12; i++)
      repo.commit(`claude/z${i}`, { [`own${i}.ts`]: `export const own = ${i};\n` });
    const ended = await sluice(['run', '--no-tests', '--repo', repo.path]);
    const words = Object.values(outcomes(ended));
    expect(words.filter((word) => word === 'landed merged')).toHaveLength(13);
    expect(words.filter((word) => word === 'held silent-loss')).toHaveLength(1);
    const [landed] = ['one', 'two'].filter((name) => branchOf(ended, `claude/${name}`).status === 'landed');
    expect(atCheckpoint(repo, 'src/price.ts')).toBe(landed === 'one' ? without : uses);
  });

  test('of a branch and the base holds the branch', async () => {
    const repo = repository({ 'src/price.ts': base });
    repo.commit('claude/uses', { 'src/price.ts': uses });
    repo.commit('main', { 'src/price.ts': without });
    const ended = await sluice(['run', '--no-tests', '--repo', repo.path]);
    expect(branchOf(ended, 'claude/uses')).toMatchObject({
      status: 'held',
      reason: 'silent-loss',
      detail: expect.stringMatching(
        /^git merges it with the base without a conflict, but src\/price\.ts: .*round/,
      ),
    });
  });

  const moved = (content: string): Readonly<Record<string, string | null>> => ({
    'src/price.ts': null,
    'src/cost.ts': content,
  });

  test.each([
    ['renames the file and takes the import out', moved(without), { 'src/price.ts': uses }],
    ['renames the file and uses the import', moved(uses), { 'src/price.ts': without }],
  ])('is found though one %s', async (_, one, two) => {
    const repo = repository({ 'src/price.ts': base });
    repo.commit('claude/one', one);
    repo.commit('claude/two', two);
    expect(repo.git('merge-tree', '--write-tree', 'claude/one', 'claude/two')).toMatch(/^[0-9a-f]{40}$/);
    const ended = await sluice(['run', '--no-tests', '--repo', repo.path]);
    expect(Object.values(outcomes(ended)).toSorted()).toEqual(['held silent-loss', 'landed merged']);
    const held = resultOf(ended).branches.find(({ reason }) => reason === 'silent-loss')!;
    expect(held.detail).toMatch(/with claude\/(?:one|two) without a conflict, but src\/cost\.ts: .*round/);
  });

  test.each([
    ['the base has renamed', moved(without), { 'src/price.ts': uses }],
    ['the branch renames', { 'src/price.ts': without }, moved(uses)],
  ])('is found in a file that %s', async (_, onBase, onBranch) => {
    const repo = repository({ 'src/price.ts': base });
    repo.commit('claude/uses', onBranch);
    repo.commit('main', onBase);
    const ended = await sluice(['run', '--no-tests', '--repo', repo.path]);
    expect(branchOf(ended, 'claude/uses')).toMatchObject({
      reason: 'silent-loss',
      detail: expect.stringMatching(/^git merges it with the base without .* src\/cost\.ts: .*round/),
    });
  });

  test('lands where the policy leaves that to the tests', async () => {
    const { ended } = await together(
      { 'src/price.ts': base, '.sluice.yml': 'merge: {silent-loss: off}\n' },
      { 'src/price.ts': without },
      { 'src/price.ts': uses },
    );
    expect(Object.values(outcomes(ended))).toEqual(['landed merged', 'landed merged']);
  });

  test('gives its place to a rival', async () => {
    const repo = repository({ 'src/price.ts': base, 'a.txt': 'a\n' });
    repo.commit('claude/a-first', { 'src/price.ts': without });
    repo.commit('claude/b-lossy', { 'src/price.ts': uses, 'a.txt': 'lossy\n' });
    repo.commit('claude/c-rival', { 'a.txt': 'rival\n', 'b.txt': 'b\n', 'c.txt': 'c\n', 'd.txt': 'd\n' });
    const ended = await sluice(['run', '--no-tests', '--repo', repo.path]);
    expect(outcomes(ended)).toMatchObject({ 'claude/c-rival': 'landed merged' });
    expect(Object.values(outcomes(ended)).filter((word) => word.startsWith('landed'))).toHaveLength(2);
  });
});
