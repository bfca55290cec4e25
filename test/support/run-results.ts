import type { BranchResult, RunResult } from '@sluice/model';

/** Results as a run would give them, for tests of what is said about them. */

export const oid = (seed: number): string => seed.toString(16).padStart(8, '0').repeat(5);

const digest = (text: string): number =>
  [...text].reduce((sum, char) => (sum * 31 + char.codePointAt(0)!) % 0xffffffff, 7);

export function branch(name: string, over: Partial<BranchResult>): BranchResult {
  return {
    name,
    head: oid(digest(name)),
    status: 'landed',
    reason: 'merged',
    detail: 'Merges cleanly and lands as it is.',
    cluster: 'c9',
    dropped: [],
    reproduce: '',
    task: `Work on ${name.slice(0, 40)}`,
    risk: [],
    files: 3,
    failing: [],
    log: '',
    ...over,
  };
}

/** A file that git merged without a conflict. */
export function cleanFile(path: string, of: string): RunResult['candidates'][number]['files'][number] {
  const lost = { ours: [], theirs: [] };
  return { path, conflict: 'none', method: 'git', branch: of, dropped: [], confidence: 1, lost, regions: [] };
}

export const JEST_LOG = [
  'FAIL test/cart.test.js',
  '  cart',
  '    ✓ starts empty (2 ms)',
  '    ✕ applies the discount before tax (4 ms)',
  '',
  '  ● cart › applies the discount before tax',
  '',
  '    expect(received).toBe(expected)',
  '',
  '    Expected: 107.1',
  '    Received: 119',
  '',
  '      18 |   cart.discount(0.1);',
  '    > 19 |   expect(cart.total()).toBe(107.1);',
  '         |                        ^',
  '',
  'Tests: 1 failed, 41 passed, 42 total',
].join('\n');

/** Eight branches with every kind of outcome: the size at which people meet the reports first. */
export function mixedResult(): RunResult {
  const tree = oid(0xabc001);
  const all = [
    'claude/add-retry-to-http-client',
    'claude/cart-discounts',
    'claude/dark-mode',
    'claude/deps-bump-zod',
  ];
  const three = all.filter((name) => name !== 'claude/cart-discounts');
  return {
    schema: 'sluice/run@1',
    invocation: { program: 'sluice', options: [], branches: [] },
    base: { ref: 'refs/heads/main', sha: oid(0x5eed) },
    branches: [
      branch('claude/add-retry-to-http-client', {
        cluster: 'c2',
        task: 'Retry idempotent requests with back-off',
        files: 4,
        risk: ['network'],
      }),
      branch('claude/dark-mode', {
        cluster: 'c4',
        task: 'Follow the colour scheme of the system',
        files: 11,
      }),
      branch('claude/deps-bump-zod', {
        cluster: 'c2',
        reason: 'resolved',
        detail:
          'package.json was merged by meaning with claude/add-retry-to-http-client; nothing was dropped.',
        task: 'Update zod to 4.6',
        files: 2,
        risk: ['dependencies'],
        reproduce: 'git merge-tree --write-tree claude/add-retry-to-http-client claude/deps-bump-zod',
      }),
      branch('claude/rename-config-module', {
        status: 'held',
        reason: 'conflict',
        cluster: 'c1',
        detail: 'It changes the same lines of src/config.ts as claude/typed-settings, which lands first.',
        task: 'Rename config to settings',
        files: 17,
        dropped: ['src/config.ts'],
        reproduce: 'git merge-tree --write-tree claude/typed-settings claude/rename-config-module',
      }),
      branch('claude/typed-settings', { cluster: 'c1', task: 'Give settings a type', files: 6 }),
      branch('claude/ci-cache', {
        status: 'held',
        reason: 'protected-path',
        cluster: 'c5',
        detail: 'It changes .github/workflows/ci.yml, which the policy protects.',
        task: 'Cache dependencies in CI',
        files: 1,
        risk: ['ci'],
        reproduce: 'git diff --stat main...claude/ci-cache -- .github',
      }),
      branch('claude/cart-discounts', {
        status: 'rejected',
        reason: 'tests-failed',
        cluster: 'c3',
        detail: 'The tier test fails with it and passes without it (exit 1).',
        task: 'Discounts in the cart',
        files: 3,
        failing: ['claude/cart-discounts'],
        log: JEST_LOG,
        reproduce: 'sluice run --branches claude/cart-discounts --dry-run',
      }),
      branch('claude/old-experiment', {
        status: 'excluded',
        reason: 'up-to-date',
        cluster: 'c6',
        detail: 'Its head is an ancestor of main.',
        task: 'Try another router',
        files: 0,
      }),
    ],
    clusters: [
      {
        id: 'c1',
        branches: ['claude/rename-config-module', 'claude/typed-settings'],
        edges: [
          {
            among: ['claude/rename-config-module', 'claude/typed-settings'],
            kind: 'overlap',
            path: 'src/config.ts',
            detail: 'Both change lines 12–31.',
          },
          {
            among: ['claude/rename-config-module', 'claude/typed-settings'],
            kind: 'rename',
            path: 'src/config.test.ts',
            detail: 'One renames it to src/settings.test.ts, the other edits it.',
          },
        ],
      },
      {
        id: 'c2',
        branches: ['claude/add-retry-to-http-client', 'claude/deps-bump-zod'],
        edges: [
          {
            among: ['claude/add-retry-to-http-client', 'claude/deps-bump-zod'],
            kind: 'content',
            path: 'package.json',
            detail: 'Both add lines after line 20.',
          },
        ],
      },
      ...['claude/cart-discounts', 'claude/dark-mode', 'claude/ci-cache', 'claude/old-experiment'].map(
        (name, i) => ({ id: `c${i + 3}`, branches: [name], edges: [] }),
      ),
    ],
    candidates: [
      {
        id: 'c1.1',
        cluster: 'c1',
        tree: oid(0xca1),
        strategy: 'independent-set',
        branches: ['claude/typed-settings'],
        complete: true,
        files: [],
      },
      {
        id: 'c1.2',
        cluster: 'c1',
        tree: oid(0xca2),
        strategy: 'one-agent-primary',
        branches: ['claude/typed-settings', 'claude/rename-config-module'],
        complete: false,
        files: [
          {
            path: 'src/config.ts',
            conflict: 'content',
            method: 'primary-ours',
            branch: 'claude/rename-config-module',
            confidence: null,
            lost: { ours: [], theirs: ['interface Settings'] },
            regions: [],
            dropped: ['12 lines that claude/typed-settings adds: the interface Settings and its defaults'],
          },
          cleanFile('src/config.test.ts', 'claude/rename-config-module'),
        ],
      },
      {
        id: 'c2.1',
        cluster: 'c2',
        tree: oid(0xca3),
        strategy: 'by-meaning',
        branches: ['claude/add-retry-to-http-client', 'claude/deps-bump-zod'],
        complete: true,
        files: [
          {
            ...cleanFile('package.json', 'claude/deps-bump-zod'),
            conflict: 'content',
            method: 'package-json',
            confidence: 0.95,
            regions: [
              {
                line: 12,
                ours: '    "undici": "^7.0.0"\n',
                result: '    "undici": "^7.0.0",\n    "zod": "^4.6.0"\n',
                theirs: '    "zod": "^4.6.0"\n',
              },
            ],
          },
        ],
      },
    ],
    validations: [
      {
        tree: oid(0xabc000),
        tier: 'lint',
        command: 'npm run lint',
        exit: 0,
        ended: 'exit',
        seconds: 2.1,
        cached: false,
        branches: [...all, 'claude/typed-settings'],
      },
      {
        tree: oid(0xabc000),
        tier: 'test',
        command: 'npm test',
        exit: 1,
        ended: 'exit',
        seconds: 8.42,
        cached: false,
        branches: [...all, 'claude/typed-settings'],
      },
      {
        tree: tree,
        tier: 'lint',
        command: 'npm run lint',
        exit: 0,
        ended: 'exit',
        seconds: 2.04,
        cached: false,
        branches: [...three, 'claude/typed-settings'],
      },
      {
        tree: tree,
        tier: 'test',
        command: 'npm test',
        exit: 0,
        ended: 'exit',
        seconds: 9.73,
        cached: false,
        branches: [...three, 'claude/typed-settings'],
      },
      {
        tree: oid(0xba5e),
        tier: 'lint',
        command: 'npm run lint',
        exit: 0,
        ended: 'exit',
        seconds: 1.9,
        cached: true,
        branches: [],
      },
      {
        tree: oid(0xba5e),
        tier: 'test',
        command: 'npm test',
        exit: 0,
        ended: 'exit',
        seconds: 7.9,
        cached: true,
        branches: [],
      },
    ],
    checkpoint: { ref: 'refs/heads/sluice/checkpoint-3', commit: oid(0xc0de), tree, landed: false },
    tests: {
      ran: true,
      tiers: [
        { name: 'lint', command: 'npm run lint', origin: 'detected: package.json scripts.lint' },
        { name: 'test', command: 'npm test', origin: '.sluice.yml line 4' },
      ],
      sandbox: 'bubblewrap',
      notes: [],
    },
    supply: [],
    hints: [],
    model: null,
    timings: {
      discover: 0.041,
      cluster: 0.012,
      candidates: 0.087,
      install: 4.31,
      validate: 22.4,
      deliver: 0.09,
    },
    git: { processes: 11, version: '2.39.5' },
  };
}
