// What jobs of the local GitHub left for one another, as whoever has the token of the run's artifacts could read and change it.
import { createHash } from 'node:crypto';
import type { EnvelopeKind, Payloads } from '@sluice/model';
import { readSingleFile } from '@sluice/adapters/archive/read-single-file';
import { zipOf } from '../zip.ts';
import { type Shop, SHOP } from './agents.ts';

/** Names of all artifacts of the repository. */
export function artifactNames(shop: Shop): string[] {
  return [...shop.forge.hub.repository(SHOP).artifacts.values()].map(({ name }) => name);
}

/** The one file in the newest artifact of that name. */
export function artifactContent(shop: Shop, name: string, file: string): Buffer {
  const archive = shop.forge.hub.state.blobs.get(newest(shop, name).blob)!;
  const most = { name: file, maxCompressed: 1 << 26, maxInflated: 1 << 26 };
  const read = readSingleFile(archive, most);
  if (!read.ok) throw new Error(`${name} has no ${file}.`);
  return read.content;
}

/** The document in an artifact of envelopes. */
export function payloadOf<K extends EnvelopeKind>(shop: Shop, name: string, kind: K): Payloads[K] {
  return envelopeOf(shop, name, kind).payload;
}

function envelopeOf<K extends EnvelopeKind>(shop: Shop, name: string, kind: K): { payload: Payloads[K] } {
  const content = artifactContent(shop, name, `${kind}.json`).toString('utf8');
  return JSON.parse(content) as { payload: Payloads[K] };
}

/** Puts another document in its place, with a size and a digest that fit it. */
export function replacePayload<K extends EnvelopeKind>(
  shop: Shop,
  { name, kind }: { readonly name: string; readonly kind: K },
  change: (payload: Payloads[K]) => object,
): void {
  const envelope = envelopeOf(shop, name, kind);
  const forged = Buffer.from(JSON.stringify({ ...envelope, payload: change(envelope.payload) }));
  const archive = zipOf([{ name: `${kind}.json`, content: forged }]);
  const artifact = newest(shop, name);
  shop.forge.hub.state.blobs.set(artifact.blob, archive);
  artifact.size = archive.length;
  artifact.digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
}

function newest(shop: Shop, name: string) {
  const artifacts = [...shop.forge.hub.repository(SHOP).artifacts.values()];
  const found = artifacts.findLast((each) => each.name === name);
  if (!found) throw new Error(`There is no artifact ${name}.`);
  return found;
}
