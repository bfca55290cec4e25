import { checksTypes } from '@sluice/judge';
import type { Oid, Tier } from '@sluice/model';
import type { Progress } from '@sluice/ports';
import type { Lane, MadeCandidate } from './generate-candidates.ts';
import type { Validator } from './validator.ts';

/** Trees that are looked at in one run for this alone: each costs one run of the type checker. */
const MOST_TREES = 6;

interface Checking {
  readonly tiers: readonly Tier[];
  readonly validator: Pick<Validator, 'passes'>;
  readonly progress: Progress;
}

export interface TypesFirst {
  readonly lanes: readonly Lane[];
  /** For people: which candidates do not compile, by the ids that they have now. */
  readonly notes: readonly string[];
}

/**
 * Of the candidates that a person may choose from, those that compile before those that do not; else in the order given.
 * What lands by itself has to pass all tiers in any case. Where a cluster has but one to choose, or nothing is known to
 * check types, all is as it was.
 */
export async function typesFirst(
  lanes: readonly Lane[],
  { tiers, validator, progress }: Checking,
): Promise<TypesFirst> {
  const checks = tiers.filter(checksTypes);
  const broken = new Set<Oid>();
  for (const { candidate } of checks.length > 0 ? lanes.flatMap(choices).slice(0, MOST_TREES) : []) {
    const passes = await validator.passes(candidate.tree, checks);
    const found = passes ? 'compiles' : 'does not compile';
    progress({ stage: 'validate', message: `candidate ${candidate.id} ${found}` });
    if (!passes) broken.add(candidate.tree);
  }
  if (broken.size === 0) return { lanes, notes: [] };
  const ordered = lanes.map((lane) => inOrder(lane, broken));
  const last = ordered.flatMap(choices).filter(({ candidate }) => broken.has(candidate.tree));
  const ids = last.map(({ candidate }) => candidate.id).join(', ');
  const names = checks.map(({ name }) => name).join(' and ');
  return { lanes: ordered, notes: [`Of the candidates to choose from, these fail ${names}: ${ids}.`] };
}

/** What of a cluster is for people to choose from. */
function choices({ candidates }: Lane): readonly MadeCandidate[] {
  const offered = candidates.filter(({ candidate }) => !candidate.complete);
  return offered.length > 1 ? offered : [];
}

/** The landing set keeps its place: it is complete. */
function inOrder({ cluster, candidates }: Lane, broken: ReadonlySet<Oid>): Lane {
  const isLast = ({ candidate: { tree, complete } }: MadeCandidate): boolean => !complete && broken.has(tree);
  const order = [...candidates.filter((made) => !isLast(made)), ...candidates.filter(isLast)];
  return {
    cluster,
    candidates: order.map(({ candidate, items }, i) => ({
      candidate: { ...candidate, id: `${cluster.id}.${i + 1}` },
      items,
    })),
  };
}
