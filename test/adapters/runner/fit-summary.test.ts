import { fitSummary, SUMMARY_BYTES } from '@sluice/adapters/runner/fit-summary';

test('what fits stays as it is, ending with a newline', () => {
  expect(fitSummary('# Title', 100)).toBe('# Title\n');
  expect(fitSummary('# Title\n', 8)).toBe('# Title\n');
});

test('a longer one ends after a whole line, says so, and is never over the limit', () => {
  const fitting = fitSummary('ü '.repeat(20).concat('\n').repeat(100_000), SUMMARY_BYTES);
  expect(Buffer.byteLength(fitting)).toBeLessThanOrEqual(SUMMARY_BYTES);
  expect(Buffer.byteLength(fitting)).toBeGreaterThan(SUMMARY_BYTES - 500);
  expect(fitting).not.toContain('\uFFFD');
  expect(
    fitting
      .split('\n')
      .slice(0, -4)
      .every((line) => line === 'ü '.repeat(20)),
  ).toBe(true);
  expect(fitting).toContain('1 MiB');
});

test('an open code block is closed before the note', () => {
  const fitting = fitSummary(`\`\`\`text\n${'x\n'.repeat(1_000)}\`\`\`\n`, 300);
  expect(fitting.match(/^```/gm)).toHaveLength(2);
  expect(Buffer.byteLength(fitting)).toBeLessThanOrEqual(300);
});

test('one line that is longer than all leaves the note; no room leaves nothing', () => {
  expect(fitSummary('x'.repeat(1_000), 200)).toMatch(/^\n\n\*The summary ends here/);
  expect(fitSummary('x'.repeat(1_000), 20)).toBe('');
});
