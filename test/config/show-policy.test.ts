import fc from 'fast-check';
import { parse } from 'yaml';
import { readPolicy, showPolicy, type EffectivePolicy } from '@sluice/config';

function effectiveOf(file: string | null, set: object = {}): EffectivePolicy {
  const reading = readPolicy(file, [{ option: '--option', set }]);
  if (!('effective' in reading)) throw new Error(JSON.stringify(reading.problems));
  return reading.effective;
}

const glob = fc.constantFrom(
  'a/**',
  '!b',
  '*: x',
  '# c',
  'é/"q"',
  "it's",
  '{a,b}',
  '\udc80*',
  'yes',
  '1',
  '- a',
  '@(a)',
  'null',
  ' x ',
  '😀',
);
const command = fc
  .string({
    unit: fc.constantFrom('a', ' ', '\n', '#', ':', '"', "'", '\\', '$', '\t', '|', '&', '*', '-', 'é'),
    minLength: 1,
    maxLength: 120,
  })
  .filter((text) => text.trim() !== '');
const path = fc.constantFrom('package-lock.json', 'a b/c', 'x#y', '- z', 'ü');
const count = fc.integer({ min: 16, max: 100 });

const written = fc.record(
  {
    base: fc.constantFrom('main', '1.0', 'true', 'a#b', "it's", 'ü', 'null', '-x', '0x1f', '"q"'),
    branches: fc.array(glob, { maxLength: 3 }).map((globs) => ['z', ...globs]),
    tiers: fc.oneof(
      fc.constant('detect' as const),
      fc.uniqueArray(fc.record({ name: fc.constantFrom('a', 'no', '1', 'b: c'), command }), {
        selector: (tier) => tier.name,
      }),
      fc.tuple(command, count).map(([text, seconds]) => [{ name: 'a', command: text, seconds }]),
    ),
    install: fc.oneof(
      fc.constantFrom('detect' as const, 'none' as const),
      fc.record({
        command,
        lockfiles: fc.array(path, { minLength: 1 }),
        provides: fc.array(path),
        hosts: fc.constantFrom([], ['a.example:8443']),
      }),
    ),
    'protected-paths': fc.array(glob),
    'veto-paths': fc.array(glob),
    risks: fc.constantFrom([], [{ name: 'no', paths: ['# x'] }]),
    'candidate-budget': fc.oneof(fc.constant('auto' as const), count),
    slots: count,
    'land-partial': fc.boolean(),
    limits: fc.record({ seconds: count, 'memory-mb': count, processes: count }, { requiredKeys: [] }),
    'supply-chain': fc.record(
      {
        lockfiles: fc.constantFrom('off' as const, 'hold' as const),
        'audit-level': fc.constantFrom('low' as const, 'critical' as const),
        hosts: fc.constantFrom('detect' as const, [], ['a.example', 'b.example:8443']),
        'private-scopes': fc.constantFrom('detect' as const, ['@own', '@x-1']),
      },
      { requiredKeys: [] },
    ),
    merge: fc.record(
      {
        'min-confidence': fc.constantFrom(0, 0.5, 1),
        'silent-loss': fc.constantFrom('off' as const, 'hold' as const),
      },
      { requiredKeys: [] },
    ),
    model: fc.record(
      {
        use: fc.constantFrom('off' as const, 'offer' as const),
        strategies: fc.uniqueArray(fc.constantFrom('convention' as const, 'fresh' as const, 'port' as const)),
        'price-in': fc.constantFrom('unknown' as const, 0, 2.5),
      },
      { requiredKeys: [] },
    ),
    memory: fc.constantFrom('local' as const, 'branch' as const, 'off' as const),
    'same-work': fc.array(fc.tuple(fc.constantFrom('a', 'no'), fc.constantFrom('b/c', '1')), {
      maxLength: 2,
    }),
    symbols: fc.constantFrom('tie' as const, 'warn' as const, 'off' as const),
    'max-paths': count,
  },
  { requiredKeys: [] },
);

describe('the effective policy as a file', () => {
  it('reads back to the same policy, whatever it holds', () => {
    fc.assert(
      fc.property(written, (set) => {
        const effective = effectiveOf(null, set);
        expect(effectiveOf(showPolicy(effective)).policy).toEqual(effective.policy);
      }),
      { numRuns: 500 },
    );
  });

  it('says after each value where it came from', () => {
    const shown = showPolicy(
      effectiveOf('base: dev\nlimits:\n  seconds: 5\ntiers:\n- {name: a, command: "x\\ny\\n"}\n', {
        slots: 9,
      }),
    );
    const lines = shown.split('\n');
    expect(lines).toContain('base: dev  # .sluice.yml, line 1');
    expect(lines).toContain('  seconds: 5  # .sluice.yml, line 3');
    expect(lines).toContain('tiers:  # .sluice.yml, line 4');
    expect(lines).toContain('slots: 9  # option --option');
    expect(lines).toContain('veto-paths: []  # default');
    const values = Object.values(parse(shown) as object).flatMap((value: unknown) =>
      typeof value === 'object' && !Array.isArray(value) ? Object.keys(value!) : [value],
    );
    expect(lines.filter((line) => line.includes('  # '))).toHaveLength(values.length);
  });
});
