import type { DemoLine } from '../history.ts';

/** A branch on its own, one stacked on it, two that want different things of the same lines, and a protected path. */
export const OTHER_BRANCHES: readonly DemoLine[] = [
  {
    branch: 'claude/money-rounding',
    from: 'main',
    commits: [
      {
        author: 'agent-1',
        date: 1_771_318_800,
        message: `Round shares to the nearest cent

A third of one euro was 0.33, but two thirds were 0.66 as well. Shares were cut off, not rounded.

Task: STALL-20
`,
        edits: [
          { path: 'src/money.js', find: 'Math.floor(cents * fraction)', put: 'Math.round(cents * fraction)' },
          {
            path: 'src/money.js',
            find: 'for example 0.1 for ten percent. */',
            put: 'for example 0.1 for ten percent; half a cent counts as one. */',
          },
          {
            path: 'test/money.test.js',
            find: '  assert.equal(share(1000, 0.25), 250);\n',
            put: '  assert.equal(share(1000, 0.25), 250);\n  assert.equal(share(100, 2 / 3), 67);\n  assert.equal(share(5, 0.5), 3);\n',
          },
        ],
      },
    ],
  },
  {
    branch: 'claude/money-currency',
    from: 'claude/money-rounding',
    commits: [
      {
        author: 'agent-1',
        date: 1_771_333_200,
        message: `Show the currency where it is asked for

\`formatMoney(1250, 'EUR')\` is '12.50 EUR'. Without a currency nothing changes.

Task: STALL-27
`,
        edits: [
          {
            path: 'src/money.js',
            find: `/** An amount as people write it: 1250 is '12.50'. */
export function formatMoney(cents) {
`,
            put: `/** An amount as people write it: 1250 is '12.50', or '12.50 EUR' with a currency. */
export function formatMoney(cents, currency = '') {
`,
          },
          {
            path: 'src/money.js',
            find: "  return sign + digits.slice(0, -2) + '.' + digits.slice(-2);\n",
            put: `  const amount = sign + digits.slice(0, -2) + '.' + digits.slice(-2);
  return currency === '' ? amount : amount + ' ' + currency;
`,
          },
          {
            path: 'test/money.test.js',
            find: "  assert.equal(formatMoney(5), '0.05');\n",
            put: "  assert.equal(formatMoney(5), '0.05');\n  assert.equal(formatMoney(1250, 'EUR'), '12.50 EUR');\n",
          },
        ],
      },
    ],
  },
  {
    branch: 'claude/retry-longer',
    from: 'main',
    commits: [
      {
        author: 'agent-5',
        date: 1_771_330_800,
        message: `Wait twice as long before each attempt

The courier's service needs a moment when it is busy. Asking again at the same pace made it worse.

Task: STALL-24
`,
        edits: [
          {
            path: 'src/retry.js',
            find: '  return attempt === 1 ? 0 : PAUSE_MS;\n',
            put: '  return attempt === 1 ? 0 : PAUSE_MS * 2 ** (attempt - 2);\n',
          },
          {
            path: 'test/retry.test.js',
            find: `  assert.equal(pauseBefore(1), 0);
`,
            put: `  assert.equal(pauseBefore(1), 0);
  assert.deepEqual([2, 3, 4].map(pauseBefore), [100, 200, 400]);
`,
          },
        ],
      },
    ],
  },
  {
    branch: 'claude/retry-scattered',
    from: 'main',
    commits: [
      {
        author: 'agent-6',
        date: 1_771_332_000,
        message: `Scatter the pauses between attempts

All tills asked the courier's service again at the same moment. A random part of up to one pause
spreads them.

Task: STALL-25
`,
        edits: [
          {
            path: 'src/retry.js',
            find: `export function pauseBefore(attempt) {
  return attempt === 1 ? 0 : PAUSE_MS;
`,
            put: `export function pauseBefore(attempt, random = Math.random) {
  return attempt === 1 ? 0 : PAUSE_MS + Math.floor(random() * PAUSE_MS);
`,
          },
          {
            path: 'test/retry.test.js',
            find: `test('the first attempt does not wait', () => {
`,
            put: `test('pauses are scattered over one pause', () => {
  assert.equal(pauseBefore(2, () => 0), 100);
  assert.equal(pauseBefore(4, () => 0.5), 150);
});

test('the first attempt does not wait', () => {
`,
          },
        ],
      },
    ],
  },
  {
    branch: 'claude/ci-node-24',
    from: 'main',
    commits: [
      {
        author: 'agent-7',
        date: 1_771_334_400,
        message: `Test on Node 24 too

Task: STALL-26
`,
        edits: [
          {
            path: '.github/workflows/test.yml',
            find: '    runs-on: ubuntu-24.04\n',
            put: '    runs-on: ubuntu-24.04\n    strategy:\n      matrix:\n        node: [20, 24]\n',
          },
          {
            path: '.github/workflows/test.yml',
            find: '          node-version: 20\n',
            put: '          node-version: ${{ matrix.node }}\n',
          },
        ],
      },
    ],
  },
];
