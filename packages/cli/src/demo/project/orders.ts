import type { Files } from '../history.ts';

/** The second commit of the demo project: orders, the file that many agents want to change. */
export const ORDERS: Files = {
  'data/orders.json': `[
  { "customer": "Ada's Kitchen", "items": [["eggs", 3], ["bread", 2]] },
  { "customer": "Corner Cafe", "items": [["apples", 5], ["honey", 1]] },
  { "customer": "School No. 4", "items": [["apples", 20], ["bread", 12]] }
]
`,
  'src/index.js': `export * from './catalogue.js';
export * from './money.js';
export * from './orders.js';
export * from './text/plural.js';
export * from './text/table.js';
`,
  'src/orders.js': `import { findProduct } from './catalogue.js';
import { formatMoney, sum } from './money.js';
import { plural } from './text/plural.js';

let lastNumber = 0;

/** A new order: items are pairs of a product's id and how many of it. */
export function createOrder(customer, items) {
  if (customer.trim() === '') throw new Error('An order needs a customer.');
  if (items.length === 0) throw new Error('An order needs at least one item.');
  for (const [id, count] of items) {
    findProduct(id);
    if (!Number.isInteger(count) || count < 1) throw new Error('Not a number of things: ' + count);
  }
  lastNumber += 1;
  return { number: lastNumber, customer, items, state: 'open' };
}

/** The same order after it was paid. */
export function payOrder(order) {
  if (order.state !== 'open') throw new Error('Only an open order can be paid.');
  return { ...order, state: 'paid' };
}

/** The same order after it was handed over. */
export function deliverOrder(order) {
  if (order.state !== 'paid') throw new Error('Only a paid order can be delivered.');
  return { ...order, state: 'delivered' };
}

/** What one line of an order costs. */
function lineTotal([id, count]) {
  return findProduct(id).cents * count;
}

/** What an order costs, in cents. */
export function orderTotal(order) {
  return sum(order.items.map(lineTotal));
}

/** How many things are in an order. */
export function countThings(order) {
  return sum(order.items.map(([, count]) => count));
}

/** An order on one line, for the till. */
export function describeOrder(order) {
  const things = plural(countThings(order), 'thing');
  return '#' + order.number + ' ' + order.customer + ': ' + things + ', ' + formatMoney(orderTotal(order));
}

/** The orders that are neither delivered nor cancelled. */
export function openOrders(orders) {
  return orders.filter((order) => order.state === 'open' || order.state === 'paid');
}

/** The orders of the customers whose name contains the text; letter case does not matter. */
export function findOrders(orders, text) {
  const wanted = text.toLowerCase();
  return orders.filter((order) => order.customer.toLowerCase().includes(wanted));
}
`,
  'test/orders.test.js': `import assert from 'node:assert/strict';
import test from 'node:test';
import { createOrder, deliverOrder, describeOrder, findOrders, openOrders, orderTotal, payOrder } from '../src/index.js';

const order = createOrder('Corner Cafe', [['apples', 5], ['honey', 1]]);

test('an order adds up', () => {
  assert.equal(orderTotal(order), 5 * 320 + 850);
});

test('an order without items is refused', () => {
  assert.throws(() => createOrder('Corner Cafe', []), /at least one item/);
});

test('an order is paid before it is delivered', () => {
  assert.throws(() => deliverOrder(order), /Only a paid order/);
  assert.equal(deliverOrder(payOrder(order)).state, 'delivered');
});

test('an order fits on one line', () => {
  assert.equal(describeOrder(order), '#' + order.number + ' Corner Cafe: 6 things, 24.50');
});

test('delivered orders are no longer open', () => {
  const done = deliverOrder(payOrder(createOrder('School No. 4', [['bread', 12]])));
  assert.deepEqual(openOrders([order, done]), [order]);
});

test('search takes a part of the name in any case', () => {
  const other = createOrder("Ada's Kitchen", [['eggs', 3]]);
  assert.deepEqual(findOrders([order, other], 'corner'), [order]);
  assert.deepEqual(findOrders([order, other], 'KITCHEN'), [other]);
  assert.deepEqual(findOrders([order, other], 'bakery'), []);
});
`,
};
