import type { Files } from '../history.ts';

/** The third commit of the demo project: stock on disk, and deliveries that are tried again. */
export const STOCK: Files = {
  'CHANGELOG.md': `# Changes

## 0.3.0

- Stock is kept in a file and never goes below zero.
- A delivery that fails is tried again.

## 0.2.0

- Orders: create, pay, deliver, search.

## 0.1.0

- The catalogue.
`,
  'docs/prices.md': `# Prices

Prices are whole cents and include tax.

## Totals

The total of an order is the sum of its lines. A line is the price times the count.
`,
  'src/index.js': `export * from './catalogue.js';
export * from './money.js';
export * from './orders.js';
export * from './retry.js';
export * from './stock.js';
export * from './store.js';
export * from './text/plural.js';
export * from './text/table.js';
`,
  'src/retry.js': `const ATTEMPTS = 4;
const PAUSE_MS = 100;

/** How long to wait before an attempt; the first attempt is number 1. */
export function pauseBefore(attempt) {
  return attempt === 1 ? 0 : PAUSE_MS;
}

/** Runs the task until it succeeds, at most four times; the last error is thrown. */
export async function retry(task, wait) {
  for (let attempt = 1; ; attempt += 1) {
    await wait(pauseBefore(attempt));
    try {
      return await task(attempt);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
`,
  'src/stock.js': `/** Stock after the items of an order left it; throws when there is too little of one. */
export function takeFromStock(stock, items) {
  const left = { ...stock };
  for (const [id, count] of items) {
    if ((left[id] ?? 0) < count) throw new Error('Too little in stock: ' + id);
    left[id] -= count;
  }
  return left;
}

/** Stock after a delivery to the stall. */
export function addToStock(stock, items) {
  const more = { ...stock };
  for (const [id, count] of items) more[id] = (more[id] ?? 0) + count;
  return more;
}
`,
  'src/store.js': `import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Reads a JSON file; the fallback stands in for a file that does not exist. */
export async function load(file, fallback) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return fallback;
    throw error;
  }
}

/** Writes a JSON file whole or not at all. */
export async function save(file, value) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file + '.new', JSON.stringify(value, null, 2) + '\\n');
  await rename(file + '.new', file);
}
`,
  'test/retry.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { pauseBefore, retry } from '../src/index.js';

const noWait = async () => {};

test('a task that works runs once', async () => {
  assert.equal(await retry(async (attempt) => attempt, noWait), 1);
});

test('a task that fails at first is tried again', async () => {
  const flaky = async (attempt) => (attempt < 3 ? Promise.reject(new Error('busy')) : attempt);
  assert.equal(await retry(flaky, noWait), 3);
});

test('the last error is thrown', async () => {
  await assert.rejects(retry(() => Promise.reject(new Error('gone')), noWait), /gone/);
});

test('the first attempt does not wait', () => {
  assert.equal(pauseBefore(1), 0);
});
`,
  'test/stock.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { addToStock, takeFromStock } from '../src/index.js';

test('an order leaves the stock', () => {
  assert.deepEqual(takeFromStock({ eggs: 10 }, [['eggs', 3]]), { eggs: 7 });
});

test('nothing is sold that is not there', () => {
  assert.throws(() => takeFromStock({ eggs: 2 }, [['eggs', 3]]), /Too little in stock: eggs/);
});

test('a delivery adds to the stock', () => {
  assert.deepEqual(addToStock({ eggs: 2 }, [['honey', 4]]), { eggs: 2, honey: 4 });
});
`,
  'test/store.test.js': `import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { load, save } from '../src/index.js';

test('what is saved is loaded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stall-'));
  try {
    const file = join(folder, 'deep', 'stock.json');
    assert.deepEqual(await load(file, {}), {});
    await save(file, { eggs: 12 });
    assert.deepEqual(await load(file, {}), { eggs: 12 });
  } finally {
    await rm(folder, { recursive: true });
  }
});
`,
};
