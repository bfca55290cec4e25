import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sigstore from 'sigstore';
import { verifyProvenance } from '@sluice/trust';
import type { Benchmark, Finding } from './benchmark.ts';
import { inPairs, inSeconds, same, seconds, times } from './support/measure.ts';
import { PLACE } from './support/place.ts';
import { withSigstore, type SignedManifest, type SigningPlace } from './support/signed-manifests.ts';

const SECONDS = 3;

/** From the bytes of the artifacts to who signed what, without the network. */
export const verify200: Benchmark = {
  name: 'verify-200',
  about:
    'Signed manifests of 50 changed files each: signature, certificate, log entry, and every field held against what is demanded.',
  run: (size) =>
    withSigstore((place) =>
      measure(place, size === 'full' ? { manifests: 200, rounds: 5 } : { manifests: 5, rounds: 1 }),
    ),
};

async function measure(
  place: SigningPlace,
  { manifests, rounds }: { readonly manifests: number; readonly rounds: number },
): Promise<readonly Finding[]> {
  const signed = await place.sign(manifests);
  const theirs = await libraryVerifier(place);
  const pairs = await inPairs(
    rounds,
    () => seconds(() => verifyAll(place, signed)),
    () => seconds(() => signed.forEach(({ bundle }) => theirs.verify(JSON.parse(bundle.toString('utf8'))))),
  );
  return [
    {
      what: `${manifests} manifests`,
      figure: inSeconds(pairs.ours),
      baseline: `sigstore's own client, the signature alone: ${inSeconds(pairs.theirs)}`,
      ratio: `${times(1 / pairs.ratio)} its time`,
      bar: `≤ ${SECONDS} s`,
      met: pairs.ours <= SECONDS,
    },
  ];
}

async function verifyAll({ verifier }: SigningPlace, signed: readonly SignedManifest[]): Promise<void> {
  let believed = 0;
  for (const { bundle, expectation } of signed) {
    const verification = await verifier.verify(bundle);
    if (verification.ok && verifyProvenance(verification.evidence, expectation).ok) believed++;
  }
  same(believed, signed.length, 'every manifest is believed');
}

/** The client that anybody would take, which finds the root of the services through TUF, once. */
async function libraryVerifier({ sigstore: services }: SigningPlace): Promise<sigstore.BundleVerifier> {
  const cache = mkdtempSync(join(PLACE, 'sluice-bench-tuf-'));
  try {
    const rootFile = join(cache, 'root.json');
    writeFileSync(rootFile, JSON.stringify(services.tuf.root));
    return await sigstore.createVerifier({
      tufMirrorURL: services.tuf.url,
      tufRootPath: rootFile,
      tufCachePath: cache,
    });
  } finally {
    rmSync(cache, { recursive: true });
  }
}
