import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { breakCommands } from '@sluice/adapters/sandbox/neutralise';
import { htmlReport, markdownReport, summaryText } from '@sluice/deliver';
import { Fault, type RunResult } from '@sluice/model';

export interface ReportOptions {
  readonly json?: string;
  readonly markdown?: string;
  readonly html?: string;
  readonly quiet?: boolean;
}

/** Writes the files that were asked for (`-` is standard output) and the summary, unless output is taken. */
export async function writeReports(result: RunResult, options: ReportOptions): Promise<void> {
  const files: readonly (readonly [string | undefined, () => string])[] = [
    [options.json, () => `${jsonText(result)}\n`],
    [options.markdown, () => markdownReport(result)],
    [options.html, () => htmlReport(result)],
  ];
  for (const [file, make] of files) if (file !== undefined) await writeOne(file, make());
  if (options.quiet || files.some(([file]) => file === '-')) return;
  const { stdout } = process;
  const color = stdout.isTTY && !process.env['NO_COLOR'];
  // In the log of a CI job a path or a name must not be a command.
  stdout.write(breakCommands(summaryText(result, { color, width: stdout.columns || 100, reproduce: true })));
}

/** A line of it starts with white space and a quote at most, so that only `##[` could be taken for a command. */
function jsonText(result: RunResult): string {
  return JSON.stringify(result, null, 2).replaceAll('##[', '#\\u0023[');
}

async function writeOne(file: string, text: string): Promise<void> {
  if (file === '-') {
    process.stdout.write(text);
    return;
  }
  try {
    await mkdir(dirname(resolve(file)), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new Fault(
      'WRITE_FAILED',
      `Could not write ${file}.`,
      'Name a file in a directory that you may write to.',
      cause,
    );
  }
}
