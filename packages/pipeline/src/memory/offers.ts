import { conflictKind, type Offer, type OfferedFile } from '@sluice/memory';
import type { Strategy } from '@sluice/model';
import type { Git } from '@sluice/ports';
import type { Base } from '../discover.ts';
import type { MergedItem, Tip } from '../landing-item.ts';

/** What is written for people: a checkpoint (no strategy) or a candidate. */
export interface Offering {
  readonly tip: Tip;
  readonly items: readonly MergedItem[];
  readonly strategy: Strategy | null;
}

const MOST_FILES = 500;

/** An offer to look at again in runs to come; null where nothing in it was contended. */
export async function offerOf(git: Git, base: Base, offering: Offering, now: number): Promise<Offer | null> {
  const { tip, items, strategy } = offering;
  const contended = items.flatMap((item) => item.contended).slice(0, MOST_FILES);
  if (contended.length === 0) return null;
  const paths = contended.map(({ path }) => path);
  const [before, offered] = await Promise.all([
    git.treeOf(base.sha).then((tree) => git.entries(tree, paths)),
    git.entries(tip.tree, paths),
  ]);
  const files = contended.map(({ path, conflict, method, decisions, ...sides }, i): OfferedFile => {
    const kind = conflictKind(path, conflict);
    const blobs = { before: before[i]?.oid ?? null, offered: offered[i]?.oid ?? null };
    return { path, kind, method, decisions, ...sides, ...blobs };
  });
  return {
    commit: tip.commit,
    at: now,
    target: base.ref,
    base: base.sha,
    strategy,
    files,
    contested: items
      .filter(({ dropped }) => dropped.length > 0)
      .map(({ item: { manifest } }) => ({ branch: manifest.branch, head: manifest.head })),
  };
}
