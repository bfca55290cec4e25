import { createHash } from 'node:crypto';
import { canonicalJson } from '@sluice/model';

/** 24 hexadecimal digits (96 bits) of the SHA-256 of a value: enough to tell memories apart, short enough to type. */
export function shortDigest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 24);
}
