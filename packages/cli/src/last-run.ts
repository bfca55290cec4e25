import { runResultSchema, type RunResult } from '@sluice/model';
import type { Git, Store } from '@sluice/ports';

/** Key of the result of the last run. */
export const LAST_RUN = 'last-run';

/** The result of the last run if its base and every branch in it are still where they were; else null. */
export async function currentLastRun(store: Store, git: Git, base: string): Promise<RunResult | null> {
  const parsed = runResultSchema.safeParse(await store.get(LAST_RUN));
  if (!parsed.success) return null;
  const heads = new Set((await git.refs()).map(({ oid }): string => oid));
  const current = parsed.data.base.sha === base && parsed.data.branches.every(({ head }) => heads.has(head));
  return current ? parsed.data : null;
}
