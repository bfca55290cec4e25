import { Command, CommanderError } from 'commander';
import { configCommand } from './commands/config.ts';
import { demoCommand } from './commands/demo.ts';
import { devCommand } from './commands/dev.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { initCommand } from './commands/init.ts';
import { memoryCommand } from './commands/memory.ts';
import { planCommand, runCommand } from './commands/run.ts';
import { trustRootCommand } from './commands/trust-root.ts';
import { verifyCommand } from './commands/verify.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { showFailure } from './show-failure.ts';

const ABOUT = `Lands the work of many agent branches on one base, safely and in few reviews.

Finds branches, groups those that really contend, merges in memory what merges, runs the tests in a sandbox, and writes one checkpoint branch. Your work tree, index and configuration are neither used nor touched.`;

const AFTER = `
Exit codes: 0 all landed (or would), 2 some are held or rejected, 1 an error, 130 interrupted.

Examples:
  sluice run --repo ~/my/project --base main --branches 'claude/**'
  sluice plan --json -                 what would land, without running tests
  sluice run --land --html report.html
  sluice explain claude/fix-login`;

/** A program of its own, here to be listed: it reads its words itself. */
function elsewhere(name: string, about: string, start: (words: readonly string[]) => Promise<void>): Command {
  const command = new Command(name).description(about).argument('[words...]').allowUnknownOption();
  return command.helpOption(false).action(start);
}

/** Runs the command line; the exit code. */
export async function main(argv: readonly string[], version: string): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const finish = (result: ExitCode): void => {
    code = result;
  };
  const program = new Command('sluice')
    .description(ABOUT)
    .version(version, '-V, --version')
    .addHelpText('after', AFTER)
    .showHelpAfterError('Run with --help to see all options.')
    .exitOverride();
  program.addCommand(runCommand(finish));
  program.addCommand(planCommand(finish));
  program.addCommand(explainCommand(finish));
  program.addCommand(memoryCommand(finish));
  program.addCommand(verifyCommand(finish));
  program.addCommand(trustRootCommand(finish));
  program.addCommand(configCommand(finish));
  program.addCommand(demoCommand(finish));
  program.addCommand(initCommand(finish));
  program.addCommand(doctorCommand(finish));
  program.addCommand(devCommand(finish));
  program.addCommand(
    elsewhere('merge-file', 'merge three versions of one file', async (words) =>
      finish(await (await import('./merge-file/merge-file.ts')).mergeFileMain(words)),
    ),
  );
  program.addCommand(
    elsewhere('merge-driver', 'let git merge with the merge engine', async (words) =>
      finish(await (await import('./merge-driver/merge-driver.ts')).mergeDriverMain(words)),
    ),
  );
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.failed;
    return showFailure(error);
  }
}
