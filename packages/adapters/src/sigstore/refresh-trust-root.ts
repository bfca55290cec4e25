import { TrustedRoot } from '@sigstore/protobuf-specs';
import { initTUF } from '@sigstore/tuf';
import { Fault, type SigningProfileName } from '@sluice/model';
import { parseTrustRoot } from './trust-root.ts';

/** Where a root is published. GitHub's is at `https://tuf-repo.github.com`. */
export interface TrustRootSource {
  /** null: the public-good instance. */
  readonly mirrorUrl: string | null;
  /** File with the TUF root metadata to begin with; null: the one that comes with the client, for public-good alone. */
  readonly rootFile: string | null;
  /** Directory for metadata: TUF remembers versions in it, so that an older root is refused. */
  readonly cache: string;
}

/**
 * Fetches the newest root through TUF and gives its JSON, to be written where the old one was. Only when asked: a run
 * never changes whom it believes.
 *
 * @throws Fault TRUST_ROOT_INVALID
 */
export async function refreshTrustRoot(
  profile: SigningProfileName,
  source: TrustRootSource,
): Promise<string> {
  try {
    const client = await initTUF({
      ...(source.mirrorUrl === null ? {} : { mirrorURL: source.mirrorUrl }),
      ...(source.rootFile === null ? {} : { rootPath: source.rootFile }),
      cachePath: source.cache,
    });
    const text = await client.getTarget('trusted_root.json');
    return `${JSON.stringify(TrustedRoot.toJSON(parseTrustRoot(profile, text)), null, 2)}\n`;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      'TRUST_ROOT_INVALID',
      `The trust root of the signing profile ${profile} could not be refreshed.`,
      'See whether the TUF repository is reachable and the root metadata that it began with is right.',
      error,
    );
  }
}
