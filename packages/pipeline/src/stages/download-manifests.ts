import {
  Fault,
  MANIFEST_ARTIFACT,
  MANIFEST_FILE,
  type BranchName,
  type ManifestRejection,
  type Policy,
} from '@sluice/model';
import type { ArtifactFacts } from '@sluice/ports';
import type { AdmitTools, ArchiveReading } from './admit-tools.ts';
import type { Candidacy } from './choose-runs.ts';
import type { SignedHead } from './verify-manifests.ts';

/** Files that one run may have left under the name, in attempt after attempt. */
const MOST_ARTIFACTS = 3;

interface Downloads {
  readonly heads: readonly SignedHead[];
  readonly failed: ReadonlyMap<BranchName, ManifestRejection>;
}

/** What the run for each head left; how large it is decides before anything is read. */
export async function downloadManifests(
  { forge, readArchive }: AdmitTools,
  candidacies: readonly Candidacy[],
  policy: Policy,
): Promise<Downloads> {
  const runs = new Set(candidacies.map(({ run }) => run!.id));
  const artifacts = runs.size === 0 ? [] : await forge.artifactsNamed(MANIFEST_ARTIFACT, runs);
  const failed = new Map<BranchName, ManifestRejection>();
  const heads: SignedHead[] = [];
  const maxBytes = policy.admission.manifestKb * 1024;
  for (const { branch, run } of candidacies) {
    const own = artifacts.filter(({ runId }) => runId === run!.id).sort((a, b) => b.id - a.id);
    const rejection = unusable(own, maxBytes);
    if (rejection) {
      failed.set(branch.name, rejection);
      continue;
    }
    const bundles: Buffer[] = [];
    for (const artifact of own.filter(({ expired }) => !expired).slice(0, MOST_ARTIFACTS)) {
      const read = await readManifest({ forge, readArchive }, artifact, maxBytes);
      if (read.ok) bundles.push(read.content);
      else failed.set(branch.name, read.rejection);
    }
    if (bundles.length > 0) {
      failed.delete(branch.name);
      heads.push({ branch, run: { id: run!.id, attempt: run!.attempt }, bundles });
    }
  }
  return { heads, failed };
}

/** The statement is base64 in the bundle, beside certificates and proofs. */
function bundleLimit(maxBytes: number): number {
  return Math.ceil((maxBytes * 4) / 3) + 65_536;
}

function sizeLimit(maxBytes: number): number {
  return bundleLimit(maxBytes) + 65_536;
}

async function readManifest(
  { forge, readArchive }: Pick<AdmitTools, 'forge' | 'readArchive'>,
  artifact: ArtifactFacts,
  maxBytes: number,
): Promise<ArchiveReading> {
  try {
    const archive = await forge.download(artifact, sizeLimit(maxBytes));
    return readArchive(archive, MANIFEST_FILE, bundleLimit(maxBytes));
  } catch (cause) {
    // A damaged archive is the fault of one branch; a forge that cannot be reached is nobody's.
    if (!(cause instanceof Fault) || !['FORGE_ANSWER', 'ARTIFACT_MISSING'].includes(cause.code)) throw cause;
    const kind = cause.code === 'ARTIFACT_MISSING' ? 'artifact-expired' : 'artifact-digest';
    return {
      ok: false,
      rejection: { kind, field: 'archive', expected: artifact.digest ?? 'an archive', actual: cause.message },
    };
  }
}

function unusable(own: readonly ArtifactFacts[], maxBytes: number): ManifestRejection | null {
  const field = 'artifact';
  const expected = MANIFEST_ARTIFACT;
  if (own.length === 0) return { kind: 'no-manifest', field, expected, actual: null };
  if (own.every(({ expired }) => expired))
    return { kind: 'artifact-expired', field, expected, actual: 'expired' };
  const size = own[0]!.size;
  if (size <= sizeLimit(maxBytes)) return null;
  return {
    kind: 'archive-too-large',
    field,
    expected: `at most ${sizeLimit(maxBytes)} bytes`,
    actual: String(size),
  };
}
