import type { Files } from '../history.ts';

/** The first commit of the demo project: a market stall's catalogue and its money, without any dependency. */
export const START: Files = {
  '.editorconfig': `root = true

[*]
end_of_line = lf
indent_size = 2
indent_style = space
insert_final_newline = true
`,
  '.gitignore': `node_modules/
*.log
`,
  '.github/workflows/test.yml': `name: test
on: [push]
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: npm run lint
      - run: npm test
`,
  'README.md': `# Stall

Takes orders for a market stall and keeps its stock.

    node bin/stall.js list
    npm test

No dependency is needed. Amounts of money are whole cents everywhere.
`,
  'package.json': `{
  "name": "stall",
  "version": "0.3.0",
  "private": true,
  "type": "module",
  "description": "Takes orders for a market stall and keeps its stock.",
  "engines": {
    "node": ">=20"
  },
  "scripts": {
    "list": "node bin/stall.js list",
    "lint": "node scripts/lint.js",
    "test": "node --test"
  }
}
`,
  'bin/stall.js': `#!/usr/bin/env node
import { formatMoney, listProducts, table } from '../src/index.js';

const commands = {
  list: () => table(listProducts().map((each) => [each.id, each.name, formatMoney(each.cents)])),
};

const command = commands[process.argv[2] ?? 'list'];
if (command === undefined) {
  console.error('Usage: stall ' + Object.keys(commands).join('|'));
  process.exitCode = 1;
} else {
  console.log(command());
}
`,
  'data/products.json': `[
  { "id": "apples", "name": "Apples, 1 kg", "cents": 320 },
  { "id": "bread", "name": "Sourdough loaf", "cents": 480 },
  { "id": "cheese", "name": "Mountain cheese, 250 g", "cents": 690 },
  { "id": "eggs", "name": "Ten eggs", "cents": 395 },
  { "id": "honey", "name": "Forest honey", "cents": 850 }
]
`,
  'scripts/lint.js': `// Text rules for every source file: no tabs, no trailing spaces, one newline at the end, no stray logging.
import { readdirSync, readFileSync } from 'node:fs';

const RULES = [
  ['tab', (text) => text.includes('\\t')],
  ['trailing space', (text) => / $/m.test(text)],
  ['newline at the end', (text) => !text.endsWith('\\n') || text.endsWith('\\n\\n')],
  ['console outside bin', (text, path) => path.startsWith('src') && text.includes('console.')],
];

let problems = 0;
for (const folder of ['bin', 'src', 'test']) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = folder + '/' + name;
    if (!path.endsWith('.js')) continue;
    const text = readFileSync(path, 'utf8');
    for (const [rule, broken] of RULES) {
      if (!broken(text, path)) continue;
      console.error(path + ': ' + rule);
      problems += 1;
    }
  }
}
process.exitCode = problems === 0 ? 0 : 1;
`,
  'src/catalogue.js': `import { readFileSync } from 'node:fs';

const products = JSON.parse(readFileSync(new URL('../data/products.json', import.meta.url), 'utf8'));

/** Everything that the stall sells, by name. */
export function listProducts() {
  return [...products].sort((a, b) => a.name.localeCompare(b.name));
}

/** The product with this id; throws when there is none. */
export function findProduct(id) {
  const product = products.find((each) => each.id === id);
  if (product === undefined) throw new Error('No such product: ' + id);
  return product;
}
`,
  'src/index.js': `export * from './catalogue.js';
export * from './money.js';
export * from './text/plural.js';
export * from './text/table.js';
`,
  'src/money.js': `/** Adds amounts of whole cents. */
export function sum(amounts) {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** A share of an amount, for example 0.1 for ten percent. */
export function share(cents, fraction) {
  return Math.floor(cents * fraction);
}

/** An amount as people write it: 1250 is '12.50'. */
export function formatMoney(cents) {
  const sign = cents < 0 ? '-' : '';
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return sign + digits.slice(0, -2) + '.' + digits.slice(-2);
}
`,
  'src/text/plural.js': `/** '1 egg', '2 eggs'. */
export function plural(count, noun) {
  return count + ' ' + noun + (count === 1 ? '' : 's');
}
`,
  'src/text/table.js': `/** Rows as lines of text, every column as wide as its widest cell. */
export function table(rows) {
  const widths = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  const line = (row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\\n');
}
`,
  'test/catalogue.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { findProduct, listProducts } from '../src/index.js';

test('products are listed by name', () => {
  const names = listProducts().map((each) => each.name);
  assert.deepEqual(names, [...names].sort());
});

test('a product is found by its id', () => {
  assert.equal(findProduct('bread').cents, 480);
});

test('an unknown product is an error', () => {
  assert.throws(() => findProduct('gold'), /No such product: gold/);
});
`,
  'test/money.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { formatMoney, share, sum } from '../src/index.js';

test('amounts are added in cents', () => {
  assert.equal(sum([320, 480]), 800);
  assert.equal(sum([]), 0);
});

test('a share is in whole cents', () => {
  assert.equal(share(1000, 0.25), 250);
});

test('amounts are shown with two decimals', () => {
  assert.equal(formatMoney(1250), '12.50');
  assert.equal(formatMoney(5), '0.05');
  assert.equal(formatMoney(-320), '-3.20');
});
`,
  'test/text.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { plural, table } from '../src/index.js';

test('one thing is singular', () => {
  assert.equal(plural(1, 'egg'), '1 egg');
  assert.equal(plural(2, 'egg'), '2 eggs');
});

test('columns line up', () => {
  assert.equal(table([['a', 'bb'], ['ccc', 'd']]), 'a    bb\\nccc  d');
});
`,
};
