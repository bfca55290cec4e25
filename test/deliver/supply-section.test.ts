// What branches do to dependencies, as each report says it.
import { htmlReport, markdownReport, summaryText } from '@sluice/deliver';
import type { RunResult } from '@sluice/model';
import { mixedResult } from '../support/run-results.ts';

const finding = (over: Partial<RunResult['supply'][number]>): RunResult['supply'][number] => ({
  kind: 'new-transitive',
  severity: 'note',
  branches: ['claude/deps-bump-zod'],
  path: 'package-lock.json',
  name: 'deep',
  detail: 'Version 1.0.0.',
  ...over,
});

const withSupply = (supply: RunResult['supply']): RunResult => ({ ...mixedResult(), supply });
const reports = (supply: RunResult['supply']): string[] => {
  const result = withSupply(supply);
  return [
    markdownReport(result),
    htmlReport(result),
    summaryText(result, { color: false, width: 100, reproduce: false }),
  ];
};

test('nothing is said where nothing was found', () => {
  for (const report of reports([])) expect(report).not.toContain('Dependencies');
});

test('the gravest comes first, with package, file, branch and what stands there', () => {
  const grave = finding({
    kind: 'foreign-host',
    severity: 'hold',
    name: 'left',
    detail: 'left comes from evil.example.',
  });
  for (const report of reports([finding({}), grave])) {
    const [grim, mild] = [report.indexOf('foreign-host'), report.indexOf('new-transitive')];
    expect(grim).toBeGreaterThan(-1);
    expect(mild).toBeGreaterThan(grim);
    expect(report.slice(grim - 200, mild + 600)).toMatch(/evil\.example/);
  }
});

test('many are counted where there is no room for them', () => {
  const many = Array.from({ length: 3_000 }, (_, i) => finding({ name: `package-${i}` }));
  const [markdown, html, text] = reports(many);
  expect(markdown!.length).toBeLessThan(60_000);
  expect(markdown).toMatch(/_\d+ of 3000 findings are not shown here/);
  expect(html).toContain('2,800 more findings are in the JSON result.');
  expect(text).toContain('and 2,988 more findings in the other reports');
});

test('texts by others stay texts', () => {
  const hostile = finding({
    name: '](x) <script>@team',
    path: 'a\u202eb/package-lock.json',
    detail: 'x | `y`\n# Landed',
  });
  const [markdown, html, text] = reports([hostile]);
  expect(html).not.toContain('<script>@team');
  expect(markdown).not.toMatch(/^# Landed/m);
  expect(text).not.toContain('\u202e');
  expect(markdown).not.toContain('\u202e');
});
