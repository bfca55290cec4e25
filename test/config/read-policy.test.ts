import fc from 'fast-check';
import { DEFAULT_POLICY, policyFault, readPolicy, showProblem } from '@sluice/config';
import type { EffectivePolicy, Override } from '@sluice/config';
import { MODEL_KEYS, MODEL_WRITTEN } from '../support/model-policy.ts';

/** Every problem as one line, as people see it. */
function problemsOf(file: string | Uint8Array, overrides: readonly Override[] = []): string[] {
  return readPolicy(file, overrides).problems.map((problem) => showProblem(problem));
}

function effectiveOf(file: string | Uint8Array | null, overrides: readonly Override[] = []): EffectivePolicy {
  const reading = readPolicy(file, overrides);
  if (!('effective' in reading)) throw new Error(reading.problems.map((p) => showProblem(p)).join('\n'));
  return reading.effective;
}

describe('a policy that says nothing', () => {
  it.each([
    ['an absent file', null],
    ['an empty file', ''],
    ['an empty buffer', Buffer.alloc(0)],
    ['only comments', '# nothing\n\n# here\n'],
    ['an empty document', '---\n'],
    ['an empty mapping', '{}\n'],
    ['a byte order mark', '\ufeff'],
  ])('%s is valid and gives the defaults', (_, file) => {
    const { policy, origins } = effectiveOf(file);
    expect(policy).toEqual(DEFAULT_POLICY);
    expect(new Set(Object.values(origins).map(({ from }) => from))).toEqual(new Set(['default']));
  });
});

describe('a policy that says everything', () => {
  const file = `
base: trunk
branches: ['agents/**', '!agents/wip/**']
tiers:
  - name: lint
    command: npm run lint
    seconds: 60
  - {name: test, command: npm test, report: out/junit.xml}
install:
  command: npm ci --ignore-scripts
  lockfiles: [package-lock.json]
  provides: [node_modules]
  hosts: ['registry.example.org', 'mirror.example.org:8443']
require-tests: true
protected-paths: []
veto-paths: ['vendor/**']
risks: [{name: money, paths: ['billing/**']}]
candidate-budget: 3
slots: 8
land-partial: true
limits: {seconds: 1, memory-mb: 16, processes: 2, disk-mb: 3, output-kb: 4}
max-paths: 10
merge: {min-confidence: 0.75, silent-loss: off}
supply-chain:
  lockfiles: report
  confusion: off
  unpinned: hold
  new-transitive: hold
  install-scripts: off
  audit: hold
  audit-level: low
  unaudited: hold
  hosts: ['registry.example.org']
  private-scopes: ['@own']
${MODEL_WRITTEN}memory: branch
symbols: warn
checkpoints: by-owner
signing: github
self-hosted-signers: true
admission: {branches: 1, branches-per-agent: 2, pushes-per-hour: 3, manifest-kb: 4, manifest-hours: 5,
  objects-mb: 6}
`;

  it('is taken value by value', () => {
    expect(effectiveOf(file).policy).toEqual({
      base: 'trunk',
      branches: ['agents/**', '!agents/wip/**'],
      tiers: [
        { name: 'lint', command: 'npm run lint', seconds: 60, report: null },
        { name: 'test', command: 'npm test', seconds: null, report: 'out/junit.xml' },
      ],
      install: {
        command: 'npm ci --ignore-scripts',
        lockfiles: ['package-lock.json'],
        provides: ['node_modules'],
        hosts: ['registry.example.org', 'mirror.example.org:8443'],
      },
      requireTests: true,
      protectedPaths: [],
      vetoPaths: ['vendor/**'],
      risks: [{ name: 'money', paths: ['billing/**'] }],
      candidateBudget: 3,
      slots: 8,
      landPartial: true,
      limits: { seconds: 1, memoryMb: 16, processes: 2, diskMb: 3, outputKb: 4 },
      maxPaths: 10,
      supplyChain: {
        lockfiles: 'report',
        confusion: 'off',
        unpinned: 'hold',
        newTransitive: 'hold',
        installScripts: 'off',
        audit: 'hold',
        auditLevel: 'low',
        unaudited: 'hold',
        hosts: ['registry.example.org'],
        privateScopes: ['@own'],
      },
      merge: { minConfidence: 0.75, silentLoss: 'off' },
      ...MODEL_KEYS,
      memory: 'branch',
      symbols: 'warn',
      checkpoints: 'by-owner',
      signing: 'github',
      selfHostedSigners: true,
      admission: {
        branches: 1,
        branchesPerAgent: 2,
        pushesPerHour: 3,
        manifestKb: 4,
        manifestHours: 5,
        objectsMb: 6,
      },
    });
  });

  it('remembers the line of each value', () => {
    const { origins } = effectiveOf(file);
    expect(origins.base).toEqual({ from: 'file', line: 2 });
    expect(origins['limits.memory-mb']).toEqual({ from: 'file', line: 21 });
    expect(Object.values(origins).every(({ from }) => from === 'file')).toBe(true);
  });

  it('reads the words that stand for null and false', () => {
    const { policy } = effectiveOf('install: none\ntiers: detect\ncandidate-budget: auto\n');
    expect(policy).toEqual({ ...DEFAULT_POLICY, install: false });
  });
});

describe('problems', () => {
  it('are all told at once, in order, with line, column, key, finding and what is allowed', () => {
    const file = `brances: [x]
slots: 0
protected_paths: [a]
tiers:
  - name: lint
    command: ""
    second: 3
  - name: lint
    command: make
limits:
  memory: 3
  seconds: 1.5
require-tests: yes
land-partial:
veto-paths: ['docs/', "[z"]
candidate-budget: many
slots: 2
`;
    expect(problemsOf(file).map((line) => line.replace(/ Allowed: base, branches.*/, ''))).toEqual([
      '.sluice.yml:1:1: brances: Unknown key (did you mean "branches"?).',
      '.sluice.yml:3:1: protected_paths: Unknown key (did you mean "protected-paths"?).',
      '.sluice.yml:6:14: tiers[0].command: "" is not allowed here. Allowed: a shell command on one or more lines.',
      '.sluice.yml:7:5: tiers[0].second: Unknown key (did you mean "seconds"?). Allowed: name, command, seconds, report.',
      '.sluice.yml:8:11: tiers[1].name: "lint" is already the name of tiers[0]. Allowed: each name once.',
      '.sluice.yml:11:3: limits.memory: Unknown key (did you mean "memory-mb"?). Allowed: seconds, memory-mb, processes, disk-mb, output-kb.',
      '.sluice.yml:12:12: limits.seconds: 1.5 is not allowed here. Allowed: a whole number from 1 to 86400.',
      '.sluice.yml:13:16: require-tests: "yes" is not allowed here. Allowed: true or false.',
      '.sluice.yml:14:14: land-partial: It has no value. Allowed: true or false.',
      '.sluice.yml:15:14: veto-paths[0]: "docs/": it ends with a slash; write "docs/**" for everything below. Allowed: a glob of at most 300 characters.',
      '.sluice.yml:15:23: veto-paths[1]: "[z": a "[" is never closed; write "\\[" for the character itself. Allowed: a glob of at most 300 characters.',
      '.sluice.yml:16:19: candidate-budget: "many" is not allowed here. Allowed: `auto` or a whole number from 1 to 100.',
      '.sluice.yml:17:1: slots: The key is given twice. Allowed: each key once.',
    ]);
  });

  it.each([
    ['slots: 0', /0 is not allowed here. Allowed: a whole number from 1 to 1024/],
    ['slots: "2"', /"2" is not allowed here/],
    ['slots: .nan', /NaN is not allowed/],
    ['candidate-budget: 0', /from 1 to 100/],
    ['max-paths: 0', /from 1 to/],
    ['max-paths: 99999999999999999999', /from 1 to/],
    ['limits: {seconds: -1}', /limits\.seconds: -1 .*from 1 to 86400/],
    ['limits: 3', /limits: 3 .*a mapping of limits/],
    ['base: ""', /the name of a branch/],
    ['base: 1.0', /base: 1 is not allowed/],
    ['base: "a b"', /git does not allow/],
    ['base: x.lock', /\.lock/],
    ['branches: []', /at least one glob/],
    ['branches: claude/**', /a list of globs/],
    ['branches: ["!a"]', /no branch is ever taken/],
    ['tiers: none', /`detect` or a list of tiers/],
    ['tiers: [{name: built-in, command: x}]', /check that is always there/],
    ['tiers: [{command: x}]', /tiers\[0\]\.name: It is missing/],
    ['tiers: [{name: "a\\e[31m", command: x}]', /another character/],
    ['tiers: [{name: a, command: "x\\0"}]', /control character/],
    ['install: maybe', /`detect`, `none` or a mapping/],
    [
      'install: {command: a, lockfiles: [b], provides: [../c], hosts: []}',
      /install\.provides\[0\].*"\.\." part/,
    ],
    ['install: {command: a, lockfiles: [b], provides: [.git/x], hosts: []}', /inside the git directory/],
    ['install: {command: a, lockfiles: [b], provides: [c], hosts: ["https://x"]}', /hosts\[0\].*slash/],
    ['install: {command: a, lockfiles: [b], provides: [c], hosts: ["x:70000"]}', /port/],
    ['install: {command: a, lockfiles: [b], provides: [c], hosts: [], host: d}', /did you mean "hosts"/],
    ['risks: [{name: a, paths: [b]}, {name: a, paths: [c]}]', /already the name of risks\[0\]/],
    ['risks: [{name: a, paths: []}]', /An empty list .*at least one glob/],
    ['require-tests: true\ntiers: []', /:2:8: tiers: The list is empty/],
    ['__proto__: {slots: 3}', /Unknown key/],
    ['constructor: 1', /Unknown key/],
    ['- a', /A list is not allowed here. Allowed: a mapping of keys/],
    ['just words', /a mapping of keys/],
  ])('%s', (file, expected) => {
    const lines = problemsOf(file);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(expected);
  });

  it('inside a mapping that is one of several forms are told as of that form', () => {
    expect(problemsOf('install: {comand: a, lockfiles: 3}')).toEqual([
      expect.stringMatching(/install\.command: It is missing/),
      expect.stringMatching(/install\.provides: It is missing/),
      expect.stringMatching(/install\.hosts: It is missing/),
      expect.stringMatching(/install\.comand: Unknown key \(did you mean "command"\?\)/),
      expect.stringMatching(/install\.lockfiles: 3 is not allowed here/),
    ]);
  });

  it('make a fault that names them all', () => {
    const fault = policyFault(readPolicy('slots: 0\nbase: ""\n').problems);
    expect(fault.code).toBe('POLICY_INVALID');
    expect(fault.message.split('\n')).toHaveLength(2);
    const many = Array.from({ length: 150 }, (_, i) => `k${i}: 1\n`).join('');
    expect(policyFault(readPolicy(many).problems).message).toMatch(/\n… and 50 more$/);
    expect(policyFault(readPolicy(null, [{ option: '--slots', set: { slots: 0 } }]).problems).code).toBe(
      'OPTION_INVALID',
    );
  });
});

describe('the traps of YAML', () => {
  it.each([
    ['a tab', 'limits:\n\tseconds: 3\n', /:2:1: A tab is used for indentation. Allowed: spaces/],
    ['an alias', 'base: *x\n', /:1:7: .*alias/],
    ['an anchor', 'base: &x main\n', /anchor/],
    ['a merge key', '<<: {slots: 1}\n', /"<<": Unknown key/],
    ['a tag', 'base: !!str 3\n', /tag/],
    ['a directive', '%YAML 1.1\n---\nslots: 3\n', /directive/],
    ['two documents', 'slots: 1\n---\nslots: 2\n', /:2:1: A second document/],
    ['a colon in a plain value', 'base: a: b\n', /:1:7: A value has a colon/],
    ['a key that is a list', '? [a]\n: 1\n', /A key is not a word/],
    ['an open quote', 'base: "x\n', /Not valid YAML/],
    [
      'a duplicate key below the top',
      'limits: {seconds: 1, seconds: 2}\n',
      /:1:22: limits\.seconds: The key is given twice/,
    ],
  ])('%s is a problem', (_, file, expected) => {
    expect(problemsOf(file).join('\n')).toMatch(expected);
  });

  it('reports what else is wrong next to a syntax error', () => {
    const lines = problemsOf('slots: 0\nlimits:\n\tseconds: 0\nmax-path: 3\n');
    expect(lines.some((line) => line.includes(':1:8: slots'))).toBe(true);
    expect(lines.some((line) => line.includes(':3:1: A tab'))).toBe(true);
    expect(lines.some((line) => line.includes('did you mean "max-paths"'))).toBe(true);
  });

  it('expands no alias bomb', () => {
    const rows = Array.from(
      { length: 20 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`,
    );
    const lines = problemsOf(['a0: &a0 [x]', ...rows].join('\n'));
    expect(lines.some((line) => line.includes('alias'))).toBe(true);
  });

  it.each([
    ['flow sequences', '['.repeat(100_000)],
    ['block sequences', '- '.repeat(100_000)],
    ['maps', 'a: {'.repeat(50_000)],
    ['indentation', Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['keys', Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n')],
  ])('survives very many %s', (_, file) => {
    expect(problemsOf(file).length).toBeGreaterThan(0);
    expect(problemsOf(file).join('\n')).not.toMatch(/stack/);
  });

  it('refuses more than 256 KiB, as text and as bytes', () => {
    const large = `#${'x'.repeat(256 * 1024)}`;
    expect(problemsOf(large)).toEqual([expect.stringMatching(/262145 bytes. Allowed: at most 262144 bytes/)]);
    expect(problemsOf(Buffer.from(large))).toHaveLength(1);
    expect(problemsOf(large.slice(1))).not.toEqual([expect.stringMatching(/at most 262144/)]);
  });

  it('names the line of bytes that are not UTF-8', () => {
    const file = Buffer.concat([Buffer.from('base: é\nslots: '), Buffer.from([0xff]), Buffer.from('\n')]);
    expect(problemsOf(file)).toEqual([
      expect.stringMatching(/^\.sluice\.yml:2:1: The line has bytes that are not UTF-8/),
    ]);
  });

  it('answers any text with a policy or problems inside the file', () => {
    const words = fc.constantFrom(
      'base',
      'slots',
      'tiers',
      ':',
      ' ',
      '\n',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '"',
      "'",
      '#',
      '|',
      '\t',
      '1',
      '~',
      '!',
      '%',
      '?',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (file) => {
          const reading = readPolicy(file);
          const lines = file.split('\n').length;
          for (const { place } of reading.problems)
            expect(place.from === 'file' && place.line <= lines).toBe(true);
          expect('effective' in reading).toBe(reading.problems.length === 0);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('reads lines that end as on Windows', () => {
    const { policy } = effectiveOf(
      'slots: 3\r\ntiers:\r\n  - name: a\r\n    command: |\r\n      x\r\n      y\r\n',
    );
    expect(policy.tiers).toEqual([{ name: 'a', command: 'x\ny\n', seconds: null, report: null }]);
  });
});

describe('options', () => {
  it('override the file, later ones earlier ones, one limit at a time', () => {
    const { policy, origins } = effectiveOf('base: dev\nlimits: {seconds: 5, processes: 6}\n', [
      { option: '--base', set: { base: 'one' } },
      { option: '--base', set: { base: 'two' } },
      { option: '--timeout', set: { limits: { seconds: 7 } } },
      { option: '--slots', set: { slots: undefined } },
    ]);
    expect(policy.base).toBe('two');
    expect(policy.limits).toEqual({ ...DEFAULT_POLICY.limits, seconds: 7, processes: 6 });
    expect(policy.slots).toBe(2);
    expect(origins.base).toEqual({ from: 'option', option: '--base' });
    expect(origins['limits.seconds']).toEqual({ from: 'option', option: '--timeout' });
    expect(origins['limits.processes']).toEqual({ from: 'file', line: 2 });
    expect(origins.slots).toEqual({ from: 'default' });
  });

  it('are held to the rules of the file, and their problems follow those of the file', () => {
    expect(
      problemsOf('slots: 0', [
        { option: '--slots', set: { slots: Number.NaN } },
        { option: '--branches', set: { branches: ['[x'] } },
      ]),
    ).toEqual([
      expect.stringMatching(/^\.sluice\.yml:1:8: slots: 0/),
      expect.stringMatching(
        /^--slots: slots: NaN is not allowed here. Allowed: a whole number from 1 to 1024/,
      ),
      expect.stringMatching(/^--branches: branches\[0\]: "\[x"/),
    ]);
  });

  it('can contradict the file', () => {
    expect(
      problemsOf('tiers: []\n', [{ option: '--require-tests', set: { 'require-tests': true } }]),
    ).toEqual([expect.stringMatching(/^\.sluice\.yml:1:8: tiers: The list is empty/)]);
  });
});
