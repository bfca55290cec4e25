// Results that no honest run has: hostile names and texts, and very many branches.
import type { BranchResult, RunResult } from '@sluice/model';
import { branch, JEST_LOG, mixedResult, oid } from './run-results.ts';

export const HOSTILE_NAMES = [
  'claude/$(touch${IFS}owned)',
  'claude/x";id;"',
  "claude/it's",
  'claude/`id`',
  'claude/<img/src=x/onerror=alert(1)>',
  'claude/\u202egnp.exe',
  'claude/\u009b31mred',
  'claude/@everyone',
  'claude/|pipe|',
  'claude/\udcff\udc80',
  '-rf',
  'claude/<script>alert(1)</script>',
  'claude/%0a::set-output',
  `claude/${'very-long-'.repeat(22)}end`,
  '0123456789abcdef0123456789abcdef01234567',
  'claude/日本語のブランチ',
  'claude/z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo',
];

export const HOSTILE_TEXT =
  '</td></table></code><script>alert(1)</script><img src=x onerror=alert(2)> @everyone fixes #1 GH-2 [x](javascript:alert(3)) ![i](https://evil.test/i.png) ' +
  'https://evil.test www.evil.test a|b `c` ``d`` \u202e\u001b[31m\u0007\r\n\n# heading\n--- \n| a | b |\n::set-output name=x::y ${{ secrets.X }} &lt;b&gt; "quotes" \'single\' :tada:';

/** Every text that others control is an attack. */
export function hostileResult(): RunResult {
  const mixed = mixedResult();
  const statuses = [
    ['held', 'conflict'],
    ['landed', 'resolved'],
    ['rejected', 'tests-failed'],
    ['excluded', 'vetoed'],
    ['held', 'partial'],
  ] as const;
  const log = `${HOSTILE_TEXT}\n\`\`\`\n\`\`\`\`\`\n</pre></details><script>alert(4)</script>\n##[error]x\n::error::y`;
  return {
    ...mixed,
    branches: HOSTILE_NAMES.map((name, i) => {
      const [status, reason] = statuses[i % statuses.length]!;
      return branch(name, {
        status,
        reason,
        detail: HOSTILE_TEXT,
        task: HOSTILE_TEXT,
        cluster: 'c1',
        risk: ['ci', HOSTILE_TEXT],
        dropped: [HOSTILE_TEXT, 'a\nb', `p/${'q'.repeat(400)}`],
        reproduce: `git show '${HOSTILE_TEXT}'`,
        failing: status === 'rejected' ? HOSTILE_NAMES.slice(0, 3) : [],
        log: status === 'rejected' ? log : '',
      });
    }),
    clusters: [
      {
        id: 'c1',
        branches: [...HOSTILE_NAMES],
        edges: [
          { among: HOSTILE_NAMES.slice(0, 2), kind: 'content', path: HOSTILE_TEXT, detail: HOSTILE_TEXT },
          { among: [...HOSTILE_NAMES], kind: 'binary', path: 'a\nb/\udcff.png', detail: HOSTILE_TEXT },
        ],
      },
    ],
    candidates: [
      {
        id: 'c1.1',
        cluster: 'c1',
        tree: oid(0xca1),
        strategy: 'minimal',
        branches: [...HOSTILE_NAMES],
        complete: false,
        files: [
          {
            path: HOSTILE_TEXT,
            conflict: 'content',
            method: 'deferred',
            branch: HOSTILE_NAMES[4]!,
            dropped: [HOSTILE_TEXT],
            confidence: 0.5,
            lost: { ours: [HOSTILE_TEXT], theirs: [HOSTILE_TEXT] },
            regions: [{ line: 1, ours: HOSTILE_TEXT, result: HOSTILE_TEXT, theirs: HOSTILE_TEXT }],
          },
        ],
      },
    ],
    validations: mixed.validations.map((run) => ({
      ...run,
      tier: HOSTILE_TEXT,
      command: HOSTILE_TEXT,
      branches: [...HOSTILE_NAMES],
    })),
    tests: {
      ran: false,
      tiers: [{ name: HOSTILE_TEXT, command: HOSTILE_TEXT, origin: HOSTILE_TEXT }],
      sandbox: HOSTILE_TEXT,
      notes: [HOSTILE_TEXT],
    },
    supply: [
      {
        kind: 'foreign-host',
        severity: 'hold',
        branches: [...HOSTILE_NAMES],
        path: HOSTILE_TEXT,
        name: HOSTILE_TEXT,
        detail: HOSTILE_TEXT,
      },
    ],
    hints: [
      {
        kind: 'definition',
        symbol: HOSTILE_TEXT,
        path: HOSTILE_TEXT,
        definers: [...HOSTILE_NAMES],
        users: [...HOSTILE_NAMES],
        detail: HOSTILE_TEXT,
      },
    ],
    model: {
      name: HOSTILE_TEXT,
      skipped: HOSTILE_TEXT,
      questions: 1,
      tokens: { input: 1, output: 1, cacheWrite: 1, cacheRead: 1 },
      cost: 1,
      intents: [{ branch: HOSTILE_TEXT, wants: HOSTILE_TEXT, subjects: [], confidence: 1, evidence: [] }],
      sameWork: [{ branches: [...HOSTILE_NAMES].slice(0, 2), likeness: 1, shared: [HOSTILE_TEXT] }],
      resolutions: [
        {
          branch: HOSTILE_TEXT,
          cluster: 'c1',
          strategy: 'port',
          candidate: HOSTILE_TEXT,
          ref: HOSTILE_TEXT,
          dropped: [HOSTILE_TEXT],
          why: HOSTILE_TEXT,
          winner: 'neither',
          leftOut: [HOSTILE_TEXT],
          confidence: 1,
          glue: [{ path: HOSTILE_TEXT, comment: HOSTILE_TEXT, why: HOSTILE_TEXT }],
          documents: [{ path: HOSTILE_TEXT, why: HOSTILE_TEXT }],
        },
      ],
      notAsked: [{ branch: HOSTILE_TEXT, why: HOSTILE_TEXT }],
      suspicious: [{ branch: HOSTILE_TEXT, quote: HOSTILE_TEXT }],
    },
    timings: { [HOSTILE_TEXT]: 1 },
  };
}

/** Many branches: some tied in pairs and rings, one hot file that ties thirty, the others alone. */
export function manyResult(size = 300): RunResult {
  const name = (i: number): string =>
    `claude/task-${String(i).padStart(4, '0')}-${['parser', 'billing', 'search', 'login', 'export'][i % 5]!}`;
  const hot = Array.from({ length: 30 }, (_, i) => name(i));
  const rings = Array.from({ length: Math.min(24, Math.floor((size - 30) / 10)) }, (_, r) =>
    Array.from({ length: 2 + (r % 5) }, (_, i) => name(30 + r * 6 + i)),
  );
  const clusters: RunResult['clusters'] = [
    {
      id: 'c1',
      branches: hot,
      edges: [{ among: hot, kind: 'overlap', path: 'src/registry.ts', detail: 'All change lines 40–44.' }],
    },
    ...rings.map((members, r) => ({
      id: `c${r + 2}`,
      branches: members,
      edges: members.slice(1).map((member, i) => ({
        among: [members[i]!, member],
        kind: (['content', 'overlap', 'add', 'delete'] as const)[(r + i) % 4]!,
        path: `src/module-${r}/file-${i}.ts`,
        detail: 'Both change it.',
      })),
    })),
  ];
  const tied = new Set(clusters.flatMap((cluster) => cluster.branches));
  const names = Array.from({ length: size }, (_, i) => name(i));
  for (const lone of names.filter((each) => !tied.has(each)))
    clusters.push({ id: `c${clusters.length + 1}`, branches: [lone], edges: [] });
  const clusterOf = new Map(
    clusters.flatMap((cluster) => cluster.branches.map((each) => [each, cluster] as const)),
  );
  const mixed = mixedResult();
  const branches = names.map((each, i) => {
    const cluster = clusterOf.get(each)!;
    const contested = cluster.edges.length > 0 && cluster.branches.indexOf(each) % 2 === 1;
    const over: Partial<BranchResult> = contested
      ? {
          status: 'held',
          reason: 'conflict',
          detail: `It conflicts with ${cluster.branches[0]!}.`,
          reproduce: `git merge-tree --write-tree ${cluster.branches[0]!} ${each}`,
        }
      : i % 41 === 40
        ? {
            status: 'rejected',
            reason: 'tests-failed',
            detail: 'The tier test fails with it and passes without it (exit 1).',
            failing: [each],
            log: JEST_LOG,
            reproduce: 'npm test',
          }
        : i % 53 === 52
          ? { status: 'excluded', reason: 'up-to-date', detail: 'Its head is an ancestor of main.', files: 0 }
          : {};
    return branch(each, {
      cluster: cluster.id,
      files: 1 + (i % 9),
      risk: i % 17 === 0 ? ['dependencies'] : [],
      ...over,
    });
  });
  return {
    ...mixed,
    branches,
    clusters,
    candidates: [],
    validations: mixed.validations.map((run) => ({
      ...run,
      branches: run.exit === 0 ? names.slice(0, size - 20) : names,
    })),
  };
}
