import { reproduceCommand } from '@sluice/deliver';
import {
  fileMergeDocument,
  showPath,
  type Fault,
  statusOf,
  type BranchName,
  type BranchSupplyFinding,
  type BranchResult,
  type Edge,
  type Invocation,
  type RunResult,
} from '@sluice/model';
import type { Git } from '@sluice/ports';
import type { AgentBranch } from './discover.ts';
import type { Lane } from './generate-candidates.ts';
import type { ModelResult } from './synthesis/desk.ts';
import type { Judgement } from './judge-union.ts';
import type { MergedItem, Tip } from './landing-item.ts';
import { nameOf } from './landing-item.ts';
import type { MergeSequence } from './merge-sequence.ts';
import { outcome, type Outcome } from './outcome.ts';
import type { PreparedLadder } from './prepare-ladder.ts';
import type { Proposal } from './propose-landing.ts';
import type { Survey } from './survey-branches.ts';
import type { Timings } from './timings.ts';
import type { Validator } from './validator.ts';

/** All that a run came to know. */
export interface RunFacts {
  readonly survey: Survey;
  readonly sequence: MergeSequence;
  readonly timings: Timings;
  readonly invocation: Invocation;
  readonly proposal: Proposal;
  readonly out: ReadonlyMap<BranchName, Outcome>;
  readonly judged: {
    readonly judgement: Judgement;
    readonly ladder: PreparedLadder;
    readonly validator: Validator;
  } | null;
  readonly checkpoint: CheckpointFacts | null;
  readonly model: ModelResult;
  readonly supply: readonly BranchSupplyFinding[];
  /** What people must be told of candidates. */
  readonly candidateNotes: readonly string[];
  /** What people must be told besides. */
  readonly notes: readonly string[];
}

export interface CheckpointFacts {
  readonly ref: string;
  readonly tip: Tip;
  readonly landed: boolean;
  /** Why it did not land though it was to. */
  readonly refusal: Fault | null;
}

/** The result of a run as its contract says; every branch that was discovered is in it once. */
export async function buildResult(
  facts: RunFacts,
  { git, version }: { git: Git; version: string },
): Promise<RunResult> {
  const { survey, proposal, judged, checkpoint, timings } = facts;
  const landing = await landingItems(facts);
  const outcomes = outcomesOf(facts, landing);
  const clusterOf = new Map(
    proposal.lanes.flatMap(({ cluster }) => cluster.branches.map((name) => [name, cluster.id] as const)),
  );
  const alone = survey.branches.filter(({ name }) => !clusterOf.has(name));
  alone.forEach(({ name }, i) => clusterOf.set(name, `c${proposal.lanes.length + i + 1}`));
  return {
    schema: 'sluice/run@1',
    invocation: facts.invocation,
    base: survey.base,
    branches: survey.branches.map((branch) =>
      branchResult(branch, {
        facts,
        found: outcomes.get(branch.name)!,
        cluster: clusterOf.get(branch.name)!,
      }),
    ),
    clusters: [
      ...proposal.lanes.map(({ cluster: { id, branches, edges } }) => ({
        id,
        branches: [...branches],
        edges: edges.map(mutableEdge),
      })),
      ...alone.map(({ name }) => ({ id: clusterOf.get(name)!, branches: [name], edges: [] })),
    ],
    candidates: proposal.lanes.flatMap(({ candidates }) => candidates.map(candidateResult)),
    validations: judged?.validator.report() ?? [],
    checkpoint: checkpoint && {
      ref: checkpoint.ref,
      commit: checkpoint.tip.commit,
      tree: checkpoint.tip.tree,
      landed: checkpoint.landed,
    },
    tests: testsOf(facts),
    supply: facts.supply.map((finding) => ({ ...finding, branches: [...finding.branches] })),
    hints: survey.contention.hints.map((hint) => ({
      ...hint,
      definers: [...hint.definers],
      users: [...hint.users],
    })),
    model: facts.model,
    timings: Object.fromEntries(
      Object.entries(timings).map(([stage, seconds]) => [stage, Math.round(seconds * 1000) / 1000]),
    ),
    git: { processes: git.processes(), version },
  };
}

/** The branches that landed, or would. */
async function landingItems({ judged, proposal, sequence }: RunFacts): Promise<readonly MergedItem[]> {
  const merged = await sequence.merge(judged ? judged.judgement.accepted : proposal.union.items);
  return merged.kind === 'merged' ? merged.items : [];
}

/** Later words win: what landed did, whatever was thought of it before. */
function outcomesOf(facts: RunFacts, landing: readonly MergedItem[]): Map<BranchName, Outcome> {
  const { survey, proposal, out, judged } = facts;
  const red = judged?.judgement.baseRed
    ? proposal.union.items.map((item) => baseRed(nameOf(item), facts))
    : [];
  const all = [
    ...proposal.lanes.flatMap(conflictOutcomes),
    ...survey.outcomes,
    ...proposal.union.outcomes,
    ...out.values(),
    ...red,
    ...landing.flatMap(broughtAlong),
    ...landing.map(landed),
  ];
  return new Map(all.map((one) => [one.branch, one]));
}

function baseRed(branch: BranchName, { judged, sequence }: RunFacts): Outcome {
  const failed = judged!.validator.firstRed(sequence.base.tree);
  const words = failed
    ? `${failed.tier} fails on the base without any branch.`
    : 'The base fails validation without any branch.';
  return { ...outcome(branch, 'base-red', words), log: failed?.log ?? '' };
}

/** Branches whose commits are among those of one that lands whole: git calls them merged from then on. */
function broughtAlong({ item, dropped }: MergedItem): Outcome[] {
  if (dropped.length > 0) return [];
  return item.manifest.stackedOn.map((name) =>
    outcome(name, 'contained', `All its commits come with ${nameOf(item)}, which is stacked on it.`),
  );
}

function landed({ item, contained, dropped, files }: MergedItem): Outcome {
  const name = nameOf(item);
  if (contained) return outcome(name, 'contained', 'All its commits came with another branch.');
  if (dropped.length > 0)
    return outcome(name, 'partial', `Deferred: ${dropped.map(showPath).join(', ')}.`, dropped);
  const methods = [
    ...new Set(
      files
        .filter(({ conflict }) => conflict !== 'none')
        .map(({ path, method }) => `${showPath(path)} (${method})`),
    ),
  ];
  if (methods.length > 0)
    return outcome(name, 'resolved', `Resolved without dropping anything: ${methods.join(', ')}.`);
  const shared = new Set(files.map(({ path }) => path)).size;
  return outcome(
    name,
    'merged',
    shared > 0 ? `Merged cleanly; ${shared} of its paths are shared with others.` : 'Merged cleanly.',
  );
}

function conflictOutcomes({ cluster }: Lane): Outcome[] {
  return cluster.contested.map((name) => {
    const edges = cluster.edges.filter(({ among }) => among.includes(name));
    const lands = new Set(cluster.lands);
    const rivals = [...new Set(edges.flatMap(({ among }) => among))]
      .filter((other) => other !== name)
      .sort((a, b) => Number(lands.has(b)) - Number(lands.has(a)));
    const where = [...new Set(edges.map(whereWords))];
    return outcome(name, 'conflict', `It conflicts with ${list(rivals, 3)} ${list(where, 2)}.`);
  });
}

/** Not every reason is at a path. */
function whereWords({ path, detail }: Edge): string {
  return path === '' ? `(${detail})` : `in ${showPath(path)} (${detail})`;
}

function list(words: readonly string[], most: number): string {
  const more = words.length - most;
  return words.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function branchResult(
  branch: AgentBranch,
  { facts, found, cluster }: { facts: RunFacts; found: Outcome; cluster: string },
): BranchResult {
  const { survey, checkpoint, proposal } = facts;
  const manifest = survey.facts.get(branch.name)?.manifest;
  const edges = proposal.lanes.find((lane) => lane.cluster.id === cluster)?.cluster.edges ?? [];
  const tie = edges.find(({ among }) => among.includes(branch.name));
  const rival = survey.branches.find(({ name }) => name !== branch.name && tie?.among.includes(name));
  return {
    name: branch.name,
    head: branch.head,
    status: statusOf(found.reason, checkpoint !== null),
    reason: found.reason,
    detail: found.detail,
    cluster,
    dropped: [...found.dropped],
    reproduce: reproduceCommand(found.reason, {
      base: survey.base.sha,
      head: branch.head,
      rival: rival && tie ? { head: rival.head, edge: tie.kind } : null,
      failing: found.failing.length > 0 ? found.failing : [branch.name],
      invocation: facts.invocation,
    }),
    task: manifest?.task.title ?? '',
    risk: manifest?.risk.map(({ risk }) => risk) ?? [],
    files: manifest?.changes.length ?? 0,
    failing: [...found.failing],
    log: found.log,
  };
}

function candidateResult({ candidate }: Lane['candidates'][number]): RunResult['candidates'][number] {
  const { id, cluster, tree, strategy, steps, complete } = candidate;
  const files = steps.flatMap((step) => step.files.map(fileMergeDocument));
  return { id, cluster, tree, strategy, complete, branches: steps.map(({ branch }) => branch), files };
}

function mutableEdge({ among, kind, path, detail }: Edge): RunResult['clusters'][number]['edges'][number] {
  return { among: [...among], kind, path, detail };
}

function testsOf({ judged, candidateNotes, notes }: RunFacts): RunResult['tests'] {
  if (!judged) return { ran: false, tiers: [], sandbox: 'none', notes: [...notes] };
  const { ladder, validator } = judged;
  const flaky = [...validator.flaky].map(
    (tier) => `${tier} failed and passed on the same tree: it is flaky.`,
  );
  return {
    ran: ladder.tiers.length > 0,
    tiers: ladder.tiers.map(({ name, command }, i) => ({ name, command, origin: ladder.origins[i]! })),
    sandbox: ladder.sandbox?.name ?? 'none',
    notes: [...ladder.notes, ...flaky, ...candidateNotes, ...notes],
  };
}
