import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitFault, type GitRun } from './git-process.ts';
import { writeFault } from './object-writer.ts';

type Side = 'base' | 'ours' | 'theirs';

/** The content of three versions merged by `git merge-file`, `ours` winning; null where git calls them binary. */
export async function mergeLines(
  versions: Readonly<Record<Side, Buffer>>,
  at: { directory: string; run(command: readonly string[]): Promise<GitRun> },
): Promise<Buffer | null> {
  const name = join(at.directory, `lines-${randomUUID()}`);
  const file = (side: Side): string => `${name}.${side}`;
  const sides: readonly Side[] = ['ours', 'base', 'theirs'];
  try {
    for (const side of sides) writeFileSync(file(side), versions[side]);
    const ran = await at.run(['merge-file', '-p', '-q', '--ours', ...sides.map(file)]);
    if (ran.code === 0) return ran.stdout;
    if (/binary/i.test(ran.stderr) || ran.code === 255) return null;
    throw gitFault('merge-file', ran);
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'ENOSPC'
      ? writeFault(cause as NodeJS.ErrnoException)
      : cause;
  } finally {
    for (const side of sides) rmSync(file(side), { force: true });
  }
}
