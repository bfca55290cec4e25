// Signs the statement that the step before wrote, with the identity of the called workflow, and leaves it for the trusted
// run to fetch.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import type { Running } from '@sluice/adapters/runner/run-main';
import { sigstoreSigner } from '@sluice/adapters/sigstore/sigstore-signer';
import { readInstallation } from '@sluice/jobs/sigstore-installation';
import { digestOf, Fault, MANIFEST_ARTIFACT, MANIFEST_FILE, profileFor } from '@sluice/model';

/** Who a token of the job is meant for. Source: https://docs.sigstore.dev/certificate_authority/oidc-in-fulcio/ */
const AUDIENCE = 'sigstore';
const MOST_BYTES = 16 * 1_048_576;

export async function main({ job, context }: Running): Promise<void> {
  const path = job.input('manifest');
  if (path === '') {
    job.notice('There is no manifest to sign.');
    return;
  }
  const statement = readStatement(path);
  const profile = profileFor(visibilityOf(context.event().at('repository')));
  const signer = sigstoreSigner(readInstallation().servicesOf(profile));
  const bundle = await signer.sign(statement, await job.identityToken(AUDIENCE));
  const file = join(context.temp, MANIFEST_FILE);
  writeFileSync(file, bundle, { mode: 0o600 });
  await actionsArtifacts(context.temp).upload(MANIFEST_ARTIFACT, { name: MANIFEST_FILE, content: bundle });
  job.info(
    `Signed under the profile ${profile}: ${bundle.length} bytes in the artifact ${MANIFEST_ARTIFACT}.`,
  );
  job.output('bundle', file);
  job.output('digest', digestOf(bundle));
}

function readStatement(path: string): Buffer {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size !== undefined && size <= MOST_BYTES) return readFileSync(path);
  throw new Fault(
    'OPTION_INVALID',
    size === undefined ? `There is no file ${path}.` : `The manifest has ${size} bytes.`,
    'Hand over the output `manifest` of the action extract-manifest.',
  );
}

interface RepositoryPayload {
  maybe(key: string): unknown;
  flag(key: string): boolean;
  textOrNull(key: string): string | null;
}

/** As the event tells it: older payloads say only whether it is private. */
function visibilityOf(repository: RepositoryPayload): 'public' | 'private' | 'internal' {
  const told = repository.textOrNull('visibility');
  if (told === 'public' || told === 'private' || told === 'internal') return told;
  return repository.flag('private') ? 'private' : 'public';
}
