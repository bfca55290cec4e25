import type { Limits, TierResult } from '@sluice/model';

/** A directory or file of the host that the command may read. */
export interface Mount {
  readonly source: string;
  /** Path relative to the root of the workspace. */
  readonly target: string;
}

export interface SandboxRequest {
  /** Directory whose content the command gets its own writable copy of; the directory itself stays as it is. */
  readonly workspace: string;
  /** Run with `sh -c` at the root of the copy. */
  readonly command: string;
  readonly limits: Limits;
  /** Read-only, over the copy. */
  readonly mounts: readonly Mount[];
  /** Hosts (`name` or `name:port`, 443 by default) that it may reach by HTTPS; empty: no network at all. */
  readonly hosts: readonly string[];
  /** Paths relative to the workspace to bring out of the copy afterwards, into `collectInto`. */
  readonly collect: readonly string[];
  readonly collectInto: string | null;
  /** Path relative to the workspace of one file to hand back as bytes; null: none. */
  readonly report?: string | null;
  /** Ends the command and everything it started. */
  readonly signal: AbortSignal;
}

export interface SandboxResult {
  readonly exit: number | null;
  readonly ended: TierResult['ended'];
  readonly seconds: number;
  /** The last `limits.outputKb` of standard output and error, in order of arrival, as printed. */
  readonly output: Buffer;
  /** How many bytes were printed in all. */
  readonly outputBytes: number;
  /** The file that was asked for, if the command succeeded and left one of at most 32 MB; by then nothing of it runs any more. */
  readonly report?: Buffer | null;
}

/**
 * Runs untrusted commands with nothing: no secret, no token, no host files but the toolchain, no network but `hosts`,
 * no write outside its copy, bounded time, memory, processes, disk and output, and nothing left running afterwards.
 */
export interface Sandbox {
  /** `bubblewrap`, or `none` when the user told it to run without one. */
  readonly name: string;
  /** What every report must say about running in it; null: nothing. */
  readonly warning: string | null;
  /** Digest of the toolchain that commands see: part of the key of a cached verdict. */
  toolchain(): Promise<string>;
  /** Resolves for every way in which the command ends; rejects with a `Fault` only if it could not be started. */
  run(request: SandboxRequest): Promise<SandboxResult>;
}
