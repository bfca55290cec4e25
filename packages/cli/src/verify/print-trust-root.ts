import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refreshTrustRoot, type TrustRootSource } from '@sluice/adapters/sigstore/refresh-trust-root';
import type { SigningProfileName } from '@sluice/model';

/** Fetches the newest root and prints it. Nothing is kept: whoever commits the file decides what is believed. */
export async function printTrustRoot(
  profile: SigningProfileName,
  source: Omit<TrustRootSource, 'cache'>,
): Promise<void> {
  const cache = await mkdtemp(join(tmpdir(), 'sluice-tuf-'));
  try {
    process.stdout.write(await refreshTrustRoot(profile, { ...source, cache }));
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}
