import { parseArgs } from 'node:util';
import { driveMerge } from './drive-merge.ts';
import { attributeLines } from './driver-settings.ts';
import { installDriver, uninstallDriver } from './install-driver.ts';

export const MERGE_DRIVER_USAGE = `Usage: sluice merge-driver install [--repo DIR] [--print]
       sluice merge-driver uninstall [--repo DIR]
       sluice merge-driver %O %A %B %L %P

Lets git merge, rebase and cherry-pick with the merge engine. \`install\` names the driver in the settings of the
repository and its files in .git/info/attributes, which belongs to this clone alone.

  --repo DIR  the repository, by default the current directory
  --print     write no attributes, but print the lines for a .gitattributes of your own

The last form is what git calls: it leaves the result in %A. Exit codes: 0 merged, 1 conflicts are left, marked in %A.
`;

const WORDS = ['install', 'uninstall'];

/** Shorter markers git itself does not take. */
const MARKER_SIZE = 7;

/** Merged; conflicts are left; no answer. */
type DriverExit = 0 | 1 | 2;

/** `sluice merge-driver`. */
export async function mergeDriverMain(args: readonly string[]): Promise<DriverExit> {
  try {
    // Not read as options: the path is the last of them, and may look like one.
    if (args.length >= 4 && !args[0]!.startsWith('-') && !WORDS.includes(args[0]!)) return await drive(args);
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        repo: { type: 'string', default: '.' },
        print: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) process.stdout.write(MERGE_DRIVER_USAGE);
    else settle(positionals, values);
    return 0;
  } catch (error) {
    process.stderr.write(`sluice merge-driver: ${error instanceof Error ? error.message : String(error)}\n`);
    // No answer of a driver: whoever called takes git's own merge.
    return 2;
  }
}

async function drive([base, ours, theirs, size, path]: readonly string[]): Promise<DriverExit> {
  const markerSize = Number(size);
  const clean = await driveMerge({
    base: base!,
    ours: ours!,
    theirs: theirs!,
    markerSize: Number.isInteger(markerSize) && markerSize > 0 ? markerSize : MARKER_SIZE,
    path: path ?? ours!,
  });
  return clean ? 0 : 1;
}

function settle([word, ...rest]: readonly string[], { repo, print }: { repo: string; print: boolean }): void {
  if (rest.length > 0 || !WORDS.includes(word ?? '')) throw new Error(MERGE_DRIVER_USAGE);
  if (word === 'uninstall') return uninstallDriver(repo);
  installDriver(repo, { attributes: !print });
  if (!print) return;
  process.stdout.write(`${attributeLines().join('\n')}\n`);
}
