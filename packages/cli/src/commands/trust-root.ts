import { SIGNING_PROFILE_NAMES, type SigningProfileName } from '@sluice/model';
import { Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';

interface TrustRootOptions {
  readonly profile: SigningProfileName;
  readonly mirror?: string;
  readonly root?: string;
}

const AFTER = `
Prints the newest root, as it is published through TUF: write it to a file, read what changed, and commit it.
For the profile github name GitHub's repository with --mirror and its root metadata with --root, or take the root from
\`gh attestation trusted-root\`.`;

/** `sluice trust-root`: the newest sigstore root, since a run never changes by itself whom it believes. */
export function trustRootCommand(finish: (code: ExitCode) => void): Command {
  return new Command('trust-root')
    .description('print the newest sigstore root, fetched through TUF')
    .addOption(
      new Option('--profile <name>', 'whose root').choices(SIGNING_PROFILE_NAMES).default('public-good'),
    )
    .option('--mirror <url>', 'TUF repository (default: that of the public-good sigstore)')
    .option('--root <file>', 'TUF root metadata to begin with; needed with --mirror')
    .addHelpText('after', AFTER)
    .action(async ({ profile, mirror, root }: TrustRootOptions) => {
      const { printTrustRoot } = await import('../verify/print-trust-root.ts');
      await printTrustRoot(profile, { mirrorUrl: mirror ?? null, rootFile: root ?? null });
      finish(EXIT.done);
    });
}
