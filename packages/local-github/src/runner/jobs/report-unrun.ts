// Jobs that end without having run: skipped, cancelled while they waited, or not valid.
import type { Annotation } from '../commands/command-reader.ts';
import type { JobResult } from '../report.ts';
import type { Run } from './run.ts';

export function reportUnrun(
  run: Run,
  place: { readonly key: string; readonly name: string; readonly id?: number },
  conclusion: JobResult,
  message: string | null,
): void {
  const { host } = run.shared;
  const id = place.id ?? host.newJobId();
  const { key, name } = place;
  const base = { id, runId: run.record.id, attempt: run.record.attempt, name, conclusion, steps: [] };
  host.saveJob({ ...base, status: 'completed' });
  const annotations: Annotation[] =
    message === null ? [] : [{ level: 'failure', message, title: null, file: null, line: null }];
  const log = message === null ? '' : `##[error]${message}\n`;
  if (log !== '') host.log(id, log);
  run.reports.push({ ...base, key, outputs: {}, annotations, summary: '', log });
}
