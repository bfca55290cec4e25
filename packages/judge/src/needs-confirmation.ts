// A red result counts only when the same tree failed twice: one flaky test must not take an innocent branch out.

import { isGreen } from '@sluice/model';
import type { TierResult } from '@sluice/model';

/** One tier on one tree, after as many attempts as it takes to believe it. */
export interface Settled {
  readonly result: TierResult;
  /** It failed and passed on the same tree: counted green, and always shown. */
  readonly flaky: boolean;
}

/**
 * Whether the tier has to run (again) on the same tree before its result counts. Attempts in order of time. A cached
 * result was confirmed before it was stored, and the built-in check gives one answer only.
 */
export function needsConfirmation(attempts: readonly TierResult[]): boolean {
  const last = attempts.at(-1);
  if (last === undefined) return true;
  const settled = isGreen(last) || last.cached || last.command === 'built-in';
  return !settled && attempts.length === 1;
}

/** What the attempts add up to; null: {@link needsConfirmation} asks for one more. */
export function settle(attempts: readonly TierResult[]): Settled | null {
  const last = attempts.at(-1);
  if (last === undefined || needsConfirmation(attempts)) return null;
  return { result: last, flaky: isGreen(last) && attempts.some((attempt) => !isGreen(attempt)) };
}
