import type { BranchName, CheckpointVerdict, Cluster, ModelRecord, Oid } from '@sluice/model';
import { Ledger } from '@sluice/synthesis';
import { itemsOf, type Workshop } from '../generate-candidates.ts';
import { recollectionOf } from '../memory/admitted-memory.ts';
import { MergeSequence } from '../merge-sequence.ts';
import { openClusters, openWorkshop } from '../propose-landing.ts';
import { surveyBranches, type Survey } from '../survey-branches.ts';
import { Asker } from '../synthesis/asker.ts';
import type { Desk, Standing } from '../synthesis/desk.ts';
import { openDesk } from '../synthesis/open-desk.ts';
import { recordedModel } from '../synthesis/recorded-model.ts';
import { resolveByModel } from '../synthesis/resolve-by-model.ts';
import { engineTools } from '../synthesis/synthesise.ts';
import { entrantsOf } from './entrants.ts';
import { offerBranch } from './offer-branch.ts';
import { doubts, type RemakeRequest, type RemakeTools } from './remake-checkpoint.ts';
import { wasGreen } from './was-green.ts';

export interface OfferTools extends RemakeTools {
  readonly signal: AbortSignal;
}

/** A commit that a model wrote and that passed the tests, made again from git and the record of answers. */
export interface Offer {
  /** Id of the candidate. */
  readonly candidate: string;
  /** Name of the branch that it is offered as. */
  readonly branch: BranchName;
  readonly commit: Oid;
  /** Heads that are there already. */
  readonly known: readonly Oid[];
}

/** One candidate that the verdict names, with who is in it: the last one is what the model wrote about. */
interface Wanted {
  readonly candidate: CheckpointVerdict['result']['candidates'][number];
  readonly below: readonly BranchName[];
  readonly branch: BranchName;
  readonly strategy: string;
}

/**
 * Makes what the validation showed again: the answers are checked once more, the files are written here, and only a tree
 * that was observed green counts. What does not come to it is not offered, and holds nothing up.
 */
export async function remakeOffers(
  tools: OfferTools,
  request: RemakeRequest,
  record: ModelRecord | null,
): Promise<Offer[]> {
  const { admission, verdict } = request;
  const opened = record === null ? '' : recordedModel(record)(tools.policy.model);
  const wanted = typeof opened === 'string' ? [] : await wantedOf(tools, request);
  if (wanted.length === 0 || typeof opened === 'string') return [];
  const survey = await surveyBranches(tools, {}, entrantsOf(admission, verdict.checkpoint));
  const sequence = await MergeSequence.openFor({ ...tools, recollection: recollectionOf(admission) }, survey);
  try {
    const place: Standing = {
      survey,
      sequence,
      lanes: [],
      landing: new Set(),
      ledger: new Ledger(),
      healthy: true,
      writesRefs: false,
      refuse: () => Promise.resolve(null),
    };
    const engine = engineTools(await tools.loadMerger(), tools.policy.merge.minConfidence);
    const own = { ...tools, ...engine };
    const asker = new Asker({ model: opened, ledger: place.ledger, policy: tools.policy.model }, own);
    const contested = wanted.map(({ branch, below }) => ({ branch, cluster: { lands: below } }));
    const desk = await openDesk(own, place, { asker, contested, suspect: () => () => undefined });
    const workshop = openWorkshop(survey, sequence, tools.policy);
    const offers: Offer[] = [];
    for (const each of wanted) offers.push(...(await remake(desk, workshop, each)));
    return offers;
  } finally {
    await sequence.close();
  }
}

/** Candidates of a model whose tree was green, and whose branches are where they were and believed still. */
async function wantedOf(tools: OfferTools, request: RemakeRequest): Promise<Wanted[]> {
  const { admission, verdict, refs } = request;
  const { resolutions = [] } = verdict.result.model ?? {};
  if (refs.get(admission.base.ref) !== admission.base.sha) return [];
  const heads = new Map(admission.admitted.map(({ name, ref, head }) => [name, refs.get(ref) === head]));
  const wanted = resolutions.flatMap(({ candidate: id, branch, strategy }): Wanted[] => {
    const candidate = verdict.result.candidates.find((each) => each.id === id);
    if (!candidate || candidate.branches.at(-1) !== branch || !wasGreen(verdict, candidate.tree as Oid))
      return [];
    if (!candidate.branches.every((name) => heads.get(name) === true)) return [];
    return [{ candidate, below: candidate.branches.slice(0, -1), branch, strategy }];
  });
  const names = [...new Set(wanted.flatMap(({ candidate }) => candidate.branches))];
  const doubted = new Set((await doubts(tools, request, names)).map(({ branch }) => branch));
  return wanted.filter(({ candidate }) => !candidate.branches.some((name) => doubted.has(name)));
}

/** None, if it does not come to the tree that was tested. */
async function remake(
  desk: Desk,
  workshop: Workshop,
  { candidate, below, branch, strategy }: Wanted,
): Promise<Offer[]> {
  const { survey, sequence } = desk.standing;
  const cluster = clusterOf(survey, branch);
  if (!cluster) return [];
  const own = { ...cluster, id: candidate.cluster };
  const merged = await sequence.merge(itemsOf(own, below, workshop, 'independent-set'));
  const [item] = itemsOf(own, [branch], workshop, 'by-meaning');
  if (merged.kind === 'conflict' || !item) return [];
  const { made } = await resolveByModel(desk, {
    cluster: own,
    item,
    below: merged.items,
    tip: merged.tip,
    first: 1,
  });
  const same = made.find((each) => each.candidate.tree === candidate.tree);
  if (!same) return [];
  const { head } = item.manifest;
  return [
    {
      candidate: candidate.id,
      branch: offerBranch(branch, strategy, head),
      commit: same.items.at(-1)!.tip.commit,
      known: same.items.map((each) => each.item.manifest.head),
    },
  ];
}

function clusterOf(survey: Survey, branch: BranchName): Cluster | undefined {
  const clusters = openClusters(survey, new Set());
  return clusters.find(({ branches }) => branches.includes(branch));
}
