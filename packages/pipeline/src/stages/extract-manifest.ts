import { DEFAULT_POLICY } from '@sluice/config';
import {
  encodeStatement,
  Fault,
  signedFactsOf,
  statementOf,
  type Extraction,
  type Manifest,
  type ManifestStatement,
} from '@sluice/model';
import type { Git } from '@sluice/ports';
import type { AgentBranch } from '../discover.ts';
import { deriveManifests } from '../derive-manifests.ts';

export type Extracted =
  | { readonly kind: 'statement'; readonly bytes: Buffer; readonly statement: ManifestStatement }
  /** There is nothing to land, or nothing that could: the words say why. */
  | { readonly kind: 'nothing'; readonly why: string };

/** The statement about one branch at one commit, from git objects alone; nothing of the branch is run or checked out. */
export async function extractManifest(
  git: Git,
  branch: AgentBranch,
  extraction: Extraction,
): Promise<Extracted> {
  const { derived, outcomes } = await deriveManifests(git, extraction.target, [branch], DEFAULT_POLICY);
  const manifest: Manifest | undefined = derived[0]?.manifest;
  if (!manifest) return { kind: 'nothing', why: outcomes[0]?.detail ?? 'It has nothing to land.' };
  const statement = statementOf(signedFactsOf(manifest, extraction));
  const bytes = encodeStatement(statement);
  if (bytes.length > LARGEST) throw tooLarge(bytes.length);
  return { kind: 'statement', bytes, statement };
}

/** Whatever a policy allows: Rekor and the artifact service take no more. */
const LARGEST = 16 * 1_048_576;

function tooLarge(size: number): Fault {
  return new Fault(
    'MANIFEST_TOO_LARGE',
    `The manifest of this branch would have ${size} bytes; at most ${LARGEST} are signed.`,
    'Split the branch: it changes more paths than one review can take.',
  );
}
