import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { loadEngine } from '../load-engine.ts';
import { keepCompiled } from '../keep-compiled.ts';
import { expectShortRun } from '../short-run.ts';
import { decodeSides, markConflict, type SideBytes } from '@sluice/merge';
import { answerLines } from './batch-worker.ts';
import { runBatch } from './batch.ts';
import { mergeAnswer } from './merge-answer.ts';

/** What the process says to its caller: merged; conflicts left; nothing was merged. */
export const MERGE_EXIT = { clean: 0, conflicts: 1, failed: 2 } as const;
type MergeExit = (typeof MERGE_EXIT)[keyof typeof MERGE_EXIT];

export const MERGE_FILE_USAGE = `Usage: sluice merge-file [--path PATH] [--json] BASE OURS THEIRS
       sluice merge-file --batch

Merges three versions of one file and prints the result. /dev/null stands for a version that does not exist.

  --path PATH  what the file is called: its ending says what it is. Default: OURS
  --json       print method, confidence and what each side lost too, as one line of JSON
  --batch      read lines {"id","path","base","ours","theirs"} (null = absent) on standard input,
               and print one answer a line, in order

Exit codes: 0 merged, 1 conflicts are left (marked as git's diff3 style does), 2 an error.
With --batch: 0 every line was answered, 2 some were not.
`;

/** `sluice merge-file`. */
export async function mergeFileMain(args: readonly string[]): Promise<MergeExit> {
  process.stdout.on('error', leaveQuietly);
  try {
    if (!isMainThread) {
      await answerLines();
      return MERGE_EXIT.clean;
    }
    return await run(args);
  } catch (error) {
    if (isBrokenPipe(error)) leaveQuietly(error);
    process.stderr.write(`sluice merge-file: ${error instanceof Error ? error.message : String(error)}\n`);
    return MERGE_EXIT.failed;
  }
}

async function run(args: readonly string[]): Promise<MergeExit> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      path: { type: 'string' },
      json: { type: 'boolean', default: false },
      batch: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(MERGE_FILE_USAGE);
    return MERGE_EXIT.clean;
  }
  if (values.batch) {
    if (positionals.length > 0) throw new Error('--batch reads standard input and takes no files');
    return (await runBatch()) === 0 ? MERGE_EXIT.clean : MERGE_EXIT.failed;
  }
  if (positionals.length !== 3) throw new Error(`three files are wanted\n\n${MERGE_FILE_USAGE}`);
  const [base, ours, theirs] = positionals as [string, string, string];
  const path = values.path ?? ours;
  return mergeOne(path, { base: read(base), ours: read(ours), theirs: read(theirs) }, values.json);
}

async function mergeOne(path: string, bytes: SideBytes, json: boolean): Promise<MergeExit> {
  const decoded = decodeSides(path, bytes);
  if (decoded === null) throw new Error('cannot merge binary files');
  expectShortRun(bytes);
  keepCompiled();
  const merged = (await loadEngine()).merge(decoded.sides);
  const exit = merged.kind === 'merged' ? MERGE_EXIT.clean : MERGE_EXIT.conflicts;
  if (json) {
    process.stdout.write(`${JSON.stringify(mergeAnswer(path, merged))}\n`);
    return exit;
  }
  for (const reason of merged.kind === 'conflict' ? merged.reasons : [])
    process.stderr.write(`sluice merge-file: ${reason}\n`);
  // A file that is gone has no content.
  const text = merged.kind === 'merged' ? (merged.text ?? '') : (merged.text ?? markConflict(decoded.sides));
  process.stdout.write(decoded.encode(text));
  return exit;
}

function read(file: string): Buffer | null {
  return file === '/dev/null' ? null : readFileSync(file);
}

/** Whoever reads has had enough (`| head`): that is no fault of ours. */
function leaveQuietly(error: unknown): never {
  process.exit(isBrokenPipe(error) ? MERGE_EXIT.clean : MERGE_EXIT.failed);
}

function isBrokenPipe(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE';
}
