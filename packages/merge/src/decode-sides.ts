import { Buffer } from 'node:buffer';
import type { GitPath } from '@sluice/model';
import type { FileSides } from './file-sides.ts';

/** The bytes of three versions of one file; null: that side does not have it. */
export interface SideBytes {
  readonly base: Uint8Array | null;
  readonly ours: Uint8Array | null;
  readonly theirs: Uint8Array | null;
}

/** Three versions as text, and the way back to bytes. */
export interface DecodedSides {
  readonly sides: FileSides;
  encode(text: string): Buffer;
}

/**
 * The sides as text that comes back byte for byte: UTF-8 where all of them are, else one character a byte, as files in
 * an older encoding are read. null where one has a zero byte, by which git, too, knows what is no text.
 */
export function decodeSides(path: GitPath, bytes: SideBytes): DecodedSides | null {
  const all = [bytes.base, bytes.ours, bytes.theirs];
  if (all.some((side) => side?.includes(0))) return null;
  const encoding = all.every(isUtf8) ? 'utf8' : 'latin1';
  const text = (side: Uint8Array | null): string | null =>
    side && Buffer.from(side.buffer, side.byteOffset, side.byteLength).toString(encoding);
  return {
    sides: { path, base: text(bytes.base), ours: text(bytes.ours), theirs: text(bytes.theirs) },
    encode: (merged) => Buffer.from(merged, encoding),
  };
}

function isUtf8(side: Uint8Array | null): boolean {
  if (side === null) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(side);
    return true;
  } catch {
    return false;
  }
}
