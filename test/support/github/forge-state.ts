// Everything that delivery may change on the forge: to be put back, and to be compared.
import { decodeMarker } from '@sluice/deliver';
import { type Shop, SHOP } from './agents.ts';

/** A copy of what a repository of the local GitHub holds. */
export interface ForgeState {
  readonly refs: ReadonlyMap<string, string>;
  readonly records: ReturnType<typeof recordsOf>;
}

export async function saveState(shop: Shop): Promise<ForgeState> {
  return { refs: await refsOf(shop), records: structuredClone(recordsOf(shop)) };
}

/** Puts the repository back to where it was. */
export async function restoreState(shop: Shop, { refs, records }: ForgeState): Promise<void> {
  const now = recordsOf(shop);
  const fresh = structuredClone(records);
  for (const key of ['pulls', 'issues', 'comments', 'labels', 'checkRuns'] as const) {
    const [target, source] = [now[key] as Map<unknown, unknown>, fresh[key] as Map<unknown, unknown>];
    target.clear();
    for (const [id, record] of source) target.set(id, record);
  }
  const found = await refsOf(shop);
  for (const name of found.keys()) if (!refs.has(name)) await shop.at('update-ref', '-d', name);
  for (const [name, oid] of refs) if (found.get(name) !== oid) await shop.at('update-ref', name, oid);
}

/**
 * What people and the next run see, without what differs from one attempt to the next: numbers, times, and the attempt
 * that wrote it.
 */
export function seenState(shop: Shop, refs: ReadonlyMap<string, string>): unknown {
  const { pulls, issues, comments, checkRuns } = recordsOf(shop);
  return {
    refs: [...refs].filter(([name]) => !name.startsWith('refs/pull/')),
    pulls: [...pulls.values()].map(({ issue, headRef, headSha, baseRef }) => {
      const body = issue.body ?? '';
      return {
        state: issue.state,
        title: issue.title,
        text: withoutAttempt(body.replace(/<!-- sluice:checkpoint .*/, '')),
        facts: withoutRun(decodeMarker(body)),
        headRef,
        headSha,
        baseRef,
        labels: [...issue.labels],
      };
    }),
    issues: [...issues.values()]
      .filter(({ number }) => !pulls.has(number))
      .map(({ title, body, state, labels }) => ({ title, body, state, labels: [...labels] })),
    comments: comments.size,
    checks: [...checkRuns.values()]
      .filter(({ name }) => name.startsWith('Sluice'))
      .map(({ name, headSha, conclusion, externalId, output }) => ({
        name,
        headSha,
        conclusion,
        externalId,
        title: output.title,
        summary: withoutAttempt(output.summary ?? ''),
      }))
      .sort((a, b) => (a.name + a.headSha < b.name + b.headSha ? -1 : 1)),
  };
}

export async function refsOf(shop: Shop): Promise<ReadonlyMap<string, string>> {
  const listed = await shop.at('for-each-ref', '--format=%(refname) %(objectname)');
  return new Map(
    listed.split('\n').flatMap((line) => (line === '' ? [] : [line.split(' ') as [string, string]])),
  );
}

function recordsOf(shop: Shop) {
  const { pulls, issues, comments, labels, checkRuns } = shop.forge.hub.repository(SHOP);
  return { pulls, issues, comments, labels, checkRuns };
}

function withoutRun(facts: ReturnType<typeof decodeMarker>): unknown {
  if (facts === null || facts === 'ambiguous') return facts;
  const { run: _run, words: _words, ...rest } = facts;
  return { ...rest, heads: [...(rest.heads ?? [])] };
}

function withoutAttempt(text: string): string {
  return text.replaceAll(/attempt \d+|attempts\/\d+/g, 'attempt');
}
