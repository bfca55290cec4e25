import { SIGNING_PROFILE_NAMES } from '@sluice/model';
import { Command, Option } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import type { VerifyOptions } from '../verify/verify-options.ts';

const AFTER = `
Exit codes: 0 believed, 2 not believed, 1 an error.

What is not given is taken from the bundle and shown as not checked. With --repo the manifest is made again from git and
compared; the tip of the branch is then that of the repository.`;

/** `sluice verify`: why one signed manifest is believed or not, field by field. */
export function verifyCommand(finish: (code: ExitCode) => void): Command {
  const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
    ...(before ?? []),
    value,
  ];
  return new Command('verify')
    .description('say field by field why a signed manifest is believed or not')
    .argument('<bundle>', 'a file manifest.sigstore.json, or the artifact that holds it (.zip)')
    .requiredOption('--toolkit <owner/name>', 'repository of Sluice whose extract workflow counts')
    .addOption(
      new Option('--commit <id>', 'allowed commit of the toolkit; repeat for more')
        .argParser(collect)
        .makeOptionMandatory(),
    )
    .requiredOption('--repository <owner/name>', 'repository that the manifest has to be for')
    .option('--branch <name>', 'agent branch that it has to be for')
    .option('--tip <id>', 'commit that it has to be for')
    .option('--run <id>', 'run that has to have made it: id, or id/attempt')
    .option('--repository-id <number>', 'id of the repository on the server')
    .option('--owner-id <number>', 'id of its owner')
    .option('--target <branch>', 'branch that agents work for', 'main')
    .addOption(
      new Option('--profile <name>', 'how it has to be signed')
        .choices(SIGNING_PROFILE_NAMES)
        .default('public-good'),
    )
    .option('--trust-root <file>', 'pinned root in the form of sigstore; needed for the profile github')
    .option('--max-age <hours>', 'most hours since it was signed', '168')
    .option('--self-hosted', 'believe what was signed on a self-hosted runner')
    .option('--server <url>', 'server of the repository and the toolkit', 'https://github.com')
    .option('--issuer <url>', 'issuer of identities', 'https://token.actions.githubusercontent.com')
    .option('--repo <directory>', 'a git repository to make the manifest again from')
    .option('--json', 'the verdict as JSON')
    .addHelpText('after', AFTER)
    .action(async (file: string, options: VerifyOptions) => {
      const { verify } = await import('../verify/verify.ts');
      finish(await verify(file, options));
    });
}
