import { Command, Option } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import type { InitOptions } from '../init/init.ts';

/** `sluice init`: the two workflow files of a repository on GitHub, with their pins. */
export function initCommand(finish: (code: ExitCode) => void): Command {
  const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
    ...(before ?? []),
    value,
  ];
  return new Command('init')
    .description('write the workflow files that run Sluice on GitHub')
    .option('--repo <directory>', 'a work tree of the repository', '.')
    .option('--toolkit <owner/name>', 'repository of Sluice on GitHub; needed unless the files name one')
    .requiredOption('--commit <id>', 'full commit id of the toolkit to pin')
    .option('--base <branch>', 'default branch of the repository', 'main')
    .addOption(
      new Option(
        '--branches <pattern>',
        "agent branches, as GitHub filters them; repeat for more (default: 'claude/**')",
      ).argParser(collect),
    )
    .option('--upgrade', 'move the pins, keep the former commits allowed, leave the rest of the files alone')
    .option('--force', 'write the files anew, whatever is there')
    .option('--dry-run', 'show the files, write nothing')
    .action(async (options: InitOptions) => {
      const { init } = await import('../init/init.ts');
      finish(await init(options));
    });
}
