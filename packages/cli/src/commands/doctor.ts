import { Command } from 'commander';
import type { DoctorOptions } from '../doctor/doctor.ts';
import type { ExitCode } from '../exit-code.ts';

const AFTER = `
The token is taken from GH_TOKEN or GITHUB_TOKEN. To read every setting it needs, for this repository, read access to
administration, actions, contents, environments, metadata, secrets and variables. Nothing is written.

Exit codes: 0 all is well, 2 something is wrong or could not be read, 1 an error.`;

/** `sluice doctor`: are the files and settings of a repository on GitHub what the trust in Sluice rests on? */
export function doctorCommand(finish: (code: ExitCode) => void): Command {
  return new Command('doctor')
    .description('check the workflow files and settings of a repository on GitHub')
    .option('--repo <directory>', 'a clone: files are read from its base branch (default: the current one)')
    .option('--repository <owner/name>', 'on GitHub; without --repo files are read from there, too')
    .option('--base <branch>', 'the branch that is landed on (default: the default branch)')
    .option('--environment <name>', 'environment of the delivering job', 'sluice')
    .option('--api-url <url>', 'where the API is (default: GITHUB_API_URL, or https://api.github.com)')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', AFTER)
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('../doctor/doctor.ts');
      finish(await doctor(options, process.env));
    });
}
