import { runResultSchema, type RunResult } from '@sluice/model';
import { discover, type Target } from '@sluice/pipeline';
import type { Git, Store } from '@sluice/ports';

/** Key of the result of the last run. */
export const LAST_RUN = 'last-run';

/** The result of the last run if it still speaks of this base and exactly these branches; else null. */
export async function currentLastRun(
  store: Store,
  git: Git,
  { base, policy }: Target,
): Promise<RunResult | null> {
  const parsed = runResultSchema.safeParse(await store.get(LAST_RUN));
  if (!parsed.success) return null;
  const { data } = parsed;
  // Landing moves the base to the checkpoint: what was said of the others stands.
  if (data.base.ref !== base.ref || ![data.base.sha, data.checkpoint?.commit].includes(base.sha)) return null;
  const { branches } = await discover(git, policy, base);
  const heads = new Map(data.branches.map(({ name, head }): [string, string] => [name, head]));
  const same = branches.length === heads.size && branches.every(({ name, head }) => heads.get(name) === head);
  return same ? data : null;
}
