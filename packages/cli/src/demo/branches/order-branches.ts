import type { DemoLine } from '../history.ts';

/** Three agents at work on `src/orders.js`; two of them also add a script at the same place of package.json. */
export const ORDER_BRANCHES: readonly DemoLine[] = [
  {
    branch: 'claude/order-discounts',
    from: 'main',
    commits: [
      {
        author: 'agent-2',
        date: 1_771_322_400,
        message: `Give a discount from ten of a kind

Restaurants buy in bulk. Ten or more of one product are 10 % cheaper, fifty or more 15 %.
The rates are in one table, and \`npm run discounts\` prints them.

Task: STALL-21
`,
        files: {
          'src/discounts.js': `/** From how many of one product which share of the price is taken off, highest first. */
const STEPS = [
  [50, 0.15],
  [10, 0.1],
];

/** The share of the price that is taken off for so many of one product. */
export function discountFor(count) {
  const step = STEPS.find(([from]) => count >= from);
  return step === undefined ? 0 : step[1];
}

/** The steps for people. */
export function listDiscounts() {
  return STEPS.map(([from, fraction]) => [from + ' or more', '-' + fraction * 100 + ' %']);
}
`,
          'bin/discounts.js': `#!/usr/bin/env node
import { listDiscounts, table } from '../src/index.js';

console.log(table(listDiscounts()));
`,
          'test/discounts.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { createOrder, discountFor, orderTotal } from '../src/index.js';

test('few of a kind cost the full price', () => {
  assert.equal(discountFor(9), 0);
});

test('ten of a kind are cheaper', () => {
  const order = createOrder('School No. 4', [['apples', 20], ['bread', 2]]);
  assert.equal(orderTotal(order), 20 * 320 * 0.9 + 2 * 480);
});

test('fifty of a kind are cheaper still', () => {
  assert.equal(discountFor(50), 0.15);
});
`,
        },
        edits: [
          {
            path: 'src/orders.js',
            find: "import { formatMoney, sum } from './money.js';",
            put: "import { discountFor } from './discounts.js';\nimport { formatMoney, share, sum } from './money.js';",
          },
          {
            path: 'src/orders.js',
            find: '  return findProduct(id).cents * count;\n',
            put: '  const full = findProduct(id).cents * count;\n  return full - share(full, discountFor(count));\n',
          },
          {
            path: 'src/index.js',
            find: "export * from './money.js';\n",
            put: "export * from './discounts.js';\nexport * from './money.js';\n",
          },
          {
            path: 'docs/prices.md',
            find: 'A line is the price times the count.\n',
            put: 'A line is the price times the count, less\nthe discount for many of a kind: 10 % from ten, 15 % from fifty.\n',
          },
          {
            path: 'package.json',
            find: '    "lint": ',
            put: '    "discounts": "node bin/discounts.js",\n    "lint": ',
          },
        ],
      },
    ],
  },
  {
    branch: 'claude/order-notes',
    from: 'main',
    commits: [
      {
        author: 'agent-3',
        date: 1_771_326_000,
        message: `Let an order carry notes

Notes such as "no bag" were written on paper until now. An order starts without any, and
\`addNote\` returns the order with one more.

Task: STALL-22
`,
        files: {
          'test/notes.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { addNote, createOrder } from '../src/index.js';

test('an order starts without notes', () => {
  assert.deepEqual(createOrder('Corner Cafe', [['honey', 1]]).notes, []);
});

test('a note is added to what is there', () => {
  const order = addNote(createOrder('Corner Cafe', [['honey', 1]]), 'no bag');
  assert.deepEqual(addNote(order, ' rings twice ').notes, ['no bag', 'rings twice']);
});
`,
        },
        edits: [
          {
            path: 'src/orders.js',
            find: `  return { number: lastNumber, customer, items, state: 'open' };
}
`,
            put: `  return { number: lastNumber, customer, items, state: 'open', notes: [] };
}

/** The same order with one more note. */
export function addNote(order, note) {
  return { ...order, notes: [...order.notes, note.trim()] };
}
`,
          },
        ],
      },
      {
        author: 'agent-3',
        date: 1_771_327_200,
        message: `Print the standing orders

\`npm run standing\` shows the orders of data/orders.json, one on a line.

Task: STALL-22
`,
        files: {
          'bin/standing.js': `#!/usr/bin/env node
import { createOrder, describeOrder, load } from '../src/index.js';

const orders = await load(new URL('../data/orders.json', import.meta.url), []);
for (const { customer, items } of orders) console.log(describeOrder(createOrder(customer, items)));
`,
        },
        edits: [
          {
            path: 'package.json',
            find: '    "lint": ',
            put: '    "standing": "node bin/standing.js",\n    "lint": ',
          },
        ],
      },
    ],
  },
  {
    branch: 'claude/order-search',
    from: 'main',
    commits: [
      {
        author: 'agent-4',
        date: 1_771_329_600,
        message: `Make the search for orders faster

Searching walked through all orders. It now looks the customer up in an index.

Task: STALL-23
`,
        files: {
          'test/search.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { createOrder, findOrders } from '../src/index.js';

test('all orders of a customer are found', () => {
  const orders = [1, 2, 3].map((count) => createOrder('Corner Cafe', [['eggs', count]]));
  assert.deepEqual(findOrders(orders, 'Corner Cafe'), orders);
});
`,
        },
        edits: [
          {
            path: 'src/orders.js',
            find: `/** The orders of the customers whose name contains the text; letter case does not matter. */
export function findOrders(orders, text) {
  const wanted = text.toLowerCase();
  return orders.filter((order) => order.customer.toLowerCase().includes(wanted));
}
`,
            put: `/** The orders of one customer. */
export function findOrders(orders, customer) {
  const index = new Map();
  for (const order of orders) {
    index.set(order.customer, [...(index.get(order.customer) ?? []), order]);
  }
  return index.get(customer) ?? [];
}
`,
          },
        ],
      },
    ],
  },
];
