import { readFile } from 'node:fs/promises';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { Fault, TRUST_ROOT_FILE, type SigningProfileName } from '@sluice/model';
import publicGood from './public-good-root.json' with { type: 'json' };

const ADVICE: Readonly<Record<SigningProfileName, string>> = {
  'public-good': 'Leave the trust root out to use the pinned one, or refresh it through TUF.',
  github: `Write GitHub's own with \`gh attestation trusted-root > ${TRUST_ROOT_FILE}\` and land that file on the base branch, or name another one.`,
};

/**
 * The roots of one profile: those of `file`, else the pinned ones. No installed package carries that of GitHub to
 * pin, so the profile `github` needs a file. It may hold one root in JSON, or several, one a line, of which exactly
 * one must be of this profile.
 *
 * @throws Fault TRUST_ROOT_INVALID
 */
export async function loadTrustRoot(profile: SigningProfileName, file: string | null): Promise<TrustedRoot> {
  if (file !== null) return parseTrustRoot(profile, await readText(profile, file));
  if (profile === 'public-good') return parseTrustRoot(profile, JSON.stringify(publicGood));
  throw invalid(profile, 'The signing profile github needs a trust root, and none was named.');
}

async function readText(profile: SigningProfileName, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw invalid(profile, `The trust root ${JSON.stringify(file)} cannot be read.`, error);
  }
}

/** From JSON or JSON lines; only a root that has just what the profile demands is taken. */
export function parseTrustRoot(profile: SigningProfileName, text: string): TrustedRoot {
  const roots = documentsIn(profile, text).filter((root) => fits(profile, root));
  if (roots.length === 1) return roots[0]!;
  throw invalid(
    profile,
    `The trust root has ${roots.length === 0 ? 'none' : `${roots.length}`} that fits the signing profile ${profile}, and exactly one is needed.`,
  );
}

function documentsIn(profile: SigningProfileName, text: string): TrustedRoot[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const read = (json: string): TrustedRoot => TrustedRoot.fromJSON(JSON.parse(json));
  try {
    // One document over many lines does not begin with a whole one.
    return isWhole(lines[0] ?? '') ? lines.map(read) : [read(text)];
  } catch (error) {
    throw invalid(profile, 'The trust root is not in the JSON form of sigstore.', error);
  }
}

function isWhole(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

/**
 * A root with logs is one of a public instance: used with the thresholds of `github`, which ask for no log, it would
 * believe a certificate that no log has seen.
 */
function fits(profile: SigningProfileName, root: TrustedRoot): boolean {
  if (root.certificateAuthorities.length === 0) return false;
  return profile === 'github'
    ? root.timestampAuthorities.length > 0 && root.tlogs.length === 0 && root.ctlogs.length === 0
    : root.tlogs.length > 0 && root.ctlogs.length > 0;
}

function invalid(profile: SigningProfileName, message: string, cause?: unknown): Fault {
  return new Fault('TRUST_ROOT_INVALID', message, ADVICE[profile], cause);
}
