import { NO_TOKENS, type BranchName, type Cluster, type ModelPolicy } from '@sluice/model';
import { proposeSameWork, type Intent } from '@sluice/synthesis';
import type { FileMerger } from '../file-merger.ts';
import { itemsOf, type Lane } from '../generate-candidates.ts';
import { openWorkshop } from '../propose-landing.ts';
import type { Survey } from '../survey-branches.ts';
import { Asker } from './asker.ts';
import type { Desk, ModelResult, Standing, SynthesisTools } from './desk.ts';
import { openDesk } from './open-desk.ts';
import { resolveByModel, type Attempt } from './resolve-by-model.ts';

export interface Synthesis {
  /** The lanes with what the model wrote among their candidates. */
  readonly lanes: readonly Lane[];
  readonly model: ModelResult;
}

/** Conflicts of one run that are put to a model. */
const MOST_CONFLICTS = 12;
const NOT_HERE = 'a model is asked by `sluice run` on a machine of yours alone';

/**
 * Puts what is still contested to a language model: what branches want, then how conflicts could be resolved. What stands
 * every check and the tests becomes a candidate for a person. Nothing of it changes what lands.
 */
export async function synthesise(tools: SynthesisTools, standing: Standing): Promise<Synthesis> {
  const { model: policy } = tools.policy;
  const { lanes } = standing;
  if (policy.use === 'off') return { lanes, model: null };
  const model = standing.healthy ? (tools.openModel?.(policy) ?? NOT_HERE) : 'the base fails its own tests';
  if (typeof model === 'string') return { lanes, model: nothingAsked(policy.name, model) };
  const { ledger } = standing;
  const asker = new Asker({ model, ledger, policy }, tools);
  const suspicious = new Map<string, { branch: BranchName; quote: string }>();
  const suspect = (branch: BranchName) => (quote: string) => {
    suspicious.set(`${branch}\0${quote}`, { branch, quote });
  };
  const contested = lanes.flatMap(({ cluster }) =>
    openOf(cluster, standing).map((branch) => ({ cluster, branch })),
  );
  const desk = await openDesk(tools, standing, { asker, suspect, contested });
  const { intents } = desk;
  const attempts = await attemptAll(desk, contested.slice(0, MOST_CONFLICTS));
  const left = contested
    .slice(MOST_CONFLICTS)
    .map(({ branch }) => ({ branch, why: `only ${MOST_CONFLICTS} conflicts of a run are put to a model` }));
  return {
    lanes: lanes.map((lane) => withMade(lane, attempts)),
    model: {
      name: policy.name,
      skipped: asker.stopped,
      questions: ledger.questions,
      tokens: ledger.usage,
      cost: ledger.cost(policy),
      intents: [...intents.values()].map(mutable),
      sameWork: proposeSameWork([...intents.values()], isApart(lanes, standing.survey)).map(
        ({ branches, likeness, shared }) => ({
          branches: [...branches],
          likeness,
          shared: [...shared],
        }),
      ),
      resolutions: attempts.flatMap(({ resolutions }) => resolutions),
      notAsked: [...attempts.flatMap(({ notAsked }) => notAsked), ...left],
      suspicious: [...suspicious.values()],
    },
  };
}

async function attemptAll(
  desk: Desk,
  contested: readonly { readonly cluster: Cluster; readonly branch: BranchName }[],
): Promise<Attempt[]> {
  const { standing, tools } = desk;
  const workshop = openWorkshop(standing.survey, standing.sequence, tools.policy);
  const attempts: Attempt[] = [];
  for (const { cluster, branch } of contested) {
    const below = await standing.sequence.merge(itemsOf(cluster, cluster.lands, workshop, 'independent-set'));
    const [item] = itemsOf(cluster, [branch], workshop, 'by-meaning');
    if (below.kind === 'conflict' || !item) continue;
    const lane = standing.lanes.find((each) => each.cluster === cluster)!;
    const earlier = attempts.filter(({ made }) =>
      made.some(({ candidate }) => candidate.cluster === cluster.id),
    );
    const first = lane.candidates.length + earlier.reduce((sum, { made }) => sum + made.length, 0) + 1;
    attempts.push(await resolveByModel(desk, { cluster, item, below: below.items, tip: below.tip, first }));
  }
  return attempts;
}

/** Contested branches of a cluster that nothing else has landed. */
function openOf({ contested }: Cluster, { landing }: Standing): BranchName[] {
  return contested.filter((name) => !landing.has(name));
}

function withMade(lane: Lane, attempts: readonly Attempt[]): Lane {
  const made = attempts
    .flatMap((attempt) => attempt.made)
    .filter(({ candidate }) => candidate.cluster === lane.cluster.id);
  return made.length === 0 ? lane : { ...lane, candidates: [...lane.candidates, ...made] };
}

/** Whether nothing that is known ties two branches. */
function isApart(lanes: readonly Lane[], { facts }: Survey): (a: BranchName, b: BranchName) => boolean {
  const clusterOf = new Map(
    lanes.flatMap(({ cluster }) => cluster.branches.map((name) => [name, cluster.id] as const)),
  );
  const stands = (a: BranchName, b: BranchName): boolean =>
    facts.get(a)?.manifest.stackedOn.includes(b) === true;
  return (a, b) => (clusterOf.get(a) ?? a) !== (clusterOf.get(b) ?? b) && !stands(a, b) && !stands(b, a);
}

function mutable({
  branch,
  wants,
  subjects,
  evidence,
  confidence,
}: Intent): NonNullable<ModelResult>['intents'][number] {
  return {
    branch,
    wants,
    confidence,
    subjects: [...subjects],
    evidence: evidence.map((each) => ({ ...each })),
  };
}

/** What a result says of a model that was not asked. */
export function withoutModel({ use, name }: ModelPolicy, skipped: string): ModelResult {
  return use === 'off' ? null : nothingAsked(name, skipped);
}

function nothingAsked(name: string, skipped: string): NonNullable<ModelResult> {
  return {
    name,
    skipped,
    questions: 0,
    tokens: NO_TOKENS,
    cost: null,
    intents: [],
    sameWork: [],
    resolutions: [],
    notAsked: [],
    suspicious: [],
  };
}

/** What knows of files: the merge engine. What it is sure enough of, no model is asked about. */
export function engineTools(
  merger: FileMerger,
  least: number,
): Pick<SynthesisTools, 'merge' | 'lossOf' | 'parses'> {
  return {
    merge: (sides) => {
      const merged = merger.mergeBeforeTests(sides);
      if (merged.kind === 'conflict' || merged.confidence >= least) return merged;
      return { kind: 'conflict', text: null, conflicts: 1, reasons: ['the engine is not sure enough'] };
    },
    lossOf: (sides, text) => merger.findLoss(sides, text),
    parses: (path, text) => merger.parses(path, text),
  };
}
