import type { Finding } from '../benchmark.ts';

const COLUMNS = ['what', 'figure', 'baseline', 'ratio', 'bar', ''] as const;

/** The findings as aligned columns. */
export function tableOf(findings: readonly Finding[]): string {
  const rows = findings.map(({ what, figure, baseline, ratio, bar, met }) => [
    what,
    figure,
    baseline,
    ratio,
    bar,
    bar === '' ? '' : met ? 'met' : 'MISSED',
  ]);
  const all: readonly (readonly string[])[] = [COLUMNS, ...rows];
  const widths = COLUMNS.map((_, c) => Math.max(...all.map((row) => row[c]!.length)));
  const lines = all.map((row) =>
    row
      .map((cell, c) => cell.padEnd(widths[c]!))
      .join('  ')
      .trimEnd(),
  );
  return [
    lines[0],
    widths
      .map((width) => '-'.repeat(width))
      .join('  ')
      .trimEnd(),
    ...lines.slice(1),
  ].join('\n');
}
