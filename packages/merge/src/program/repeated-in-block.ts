import type { ObjectionOf } from './objection.ts';
import type { Versions } from './versions.ts';

type RepeatedInBlock = ObjectionOf<'repeated-in-block'>;

/** What stands in one block more often than in any version: a variable, a key, a case, of which one would win. */
export function repeatedInBlock({ base, ours, theirs, merged }: Versions): RepeatedInBlock[] {
  return [...merged.repeated].flatMap(([name, { count, line }]): RepeatedInBlock[] => {
    const most = Math.max(...[base, ours, theirs].map((version) => version?.repeated.get(name)?.count ?? 1));
    return most >= count ? [] : [{ kind: 'repeated-in-block', name, line }];
  });
}
