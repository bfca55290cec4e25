import { readTarget, runPipeline, type PipelineRequest } from '@sluice/pipeline';
import { Command } from 'commander';
import { exitCodeOf, type ExitCode } from '../exit-code.ts';
import { invocationOf } from '../invocation.ts';
import { LAST_RUN } from '../last-run.ts';
import { openModelAt } from '../open-model.ts';
import { inSession, toolsOf } from '../open-session.ts';
import { addPolicyOptions, overridesOf, type PolicyOptions } from '../policy-options.ts';
import { openProgress } from '../progress-line.ts';
import { writeReports, type ReportOptions } from '../write-reports.ts';

export interface RunOptions extends PolicyOptions, ReportOptions {
  readonly repo: string;
  readonly dryRun?: boolean;
  readonly land?: boolean;
  readonly unsafeNoSandbox?: boolean;
  readonly modelUrl?: string;
}

/** `sluice run`: the whole job. */
export function runCommand(finish: (code: ExitCode) => void): Command {
  return addCommonOptions(
    new Command('run').description('merge, validate and deliver the branches as one checkpoint'),
  )
    .option('--dry-run', 'validate, but write no ref')
    .option('--land', 'move the base to the checkpoint, if nobody else has moved it')
    .action(async (options: RunOptions, command: Command) =>
      finish(await run(options, command, options.dryRun ? 'dry-run' : 'run')),
    );
}

/** `sluice plan`: the same up to the candidates; no test runs, no ref is written. */
export function planCommand(finish: (code: ExitCode) => void): Command {
  return addCommonOptions(new Command('plan').description('show what would land, without running tests'))
    .option('--dry-run', 'accepted for symmetry with run: plan never writes a ref')
    .option('--land', 'accepted for symmetry with run: plan never moves the base')
    .action(async (options: RunOptions, command: Command) => finish(await run(options, command, 'plan')));
}

function addCommonOptions(command: Command): Command {
  command.option('--repo <directory>', 'the git repository, bare or not', '.');
  return addPolicyOptions(command)
    .option('--unsafe-no-sandbox', 'run tests without isolation; every report says so')
    .option('--model-url <address>', 'where the language model is; its key is in ANTHROPIC_API_KEY')
    .option('--json <file>', 'write the result as JSON; - for standard output')
    .option('--markdown <file>', 'write the report as Markdown')
    .option('--html <file>', 'write the report as one self-contained page')
    .option('-q, --quiet', 'no progress and no summary');
}

async function run(options: RunOptions, command: Command, mode: PipelineRequest['mode']): Promise<ExitCode> {
  const progress = openProgress(process.stderr, { quiet: options.quiet ?? false });
  const unsafe = options.unsafeNoSandbox ?? false;
  const openModel = openModelAt(options.modelUrl);
  try {
    return await inSession(options.repo, async (session) => {
      const { result, refusal } = await runPipeline(
        toolsOf(session, { progress: progress.report, unsafe, openModel }),
        {
          target: () => readTarget(session.git, overridesOf(options)),
          mode,
          land: mode === 'run' && (options.land ?? false),
          invocation: invocationOf(command),
        },
      );
      progress.close();
      await writeReports(result, options);
      // A plan knows less than a run: it must not make `explain` forget why a branch was rejected.
      if (mode !== 'plan') await session.store.put(LAST_RUN, result);
      if (refusal) throw refusal;
      return exitCodeOf(result);
    });
  } finally {
    progress.close();
  }
}
