import { loadTrustRoot, parseTrustRoot } from '@sluice/adapters/sigstore/trust-root';
import { sigstoreVerifier } from '@sluice/adapters/sigstore/sigstore-verifier';
import type { RunContext } from '@sluice/adapters/runner/run-context';
import {
  Fault,
  profileFor,
  TRUST_ROOT_FILE,
  type Policy,
  type SigningProfileName,
  type TrustMode,
} from '@sluice/model';
import type { Base, TrustContext } from '@sluice/pipeline';
import type { Clock, ForgeRepository, Git, Job } from '@sluice/ports';
import type { Toolkit } from '@sluice/trust';
import { readInstallation, type Installation } from './sigstore-installation.ts';

const COMMIT = /^[0-9a-f]{40}$/;
const REPOSITORY = /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/;
const MOST_COMMITS = 17;

/** The inputs `toolkit-repository` and `toolkit-commits`: whose extract workflow is believed, and at which commits. */
export function toolkitOf(job: Job, serverUrl: string): Toolkit & { readonly repository: string } {
  const repository = job.input('toolkit-repository').trim();
  const commits = [...new Set(job.input('toolkit-commits').split(/\s+/).filter(Boolean))];
  const wrong = commits.find((commit) => !COMMIT.test(commit));
  if (
    !REPOSITORY.test(repository) ||
    wrong !== undefined ||
    commits.length === 0 ||
    commits.length > MOST_COMMITS
  ) {
    throw new Fault(
      'OPTION_INVALID',
      `The toolkit is ${JSON.stringify(repository)} at ${JSON.stringify(wrong ?? commits.join(' '))}.`,
      'Give `toolkit-repository` as owner/name, and in `toolkit-commits` 1 to 17 full commit ids.',
    );
  }
  return { repository, workflow: `${serverUrl}/${repository}/.github/workflows/extract.yml`, commits };
}

/** What manifests of this run are held against. The policy on the base branch chooses the profile, never a bundle. */
export async function openTrust(
  { job, context, clock }: { job: Job; context: RunContext; clock: Clock },
  repository: ForgeRepository,
  { git, base, policy }: { git: Pick<Git, 'fileAt'>; base: Base; policy: Policy },
): Promise<TrustContext> {
  const mode: TrustMode = policy.signing === 'auto' ? profileFor(repository.visibility) : policy.signing;
  const installation = readInstallation();
  return {
    mode,
    verifier:
      mode === 'recompute-only'
        ? null
        : sigstoreVerifier(mode, await rootsOf(mode, installation, { git, base })),
    issuer: installation.issuer,
    toolkit: toolkitOf(job, context.serverUrl),
    repository,
    now: clock.now(),
  };
}

/**
 * Those that the owner of the machine names, else those on the base branch, else the pinned ones: GitHub's own root is in
 * no package, so a repository that is not public keeps it. What a branch says of it is never read.
 */
async function rootsOf(
  mode: SigningProfileName,
  { trustRoot }: Installation,
  { git, base }: { git: Pick<Git, 'fileAt'>; base: Base },
): ReturnType<typeof loadTrustRoot> {
  const kept = mode === 'github' && trustRoot === null ? await git.fileAt(base.sha, TRUST_ROOT_FILE) : null;
  return kept === null ? await loadTrustRoot(mode, trustRoot) : parseTrustRoot(mode, kept.toString('utf8'));
}
