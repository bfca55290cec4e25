import fc from 'fast-check';
import { explainBranch, explainCluster, plainLog, plainText, summaryText } from '@sluice/deliver';
import { Fault, REASONS, STATUSES, type RunResult } from '@sluice/model';
import { displayWidth } from '../../packages/deliver/src/plain-text.ts';
import { hostileResult, HOSTILE_NAMES, manyResult } from '../support/hostile-run-results.ts';
import { mixedResult } from '../support/run-results.ts';

// eslint-disable-next-line no-control-regex -- our own colours
const uncolored = (text: string): string => text.replace(/\u001b\[[\d;]*m/g, '');
// eslint-disable-next-line no-control-regex -- control characters are what must not be there
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const show = (result: RunResult, over = {}): string =>
  summaryText(result, { color: false, width: 100, reproduce: true, ...over });
const isCommand = (line: string): boolean =>
  /^\s+(?:\$ |Inspect|Land|Merge by hand|Revert one|Explain|Write )/.test(line);

describe('the summary of a mixed run', () => {
  const text = show(mixedResult());

  test('begins with the verdict in one sentence', () => {
    expect(text.split('\n')[0]).toBe(
      '4 of 8 branches are in sluice/checkpoint-3; 2 held, 1 rejected and 1 excluded.',
    );
  });

  test('says for every branch its reason, and for those in trouble the detail and the command', () => {
    for (const branch of mixedResult().branches) {
      expect(text).toMatch(new RegExp(`^  \\S ${branch.name} +${branch.reason} +${branch.cluster}\\b`, 'm'));
      if (branch.reproduce !== '') expect(text).toContain(`$ ${branch.reproduce}\n`);
      expect(text.replace(/\s+/g, ' ')).toContain(branch.detail);
    }
  });

  test('leaves the commands out when asked to', () => {
    expect(show(mixedResult(), { reproduce: false })).not.toContain('$ git merge-tree');
  });

  test('ends with the exact commands', () => {
    const next = text.slice(text.indexOf('\nNext:'));
    for (const command of [
      'git diff 00005eed00..sluice/checkpoint-3',
      'sluice run --land',
      'git merge --ff-only sluice/checkpoint-3',
      'git revert -m 1 ',
      'sluice explain claude/rename-config-module',
    ])
      expect(next).toContain(command);
  });

  test('tells the statuses apart without colour', () => {
    const marks = new Set(
      mixedResult().branches.map(
        (branch) => `${branch.status} ${new RegExp(`^  (\\S) ${branch.name} `, 'm').exec(text)![1]!}`,
      ),
    );
    expect(new Set([...marks].map((mark) => mark.split(' ')[1])).size).toBe(marks.size);
  });
});

describe('a run without tests', () => {
  test('says so before anything else', () => {
    expect(show(hostileResult()).split('\n')[0]).toContain('NO TESTS RAN');
    expect(uncolored(show(hostileResult(), { color: true })).trimStart()).toMatch(/^NO TESTS RAN/);
  });
});

describe('a run that wrote nothing', () => {
  const dry = { ...mixedResult(), checkpoint: null };
  const planned: RunResult = {
    ...dry,
    branches: dry.branches.map((branch) =>
      branch.status === 'landed' ? { ...branch, status: 'planned' } : branch,
    ),
  };

  test('says what would land, and how to make it so', () => {
    expect(show(planned)).toMatch(/^4 of 8 branches would land; /);
    expect(show(planned)).toContain('Write the checkpoint  sluice run\n');
    expect(show({ ...planned, validations: [] })).toMatch(
      /^4 of 8 branches would land if validation passes; /,
    );
  });
});

describe('a run on a base that fails by itself', () => {
  const mixed = mixedResult();
  const red: RunResult = {
    ...mixed,
    checkpoint: null,
    branches: mixed.branches.map((branch) => ({
      ...branch,
      status: 'held',
      reason: 'base-red',
      failing: [],
      log: 'sh: yarn: not found',
    })),
  };

  test('says that first, not that the branches cannot land', () => {
    expect(show(red)).toMatch(/^The base itself fails validation, so nothing could be judged; 8 held\./);
  });

  test('explains a branch with the output, and blames no set of branches', () => {
    const text = explainBranch(red, red.branches[0]!.name);
    expect(text).toContain('  | sh: yarn: not found');
    expect(text).not.toContain('failing set');
  });
});

describe.each([60, 80, 100, 120])('at %i columns', (width) => {
  test.each([
    ['mixed', mixedResult],
    ['hostile', hostileResult],
    ['many', manyResult],
  ] as const)('no line of the %s run is wider, but commands', (_, make) => {
    for (const color of [false, true]) {
      const lines = uncolored(show(make(), { width, color }))
        .split('\n')
        .filter((line) => !isCommand(line) && !line.includes('NO TESTS RAN'));
      expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    }
  });
});

describe('hostile names', () => {
  test('reach neither the terminal nor a new line', () => {
    const text = show(hostileResult());
    expect(text).not.toMatch(UNSAFE);
    expect(uncolored(show(hostileResult(), { color: true }))).not.toMatch(UNSAFE);
    expect(text.split('\n').filter((line) => line.startsWith('::') || line.startsWith('##['))).toEqual([]);
  });

  test('have nothing unseen left, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(plainLog(text).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
    );
  });
});

describe('an explanation', () => {
  test('of a held branch names the edges, the other side, what would unblock it and the commands', () => {
    const text = explainBranch(mixedResult(), 'claude/rename-config-module');
    for (const part of [
      'held (conflict)',
      'overlap  src/config.ts',
      'with claude/typed-settings',
      'Both change lines 12–31.',
      'What would unblock it: Choose a side',
      'git merge-tree --write-tree',
      'Offered with it:',
      'dropped: 12 lines',
    ])
      expect(text).toContain(part);
  });

  test('of a rejected branch has the smallest failing set and the log', () => {
    const text = explainBranch(mixedResult(), 'claude/cart-discounts');
    expect(text).toContain('it fails alone');
    expect(text).toContain('  |     Received: 119');
  });

  test('of a cluster lists its branches, edges and candidates', () => {
    const text = explainCluster(mixedResult(), 'c1');
    for (const part of [
      'Cluster c1: 2 branches, 2 edges',
      'claude/typed-settings: landed (merged)',
      'rename  src/config.test.ts',
      'c1.2',
    ])
      expect(text).toContain(part);
  });

  test('of every hostile branch is harmless', () => {
    for (const name of HOSTILE_NAMES) expect(explainBranch(hostileResult(), name)).not.toMatch(UNSAFE);
    expect(explainCluster(hostileResult(), 'c1')).not.toMatch(UNSAFE);
  });

  test('of an unknown name is a fault with a next step', () => {
    const attempt = (name: string) => {
      try {
        return explainBranch(mixedResult(), name);
      } catch (error) {
        return error;
      }
    };
    expect(attempt('dark-mode')).toMatchObject({
      code: 'UNKNOWN_NAME',
      next: 'Did you mean claude/dark-mode?',
    });
    expect(attempt('x\u001b[31m')).toBeInstanceOf(Fault);
    expect(() => explainCluster(mixedResult(), 'c99')).toThrow(Fault);
  });
});

test.each(Object.keys(REASONS) as (keyof typeof REASONS)[])(
  'a branch that is %s is explained and summed up',
  (reason) => {
    const result = mixedResult();
    const kind = REASONS[reason][0];
    const status = kind === 'lands' ? ('landed' as const) : kind;
    const one: RunResult = { ...result, branches: [{ ...result.branches[0]!, status, reason, detail: '' }] };
    expect(STATUSES).toContain(status);
    expect(explainBranch(one, one.branches[0]!.name)).toContain(REASONS[reason][1]);
    expect(show(one)).toContain(reason);
  },
);
