// What branches share without conflicting, as each report says it.
import { htmlReport, markdownReport, summaryText } from '@sluice/deliver';
import type { RunResult } from '@sluice/model';
import { mixedResult } from '../support/run-results.ts';

const hint = (name: string): RunResult['hints'][number] => ({
  kind: 'definition',
  symbol: `js:src/${name}#${name}`,
  path: `src/${name}.ts`,
  definers: ['claude/defines'],
  users: ['claude/uses', 'claude/uses-too'],
  detail: `${name}: added at src/${name}.ts:3, used at src/page.ts:9`,
});

const reports = (hints: RunResult['hints']): string[] => {
  const result: RunResult = { ...mixedResult(), hints };
  return [
    markdownReport(result),
    htmlReport(result),
    summaryText(result, { color: false, width: 120, reproduce: false }),
  ];
};

test('nothing is said where branches share no symbol', () => {
  for (const report of reports([])) expect(report.toLowerCase()).not.toContain('shared symbols');
});

test('symbol, both places and all branches are named', () => {
  for (const report of reports([hint('parse')])) {
    expect(report.toLowerCase()).toContain('shared symbols');
    for (const word of ['parse', 'page.ts', 'claude/defines', 'claude/uses', 'claude/uses-too'])
      expect(report).toContain(word);
  }
});

test('of many the terminal shows a few, and counts the others', () => {
  const many = Array.from({ length: 20 }, (_, i) => hint(`parse${i}`));
  expect(reports(many)[2]).toContain('and 14 more in the other reports');
});
