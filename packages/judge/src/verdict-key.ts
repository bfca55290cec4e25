import { createHash } from 'node:crypto';
import type { Limits, Oid } from '@sluice/model';

/** Everything that the result of one tier depends on. */
export interface VerdictSubject {
  readonly tree: Oid;
  readonly tier: string;
  readonly command: string;
  readonly limits: Limits;
  /** Digest of the installed dependencies; null: none. */
  readonly installDigest: string | null;
  /** Digest of the tools that the command sees. */
  readonly toolchain: string;
  /** Path of the report of its tests; null: none. */
  readonly report: string | null;
}

/** Raised when the meaning of a stored result changes, so that older ones are not found. */
const VERSION = 2;

/** The key under which a result is stored: 64 lower-case hexadecimal digits, different whenever anything above is. */
export function verdictKey(subject: VerdictSubject): string {
  const { tree, tier, command, limits, installDigest, toolchain, report } = subject;
  const { seconds, memoryMb, processes, diskMb, outputKb } = limits;
  const bounds = [seconds, memoryMb, processes, diskMb, outputKb];
  const text = JSON.stringify([VERSION, tree, tier, command, bounds, installDigest, toolchain, report]);
  return createHash('sha256').update(text).digest('hex');
}
