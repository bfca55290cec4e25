import type { Cluster, Oid, SynthesisStrategy } from '@sluice/model';
import {
  askCritique,
  askSynthesis,
  checkSynthesis,
  critiqueShape,
  objections,
  synthesisShape,
  type CheckedAnswer,
  type Conflict,
  type Resolution,
} from '@sluice/synthesis';
import { CANDIDATE } from '../deliver-checkpoint.ts';
import type { MadeCandidate } from '../generate-candidates.ts';
import { nameOf, type LandingItem, type MergedItem, type Tip } from '../landing-item.ts';
import type { Desk, ModelResult } from './desk.ts';
import { findContext, type Context } from './find-context.ts';
import { readConflict, type OpenConflict } from './read-conflict.ts';
import { writeCandidate } from './write-candidate.ts';

/** A branch that does not merge onto what its cluster lands. */
export interface Contest {
  readonly cluster: Cluster;
  readonly item: LandingItem;
  readonly below: readonly MergedItem[];
  readonly tip: Tip;
  /** Number of the first candidate that is made of it. */
  readonly first: number;
}

type Row = NonNullable<ModelResult>['resolutions'][number];

/** What came of one branch. */
export interface Attempt {
  readonly made: readonly MadeCandidate[];
  readonly resolutions: readonly Row[];
  readonly notAsked: NonNullable<ModelResult>['notAsked'];
}

interface Opened {
  readonly tree: Oid;
  readonly open: OpenConflict;
  readonly context: Context;
}

/** One question for each strategy; an answer that stands all checks and the tests is a candidate. */
export async function resolveByModel(desk: Desk, contest: Contest): Promise<Attempt> {
  const opened = await openContest(desk, contest);
  const branch = nameOf(contest.item);
  if (typeof opened === 'string') return { made: [], resolutions: [], notAsked: [{ branch, why: opened }] };
  const made: MadeCandidate[] = [];
  const resolutions: Row[] = [];
  for (const strategy of desk.tools.policy.model.strategies) {
    const conflict = conflictOf(desk, contest, { opened, strategy });
    const answered = await answer(desk, conflict);
    if (answered.kind === 'dropped') {
      resolutions.push(row(desk, contest, { strategy, checked: answered }));
      continue;
    }
    const { resolution } = answered;
    const id = `${contest.cluster.id}.${contest.first + made.length}`;
    const { tree, open, context } = opened;
    const solved = { ...contest, id, strategy, tree, open, documents: context.documents, resolution };
    const candidate = await writeCandidate(desk.tools.git, desk.tools.policy.model, solved);
    const same = made.some((other) => other.candidate.tree === candidate.candidate.tree);
    const why = same ? 'another strategy came to the same' : await desk.standing.refuse(candidate);
    if (why !== null) {
      resolutions.push(row(desk, contest, { strategy, checked: { kind: 'dropped', why: [why] } }));
      continue;
    }
    made.push(candidate);
    resolutions.push(row(desk, contest, { strategy, checked: answered, candidate: id }));
  }
  return { made, resolutions, notAsked: [] };
}

async function openContest(desk: Desk, { item, tip }: Contest): Promise<Opened | string> {
  const { tools, standing, hiding } = desk;
  const { git, merge } = tools;
  const met = await standing.sequence.meet(tip, item.manifest.head);
  if (met.clean) return 'git merges it without a conflict: which of the two is wanted only a person can say';
  const reading = await readConflict({ git, hiding, merge }, met, item);
  if (reading.kind === 'closed') return reading.why;
  const conventions = tools.policy.model.strategies.includes('convention');
  const context = await findContext(
    git,
    { tree: met.tree, contended: reading.open.files, conventions },
    hiding,
  );
  return { tree: met.tree, open: reading.open, context };
}

function conflictOf(
  { intents }: Desk,
  { item, below }: Contest,
  { opened, strategy }: { opened: Opened; strategy: SynthesisStrategy },
): Conflict {
  const branch = nameOf(item);
  const onto = below.map((merged) => nameOf(merged.item));
  return {
    branch,
    onto,
    strategy,
    files: opened.open.files,
    documents: opened.context.documents.map(({ path, text }) => ({ path, text })),
    neighbours: opened.context.neighbours,
    intents: [...onto, branch].flatMap((name) => intents.get(name) ?? []),
  };
}

async function answer({ tools, asker, suspect }: Desk, conflict: Conflict): Promise<CheckedAnswer> {
  const asked = await asker.ask(askSynthesis(conflict), synthesisShape, suspect(conflict.branch));
  if (asked.kind === 'none') return { kind: 'dropped', why: [asked.why] };
  const checked = checkSynthesis(asked.value, conflict, tools);
  if (checked.kind === 'dropped' || !tools.policy.model.critique) return checked;
  const second = await asker.ask(
    askCritique(conflict, checked.resolution),
    critiqueShape,
    suspect(conflict.branch),
  );
  if (second.kind === 'none')
    return { kind: 'dropped', why: [`nobody looked for faults in it: ${second.why}`] };
  const found = objections(second.value, conflict, checked.resolution);
  return found.length === 0
    ? checked
    : { kind: 'dropped', why: found.map((each) => `the critique objects: ${each}`) };
}

function row(
  { standing }: Desk,
  { cluster, item }: Contest,
  {
    strategy,
    checked,
    candidate = '',
  }: { strategy: SynthesisStrategy; checked: CheckedAnswer; candidate?: string },
): Row {
  const resolution: Partial<Resolution> = checked.kind === 'sound' ? checked.resolution : {};
  return {
    branch: nameOf(item),
    cluster: cluster.id,
    strategy,
    candidate,
    ref: candidate !== '' && standing.writesRefs ? `${CANDIDATE}${candidate}` : '',
    dropped: checked.kind === 'dropped' ? [...checked.why] : [],
    why: resolution.why ?? '',
    winner: resolution.winner ?? 'neither',
    leftOut: [...(resolution.leftOut ?? [])],
    confidence: resolution.confidence ?? 0,
    glue: (resolution.glue ?? []).map((glue) => ({ ...glue })),
    documents: [
      ...(resolution.documents ?? []).map(({ path, why }) => ({ path, why })),
      ...(resolution.comments ?? []).map(({ path, was }) => ({ path, why: `no longer true: ${was}` })),
    ],
  };
}
