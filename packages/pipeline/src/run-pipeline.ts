import type { OpenSymbols } from './symbols/symbol-files.ts';
import { Ledger } from '@sluice/synthesis';
import type { Recollection } from '@sluice/memory';
import { Fault, type BranchName, type Invocation, type Policy, type RunResult } from '@sluice/model';
import type { Clock } from '@sluice/ports';
import { blame } from './blame.ts';
import { buildResult, type CheckpointFacts, type RunFacts } from './build-result.ts';
import { deliverCheckpoint, offerCandidates, type Delivered } from './deliver-checkpoint.ts';
import type { Base, Entrants } from './discover.ts';
import { nameOf } from './landing-item.ts';
import type { LoadFileMerger } from './file-merger.ts';
import type { MadeCandidate } from './generate-candidates.ts';
import { judgeUnion, type Judgement } from './judge-union.ts';
import { LockfileWorkshop } from './lockfile-workshop.ts';
import { RunMemory, type MemoryTools } from './memory/run-memory.ts';
import { MergeSequence } from './merge-sequence.ts';
import { outcome, type Outcome } from './outcome.ts';
import { prepareLadder, type LadderTools, type PreparedLadder } from './prepare-ladder.ts';
import type { Proposal } from './propose-landing.ts';
import { proposeSound } from './propose-sound.ts';
import type { GivenLane } from './replay-candidates.ts';
import { auditSupplyChain } from './supply-audit.ts';
import { surveyBranches, type Survey } from './survey-branches.ts';
import type { OpenModel } from './synthesis/desk.ts';
import { whyRed } from './synthesis/why-red.ts';
import { engineTools, synthesise, withoutModel, type Synthesis } from './synthesis/synthesise.ts';
import { timed, type Timings } from './timings.ts';
import { typesFirst } from './types-first.ts';
import type { Tools } from './validation-tools.ts';
import { Validator } from './validator.ts';

type AllTools = Tools &
  LadderTools &
  MemoryTools & {
    readonly clock: Clock;
    readonly loadMerger: LoadFileMerger;
    readonly openModel?: OpenModel;
    readonly openSymbols?: OpenSymbols;
  };
export type PipelineTools = Omit<AllTools, 'policy'>;

/** The branch to land on, where it is now, and the policy that its own file sets. */
export interface Target {
  readonly base: Base;
  readonly policy: Policy;
  /** Who takes part, where an admission decided that; else branches are found by name. */
  readonly entrants?: Entrants;
}

export interface PipelineRequest {
  /** Read once for each attempt: a base that moved may have moved to another policy. */
  readonly target: () => Promise<Target>;
  /** What commands for people have to repeat. */
  readonly invocation: Invocation;
  /** `plan` stops before validation; `dry-run` validates and writes no ref; `run` delivers. */
  readonly mode: 'plan' | 'dry-run' | 'run';
  /** Move the base to the checkpoint. */
  readonly land: boolean;
  /** Candidates that another job made of the same survey. */
  readonly given?: readonly GivenLane[];
  /** What is recalled, where an admission says so, instead of the memory that is kept here. */
  readonly recollection?: Recollection | undefined;
}

export interface PipelineOutcome {
  readonly result: RunResult;
  /** Why a checkpoint that was to land did not; the result is complete without it. */
  readonly refusal: Fault | null;
  /** What was observed green; null where nothing was judged. */
  readonly judgement: Judgement | null;
}

/** Attempts before a base that keeps moving is reported. */
const LAND_ATTEMPTS = 3;

/** The whole job: survey, then propose and judge until what is left is green together, then deliver. */
export async function runPipeline(tools: PipelineTools, request: PipelineRequest): Promise<PipelineOutcome> {
  const ledger = new Ledger();
  for (let attempt = 1; ; attempt++) {
    const facts = await runOnce(tools, request, ledger);
    if (facts !== 'base-moved') {
      const result = await buildResult(facts, { git: tools.git, version: await tools.git.version() });
      const judgement = facts.judged?.judgement ?? null;
      return { result, refusal: facts.checkpoint?.refusal ?? null, judgement };
    }
    if (attempt === LAND_ATTEMPTS) {
      throw new Fault(
        'BASE_MOVED',
        'The base moved each time before the checkpoint could land.',
        'Nothing was changed: the base is as others left it. Run again.',
      );
    }
    tools.progress({ stage: 'deliver', message: 'the base has moved: merging and validating again' });
  }
}

async function runOnce(
  given: PipelineTools,
  request: PipelineRequest,
  ledger: Ledger,
): Promise<RunFacts | 'base-moved'> {
  const timings: Timings = {};
  const { base, policy, entrants } = await request.target();
  if (request.land) demandLandable(base);
  const tools = { ...given, policy };
  const survey = await surveyBranches(tools, timings, entrants ?? base);
  const memory = await timed(timings, 'memory', tools.clock, () => RunMemory.open(tools, base));
  const recollection = request.recollection ?? memory.recollection;
  const lockfiles = mayMakeLockfiles(request, policy, entrants)
    ? new LockfileWorkshop(tools, survey.baseFiles)
    : null;
  const sequence = await MergeSequence.openFor({ ...tools, recollection, lockfiles }, survey);
  try {
    const facts = await runOnSurvey({ tools, request, survey, sequence, memory, timings, ledger });
    if (request.mode === 'run') await memory.keep();
    return facts;
  } finally {
    await sequence.close();
  }
}

/** A plan runs no command; jobs on different machines would come to different lockfiles. */
function mayMakeLockfiles({ mode }: PipelineRequest, policy: Policy, entrants?: Entrants): boolean {
  return mode !== 'plan' && !entrants && policy.install !== false && policy.tiers?.length !== 0;
}

function demandLandable({ ref }: Base): void {
  if (ref.startsWith('refs/heads/')) return;
  throw new Fault(
    'OPTION_INVALID',
    `${ref} is not a local branch, so nothing can land on it.`,
    'Run without --land, or name a local branch with --base.',
  );
}

function describeLadder({ tiers, origins }: PreparedLadder): string {
  if (tiers.length === 0) return 'no tests are known: only the built-in check runs';
  return tiers.map(({ name, command }, i) => `${name} is \`${command}\` (${origins[i]})`).join(', ');
}

interface Run {
  readonly tools: AllTools;
  readonly request: PipelineRequest;
  readonly survey: Survey;
  readonly sequence: MergeSequence;
  readonly memory: RunMemory;
  readonly timings: Timings;
  readonly ledger: Ledger;
}

async function runOnSurvey(run: Run): Promise<RunFacts | 'base-moved'> {
  const { tools, request, survey, sequence, memory, timings } = run;
  const out = new Map<BranchName, Outcome>();
  const propose = (): Promise<Proposal> =>
    timed(timings, 'candidates', tools.clock, () =>
      proposeSound(survey, {
        sequence,
        policy: tools.policy,
        given: request.given ?? [],
        progress: tools.progress,
        out,
      }),
    );
  const { invocation } = request;
  const known = { survey, sequence, timings, invocation, notes: memory.notes };
  if (request.mode === 'plan')
    return {
      ...known,
      supply: survey.supply,
      proposal: await propose(),
      out,
      judged: null,
      checkpoint: null,
      candidateNotes: [],
      model: withoutModel(tools.policy.model, 'a plan asks nothing'),
    };
  const ladder = await prepareLadder(tools, survey.baseFiles);
  tools.progress({ stage: 'validate', message: describeLadder(ladder) });
  const audit = await timed(timings, 'validate', tools.clock, () => auditSupplyChain(tools, survey));
  for (const found of audit.outcomes) out.set(found.branch, found);
  const facts = { ...known, supply: [...survey.supply, ...audit.findings] };
  const validator = new Validator(tools, { ...ladder, supply: survey.supplyGate }, sequence.base.tree);
  for (;;) {
    const landing = await propose();
    tools.signal.throwIfAborted();
    const judgement = await timed(timings, 'validate', tools.clock, () =>
      judgeProposal(run, landing, validator),
    );
    const judged = { judgement, ladder, validator };
    const { items } = landing.union;
    await memory.observe({ judgement, items, sequence, tested: ladder.tiers.length > 0 });
    for (const offender of judgement.offenders) out.set(offender.branch, blame(offender, validator));
    // Who was left out may free a place for others: they get their turn before anything is delivered.
    if (judgement.offenders.length > 0) continue;
    // Another job's candidates stay as they came; where the base fails, nothing can be told.
    const tiers = request.given || judgement.baseRed ? [] : ladder.tiers;
    const typed = await timed(timings, 'validate', tools.clock, () =>
      typesFirst(landing.lanes, { tiers, validator, progress: tools.progress }),
    );
    const { lanes, model } = await write(run, { ...landing, lanes: typed.lanes }, judged);
    const candidateNotes = typed.notes;
    const result = { ...facts, proposal: { ...landing, lanes }, model, out, judged, candidateNotes };
    if (request.mode === 'dry-run') return { ...result, checkpoint: null };
    tools.signal.throwIfAborted();
    for (const made of await offerCandidates(tools.git, survey, lanes))
      await memory.offered({
        tip: made.items.at(-1)!.tip,
        items: made.items,
        strategy: made.candidate.strategy,
      });
    if (judgement.accepted.length === 0) return { ...result, checkpoint: null };
    const delivered = await timed(timings, 'deliver', tools.clock, () => deliver(run, judgement));
    if (delivered === 'base-moved') return delivered;
    if (delivered.kind === 'delivered') return { ...result, checkpoint: delivered };
    for (const [branch, what] of delivered.branches) {
      out.set(
        branch,
        outcome(
          branch,
          what,
          what === 'gone'
            ? 'The branch is not there any more.'
            : 'Its head is not the one that was validated.',
        ),
      );
    }
  }
}

/** What a language model makes of what is left. */
async function write(
  { tools, request, survey, sequence, ledger, timings }: Run,
  { lanes }: Proposal,
  { judgement, validator }: { judgement: Judgement; validator: Validator },
): Promise<Synthesis> {
  const standing = {
    survey,
    sequence,
    lanes,
    landing: new Set(judgement.accepted.map(nameOf)),
    ledger,
    healthy: !judgement.baseRed,
    writesRefs: request.mode === 'run',
    refuse: (made: MadeCandidate) => whyRed(validator, made),
  };
  const { merge, model } = tools.policy;
  if (model.use === 'off') return { lanes, model: null };
  const engine = engineTools(await tools.loadMerger(), merge.minConfidence);
  return timed(timings, 'model', tools.clock, () => synthesise({ ...tools, ...engine }, standing));
}

async function judgeProposal(
  { tools, sequence }: Run,
  { union }: Proposal,
  validator: Validator,
): Promise<Judgement> {
  if (union.items.length === 0) return { accepted: [], tree: null, offenders: [], baseRed: false };
  const { progress } = tools;
  return judgeUnion(union.items, { sequence, validator, slots: tools.policy.slots, progress });
}

async function deliver(
  { tools, request, survey, sequence, memory }: Run,
  judgement: Judgement,
): Promise<Extract<Delivered, { kind: 'moved' }> | 'base-moved' | ({ kind: 'delivered' } & CheckpointFacts)> {
  const merged = await sequence.merge(judgement.accepted);
  if (merged.kind === 'conflict') throw new Error('The accepted branches were merged before.');
  tools.signal.throwIfAborted();
  const { base } = survey;
  const delivered = await deliverCheckpoint(tools.git, {
    base,
    tip: merged.tip,
    validatedTree: judgement.tree!,
    items: merged.items,
  });
  if (delivered.kind === 'moved') return delivered;
  tools.progress({ stage: 'deliver', message: `wrote ${delivered.ref}` });
  await memory.offered({ tip: merged.tip, items: merged.items, strategy: null });
  const checkpoint = { kind: 'delivered' as const, ref: delivered.ref, tip: merged.tip };
  if (!request.land) return { ...checkpoint, landed: false, refusal: null };
  try {
    if (await tools.git.fastForward(base.ref, base.sha, merged.tip.commit))
      return { ...checkpoint, landed: true, refusal: null };
    // It is on a base that is not there any more; the next attempt makes its own.
    if (delivered.fresh)
      await tools.git.updateRefs([{ ref: delivered.ref, from: merged.tip.commit, to: null }]);
    return 'base-moved';
  } catch (error) {
    // What was delivered is told all the same.
    if (!(error instanceof Fault)) throw error;
    return { ...checkpoint, landed: false, refusal: error };
  }
}
