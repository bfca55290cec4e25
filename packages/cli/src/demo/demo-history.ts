import { ORDER_BRANCHES } from './branches/order-branches.ts';
import { OTHER_BRANCHES } from './branches/other-branches.ts';
import type { DemoLine } from './history.ts';
import { ORDERS } from './project/orders.ts';
import { START } from './project/start.ts';
import { STOCK } from './project/stock.ts';

const MAIN: DemoLine = {
  branch: 'main',
  from: null,
  commits: [
    {
      author: 'maintainer',
      date: 1_771_228_800,
      message: 'Start with the catalogue and money\n',
      files: START,
    },
    { author: 'maintainer', date: 1_771_239_600, message: 'Take orders\n', files: ORDERS },
    { author: 'maintainer', date: 1_771_315_200, message: 'Keep stock and retry deliveries\n', files: STOCK },
  ],
};

/** The whole history of the demo repository. */
export const DEMO_HISTORY: readonly DemoLine[] = [MAIN, ...ORDER_BRANCHES, ...OTHER_BRANCHES];

/** What each agent branch is there to show. */
export const DEMO_BRANCHES = {
  'claude/money-rounding': 'independent of all others but the one stacked on it',
  'claude/money-currency': 'stacked on claude/money-rounding',
  'claude/order-discounts': 'edits src/orders.js; adds a script to package.json',
  'claude/order-notes':
    'edits src/orders.js elsewhere; adds another script at the same place of package.json',
  'claude/order-search': 'edits src/orders.js elsewhere; breaks a test',
  'claude/retry-longer': 'edits the same lines as claude/retry-scattered',
  'claude/retry-scattered': 'edits the same lines as claude/retry-longer',
  'claude/ci-node-24': 'edits a workflow, which is a protected path',
} as const;
