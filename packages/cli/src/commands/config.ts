import { showPolicy } from '@sluice/config';
import { POLICY_FILE, readEffectivePolicy } from '@sluice/pipeline';
import { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { inSession } from '../open-session.ts';
import { addPolicyOptions, overridesOf, type PolicyOptions } from '../policy-options.ts';

/** `sluice config`: the effective policy as a valid policy file, each value with its origin. */
export function configCommand(finish: (code: ExitCode) => void): Command {
  const command = new Command('config')
    .description('print the effective policy with the origin of each value')
    .option('--repo <directory>', 'the git repository, bare or not', '.');
  return addPolicyOptions(command).action(async (options: PolicyOptions & { repo: string }) => {
    const { effective } = await inSession(options.repo, ({ git }) =>
      readEffectivePolicy(git, overridesOf(options)),
    );
    process.stdout.write(showPolicy(effective, POLICY_FILE));
    finish(EXIT.done);
  });
}
