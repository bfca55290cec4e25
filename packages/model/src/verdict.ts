import type { Oid } from './oid.ts';

/** What was observed of one tier on one tree, by the process outside the sandbox. */
export interface TierResult {
  readonly tree: Oid;
  readonly tier: string;
  /** The shell command, or `built-in`. */
  readonly command: string;
  /** Exit status; null when a limit or a signal ended it. */
  readonly exit: number | null;
  /** Why it did not end by itself. */
  readonly ended: 'exit' | 'timeout' | 'memory' | 'processes' | 'signal';
  readonly seconds: number;
  readonly cached: boolean;
  /** The end of what it printed, neutralised: no control characters, no workflow commands. */
  readonly log: string;
}

/** Evidence about one tree: tiers in order, up to and including the first red one. Bound to the tree id. */
export interface Verdict {
  readonly tree: Oid;
  readonly tiers: readonly TierResult[];
  readonly green: boolean;
}

/** Green only when it ran to its end with status 0: anything else, and an empty list, is not. */
export function isGreen(result: TierResult): boolean {
  return result.ended === 'exit' && result.exit === 0;
}

/** The verdict that tier results add up to. */
export function verdictOf(tree: Oid, tiers: readonly TierResult[]): Verdict {
  return { tree, tiers, green: tiers.length > 0 && tiers.every(isGreen) };
}
