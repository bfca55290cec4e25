// Reports of auditors are believed only whole: what is half understood would pass for a clean one.
import { DEFAULT_POLICY } from '@sluice/config';
import { auditFindings, readNpmAudit, readPipAudit, type AuditReading } from '@sluice/judge';

const advisory = (over: object = {}): object => ({
  source: 1065,
  name: 'left',
  dependency: 'left',
  title: 'Left goes right',
  url: 'https://forge.example/advisories/GHSA-aaaa-bbbb-cccc',
  severity: 'high',
  cwe: ['CWE-78'],
  range: '<1.2.0',
  ...over,
});

const report = (vulnerabilities: object): string =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} });
const of = (...via: readonly unknown[]): string =>
  report({ left: { name: 'left', severity: 'high', isDirect: true, via, nodes: ['node_modules/left'] } });

describe('a report of npm', () => {
  test('names advisories by their public id, and each once with its package', () => {
    const text = report({
      left: { via: [advisory()] },
      above: { via: ['left', advisory({ name: 'above', url: 'https://forge.example/x', severity: 'info' })] },
    });
    expect(readNpmAudit(text)).toEqual({
      kind: 'audited',
      advisories: [
        { id: 'GHSA-aaaa-bbbb-cccc', package: 'left', level: 'high', title: 'Left goes right' },
        { id: '1065', package: 'above', level: 'low', title: 'Left goes right' },
      ],
    });
  });

  test.each([
    ['no JSON', '', 'gave no JSON'],
    ['an error', '{"message": "request failed", "error": {"summary": "", "detail": ""}}', 'request failed'],
    [
      'an error with a summary',
      '{"error": {"code": "ENOLOCK", "summary": "needs a lockfile"}}',
      'needs a lockfile',
    ],
    ['another version', '{"auditReportVersion": 3, "vulnerabilities": {}}', 'version'],
    ['no vulnerabilities', '{"auditReportVersion": 2}', 'no vulnerabilities'],
    ['a package without a cause', report({ left: {} }), 'left'],
    ['an advisory without a title', of(advisory({ title: 1 })), 'left'],
    ['a severity that is not known', of(advisory({ severity: 'awful' })), 'left'],
    ['a cause of another form', of(7), 'left'],
  ])('that is %s is a failure', (_, text, why) => {
    expect(readNpmAudit(text)).toEqual({ kind: 'failed', why: expect.stringContaining(why) });
  });
});

describe('a report of pip-audit', () => {
  test('has no levels', () => {
    const vulns = [{ id: 'PYSEC-1', fix_versions: ['1.2'], aliases: [], description: 'x' }];
    const text = JSON.stringify({
      dependencies: [
        { name: 'left', version: '1.0', vulns },
        { name: 'b', version: '1', vulns: [] },
      ],
      fixes: [],
    });
    expect(readPipAudit(text)).toEqual({
      kind: 'audited',
      advisories: [{ id: 'PYSEC-1', package: 'left', level: null, title: 'fixed in 1.2' }],
    });
  });

  test.each([
    '',
    '{}',
    '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}',
    '{"dependencies": [{"name": "a"}]}',
    '{"dependencies": [{"name": "a", "vulns": [{}]}]}',
  ])('that does not say all is a failure: %s', (text) => {
    expect(readPipAudit(text).kind).toBe('failed');
  });
});

describe('an audit against that of the base', () => {
  const audited = (
    ...all: readonly (readonly [id: string, level: 'low' | 'moderate' | 'high' | 'critical' | null])[]
  ): AuditReading => ({
    kind: 'audited',
    advisories: all.map(([id, level]) => ({ id, package: 'left', level, title: id.toLowerCase() })),
  });
  const policy = DEFAULT_POLICY.supplyChain;
  const found = (before: AuditReading | null, after: AuditReading, over: object = {}): string[] =>
    auditFindings('package-lock.json', { before, after }, { ...policy, ...over }).map(
      ({ kind, severity, detail }) => `${kind} ${severity} ${detail}`,
    );

  test('has only what is new, once, from the level of the policy on', () => {
    const before = audited(['OLD', 'critical']);
    const after = audited(['OLD', 'critical'], ['B', 'moderate'], ['A', 'high'], ['A', 'high'], ['C', null]);
    expect(found(before, after)).toEqual(['advisory warn A (high): a', 'advisory warn C: c']);
    expect(found(before, after, { auditLevel: 'critical', audit: 'hold' })).toEqual(['advisory hold C: c']);
    expect(found(null, before)).toEqual(['advisory warn OLD (critical): old']);
    expect(found(before, after, { audit: 'off' })).toEqual([]);
  });

  test('that failed says so, also where it is that of the base', () => {
    const failed: AuditReading = { kind: 'failed', why: 'npm audit failed: no network.' };
    expect(found(audited(), failed)).toEqual(['not-audited warn npm audit failed: no network.']);
    expect(found(failed, audited(), { unaudited: 'hold' })).toEqual([
      'not-audited hold The lockfile of the base: npm audit failed: no network.',
    ]);
  });
});
