import { resolve } from 'node:path';
import { shellQuote } from '@sluice/deliver';
import { Command } from 'commander';
import { DEMO_BRANCHES } from '../demo/demo-history.ts';
import { writeDemo } from '../demo/write-demo.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';

/** `sluice demo`: a small project with eight agent branches to try everything on. */
export function demoCommand(finish: (code: ExitCode) => void): Command {
  return new Command('demo')
    .description('write a demo repository with eight agent branches')
    .argument('<directory>', 'where; it must not exist, or be empty')
    .option('--force', 'replace an earlier demo')
    .action(async (directory: string, { force }: { force?: boolean }) => {
      await writeDemo(directory, { force: force ?? false });
      const branches = Object.entries(DEMO_BRANCHES).map(([name, shows]) => `  ${name}\n      ${shows}`);
      const next = `sluice run --repo ${shellQuote(resolve(directory))}`;
      process.stdout.write(
        `Wrote ${directory} with ${branches.length} agent branches:\n${branches.join('\n')}\n\nNext: ${next}\n`,
      );
      finish(EXIT.done);
    });
}
