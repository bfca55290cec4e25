import { Command } from 'commander';
import type { LogsOptions } from '../dev/logs.ts';
import type { PushOptions } from '../dev/push.ts';
import type { DevRunOptions } from '../dev/run-coordinator.ts';
import type { UpOptions } from '../dev/up.ts';
import type { ExitCode } from '../exit-code.ts';

type Finish = (code: ExitCode) => void;

const AFTER = `
A GitHub of your own, on this machine: git over HTTP, the API, the runner of workflows and the signing services, with a
copy of your repository. The workflows and actions that run are the real ones. Your repository is only read.

  sluice dev up          in one terminal; Ctrl-C ends it
  sluice dev push        in another: agent branches are pushed, signed, clustered, tested, and end in a pull request
  sluice dev open        the page with runs, logs, checks and pull requests`;

/** `sluice dev`: the pipeline of GitHub on the own machine. */
export function devCommand(finish: Finish): Command {
  const dev = new Command('dev')
    .description('try the pipeline of GitHub on this machine, with a local GitHub')
    .addHelpText('after', AFTER);
  const commands = [up, push, run, logs, merge, open, down].map((make) => make(finish));
  for (const command of commands) {
    command
      .option('--repo <directory>', 'the git repository', '.')
      .showHelpAfterError('Run with --help to see all options.')
      .exitOverride();
    dev.addCommand(command);
  }
  return dev;
}

function up(finish: Finish): Command {
  return new Command('up')
    .description('start the local GitHub with a copy of the repository; Ctrl-C ends it')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes any free one', '0')
    .option('--base <branch>', 'default branch there (policy: base; default: main)')
    .option('--public', 'as a public repository, whose manifests are signed with the public-good profile')
    .option('--detach', 'leave it running; `sluice dev down` ends it')
    .addHelpText(
      'after',
      `
Only the branches are taken, without those of agents: \`sluice dev push\` pushes these. The default branch gets one commit
more there, with the two workflow files. Everything is in memory and in a temporary directory, and gone when it ends.`,
    )
    .action(async (options: UpOptions) => finish(await (await import('../dev/up.ts')).up(options)));
}

function push(finish: Finish): Command {
  return new Command('push')
    .description('push agent branches to it, as agents would')
    .argument('[branch...]', "names (default: all that match the policy's `branches`)")
    .option('--wait', 'wait for all that this starts; exit code 1 if a run of Sluice fails')
    .addHelpText(
      'after',
      `
A branch whose history has no workflow files is pushed with them merged in: a push runs the files of its own commit.
Exit codes: 0 all are there, 2 some could not be pushed, 1 an error.`,
    )
    .action(async (names: readonly string[], options: PushOptions) =>
      finish(await (await import('../dev/push.ts')).push(names, options)),
    );
}

function run(finish: Finish): Command {
  return new Command('run')
    .description('start the coordinator by hand, and wait for it')
    .option('--dry-run', 'do everything but write')
    .addHelpText('after', '\nExit codes: 0 the run succeeded, 1 it did not.')
    .action(async (options: DevRunOptions) =>
      finish(await (await import('../dev/run-coordinator.ts')).runCoordinator(options)),
    );
}

function logs(finish: Finish): Command {
  return new Command('logs')
    .description('list the runs, or print the log of one')
    .argument('[run]', 'its number as listed, or `latest`')
    .option('--job <name>', 'only jobs with this name, or with it in their name')
    .action(async (name: string | undefined, options: LogsOptions) =>
      finish(await (await import('../dev/logs.ts')).logs(name, options)),
    );
}

function merge(finish: Finish): Command {
  return new Command('merge')
    .description('merge a pull request there, as a person would')
    .argument('<number>', 'of the pull request')
    .action(async (number: string, options: { repo: string }) =>
      finish(await (await import('../dev/merge-pull.ts')).mergePull(number, options)),
    );
}

function open(finish: Finish): Command {
  return new Command('open')
    .description('print the address of the page; on a desktop, open it')
    .action(async (options: { repo: string }) =>
      finish(await (await import('../dev/open-page.ts')).openPage(options)),
    );
}

function down(finish: Finish): Command {
  return new Command('down')
    .description('end the local GitHub of the repository, wherever it was started')
    .action(async (options: { repo: string }) =>
      finish(await (await import('../dev/down.ts')).down(options)),
    );
}
