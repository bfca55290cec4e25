import type { Counts } from '@sluice/local-github/hub/http/counts';
import { lines, type Shop, SHOP } from './agents.ts';

/** What it took to bring branches that are pushed at once into one checkpoint. */
export interface Landing {
  readonly seconds: number;
  readonly counts: Counts;
  /** Calls of REST and GraphQL for each branch; artifacts, identity tokens and signatures apart. */
  readonly callsPerBranch: number;
  /** Agent branches in the checkpoint. */
  readonly landed: readonly string[];
  /** All artifacts, with the bytes of their archives. */
  readonly artifacts: readonly { readonly name: string; readonly size: number }[];
}

/** So many agents push one new file each, at once, and everything runs to its end: through the workflow files as they are. */
export async function landMany(shop: Shop, count: number): Promise<Landing> {
  const { hub } = shop.forge;
  const names = Array.from({ length: count }, (_, i) => `claude/agent-${i + 1}`);
  for (const [i, name] of names.entries()) {
    await shop.branch(name, { [`src/part-${i + 1}.js`]: lines(`export const part = ${i + 1};`) });
  }
  hub.resetCounts();
  const begun = performance.now();
  await shop.push(names);
  await shop.idle();
  const seconds = (performance.now() - begun) / 1000;
  const counts = hub.counts();
  const merged = await shop.at(
    'log',
    '--first-parent',
    '--format=%(trailers:key=Sluice-Agent-Branch,valueonly)',
    'main..sluice/checkpoint',
  );
  return {
    seconds,
    counts,
    callsPerBranch: (counts.rest + counts.graphql) / count,
    landed: merged.split('\n').filter(Boolean),
    artifacts: [...hub.repository(SHOP).artifacts.values()].map(({ name, size }) => ({ name, size })),
  };
}
