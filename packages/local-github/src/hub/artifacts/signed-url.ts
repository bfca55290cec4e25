import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { World } from '../world.ts';

const secret = randomBytes(32);
const LIFETIME_MS = 10 * 60_000;

/** `r` reads, `w` writes. */
export type Access = 'r' | 'w';

/**
 * Where a blob can be read or written for ten minutes, in the form of Azure's storage URLs: account, container and blob
 * in the path, since the host is an address; `sp` the permission, `se` the end, `sig` the signature.
 */
export function signedUrl(world: World, blob: string, access: Access): string {
  const end = String(world.now().getTime() + LIFETIME_MS);
  const query = new URLSearchParams({ sp: access, se: end, sig: sign(blob, access, end) });
  return `${world.origin}/_blobs/actions-results/${encodeURIComponent(blob)}?${query.toString()}`;
}

/** The blob that a signed URL gives this access to, or null. */
export function readSignedUrl(world: World, url: URL, access: Access): string | null {
  const blob = decodeURIComponent(url.pathname.split('/')[3] ?? '');
  const end = url.searchParams.get('se') ?? '';
  const given = Buffer.from(url.searchParams.get('sig') ?? '');
  const wanted = Buffer.from(sign(blob, access, end));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return Number(end) > world.now().getTime() ? blob : null;
}

function sign(blob: string, access: Access, end: string): string {
  return createHmac('sha256', secret).update(`${blob}\n${access}\n${end}`).digest('base64url');
}
