import { repositoryOf } from '../doctor/remote.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { initSummary, nextSteps } from './init-words.ts';
import { planFiles } from './plan-files.ts';
import { readPresent, workTreeOf, writeFiles } from './workflow-folder.ts';

export interface InitOptions {
  readonly repo: string;
  readonly toolkit?: string;
  readonly commit: string;
  readonly base: string;
  readonly branches?: readonly string[];
  readonly upgrade?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

/** Decides, writes unless it is a dry run, and says what is left to do. */
export async function init(options: InitOptions): Promise<ExitCode> {
  const root = await workTreeOf(options.repo);
  const dryRun = options.dryRun ?? false;
  const plan = planFiles(
    {
      toolkit: options.toolkit ?? null,
      commit: options.commit.toLowerCase(),
      base: options.base,
      branches: options.branches ?? ['claude/**'],
      upgrade: options.upgrade ?? false,
      force: options.force ?? false,
    },
    readPresent(root),
  );
  if (!dryRun) writeFiles(root, plan);
  const told = [initSummary(plan, dryRun)];
  if (!options.upgrade) {
    const repository = (await repositoryOf(root))?.name ?? 'OWNER/REPOSITORY';
    told.push(nextSteps({ repository, base: options.base, environment: 'sluice' }));
  }
  process.stdout.write(`${told.join('\n\n')}\n`);
  return EXIT.done;
}
