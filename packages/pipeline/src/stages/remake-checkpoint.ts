import type { OpenSymbols } from '../symbols/symbol-files.ts';
import {
  Fault,
  shortOid,
  type Admission,
  type BranchName,
  type CheckpointVerdict,
  type ManifestRejection,
  type Oid,
  type Policy,
} from '@sluice/model';
import type { Clock, Git, Progress } from '@sluice/ports';
import type { LoadFileMerger } from '../file-merger.ts';
import { itemsOf, type Workshop } from '../generate-candidates.ts';
import type { LandingItem, MergedItem, Tip } from '../landing-item.ts';
import { recollectionOf } from '../memory/admitted-memory.ts';
import { MergeSequence } from '../merge-sequence.ts';
import { outcome, type Outcome } from '../outcome.ts';
import { openClusters, openWorkshop } from '../propose-landing.ts';
import { surveyBranches, type Survey } from '../survey-branches.ts';
import { entrantsOf } from './entrants.ts';
import { confirmHeads, proveHeads, type TrustContext } from './verify-manifests.ts';
import { wasGreen } from './was-green.ts';

/** The commits of a checkpoint made again from git objects, with the very tree that was observed green. */
export interface Remade {
  readonly tip: Tip;
  readonly items: readonly MergedItem[];
}

export type Remaking =
  | { readonly kind: 'remade'; readonly remade: Remade }
  /** Nothing was green, so there is nothing to deliver. */
  | { readonly kind: 'nothing' }
  /** What was validated is not what is there now, or is not believed any more. */
  | { readonly kind: 'unfit'; readonly outcomes: readonly Outcome[] };

export interface RemakeTools {
  readonly git: Git;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly policy: Policy;
  readonly loadMerger: LoadFileMerger;
  readonly openSymbols?: OpenSymbols | undefined;
}

export interface RemakeRequest {
  readonly admission: Admission;
  readonly verdict: CheckpointVerdict;
  readonly trust: TrustContext;
  /** Where every branch is now. */
  readonly refs: ReadonlyMap<string, Oid>;
}

/** Whether every ref of a checkpoint is still where it was when it was validated. */
export function whatIsOutdated({ admission, verdict, refs }: Omit<RemakeRequest, 'trust'>): Outcome[] {
  const { base } = admission;
  const names = verdict.accepted.map(({ branch }) => branch);
  const now = refs.get(base.ref);
  const outdated = (name: BranchName, why: string): Outcome => outcome(name, 'outdated', why);
  if (now !== base.sha) {
    const where = now === undefined ? 'is gone' : `is at ${shortOid(now)} now, not at ${shortOid(base.sha)}`;
    return names.map((name) => outdated(name, `The base ${where}.`));
  }
  const moved = new Map<BranchName, 'moved' | 'gone'>();
  for (const { branch, head } of verdict.accepted) {
    const ref = admission.admitted.find(({ name }) => name === branch)?.ref ?? '';
    const tip = refs.get(ref);
    if (tip !== head) moved.set(branch, tip === undefined ? 'gone' : 'moved');
  }
  if (moved.size === 0) return [];
  return names.map((name) => {
    const what = moved.get(name);
    if (what === 'gone') return outcome(name, 'gone', 'The branch is not there any more.');
    if (what === 'moved') return outcome(name, 'moved', 'Its head is not the one that was validated.');
    return outdated(name, `It was validated together with ${[...moved.keys()].join(', ')}, which moved.`);
  });
}

/**
 * Makes the checkpoint again. Nothing that the validating job said is taken over but the order of branches and the tree
 * id: manifests are verified again, the merge is done again here, and a different tree is refused.
 */
export async function remakeCheckpoint(tools: RemakeTools, request: RemakeRequest): Promise<Remaking> {
  const { admission, verdict } = request;
  if (verdict.accepted.length === 0 || verdict.tree === null) return { kind: 'nothing' };
  demandGreen(verdict);
  const outdated = whatIsOutdated(request);
  if (outdated.length > 0) return { kind: 'unfit', outcomes: outdated };
  const inside = verdict.accepted.map(({ branch }) => branch);
  const doubted = await doubts(tools, request, inside);
  if (doubted.length > 0) return { kind: 'unfit', outcomes: doubted };
  const survey = await surveyBranches(tools, {}, entrantsOf(admission, verdict.checkpoint));
  const recollection = recollectionOf(admission);
  const sequence = await MergeSequence.openFor({ ...tools, recollection }, survey);
  try {
    const items = landingItems(survey, verdict, openWorkshop(survey, sequence, tools.policy));
    const merged = await sequence.merge(items);
    if (merged.kind === 'conflict' || merged.tip.tree !== verdict.tree) throw mismatch(verdict);
    const loses = merged.items.find(({ dropped }) => dropped.length > 0);
    if (loses && !tools.policy.landPartial) throw mismatch(verdict);
    return { kind: 'remade', remade: { tip: merged.tip, items: merged.items } };
  } finally {
    await sequence.close();
  }
}

/** The verdict has to name evidence for its own tree, and all of it green. */
function demandGreen(verdict: CheckpointVerdict): void {
  const { tree, checkpoint } = verdict;
  if (tree !== null && wasGreen(verdict, tree)) return;
  throw new Fault(
    'TREE_MISMATCH',
    `The verdict on checkpoint ${checkpoint} has no green evidence for the tree that it names.`,
    'Nothing was delivered. Re-run the validation; if it stays, its artifact was tampered with.',
  );
}

/** Signatures, freshness and facts of these branches, as strictly as at the first gate. */
export async function doubts(
  { git, policy }: Pick<RemakeTools, 'git' | 'policy'>,
  { admission, trust }: Pick<RemakeRequest, 'admission' | 'trust'>,
  names: readonly BranchName[],
): Promise<Outcome[]> {
  if (admission.trust !== trust.mode) throw modeChanged();
  if (trust.mode === 'recompute-only') return [];
  const { base } = admission;
  const inside = new Set(names);
  const entrants = admission.admitted.filter(({ name }) => inside.has(name));
  const heads = entrants.map(({ name, ref, head, signed }) => ({
    branch: { name, ref, head },
    run: { id: signed?.run ?? 0, attempt: signed?.attempt ?? 0 },
    bundles: signed ? [Buffer.from(signed.bundle, 'base64')] : [],
  }));
  const proofs = await proveHeads(heads, { trust, policy, base });
  const claims = new Map(
    heads.flatMap(({ branch }) => {
      const proof = proofs.get(branch.name);
      return proof && 'claim' in proof ? [[branch.name, { branch, claim: proof.claim }] as const] : [];
    }),
  );
  const confirmed = await confirmHeads(git, claims, { policy, base });
  return heads.flatMap(({ branch: { name } }) => {
    const proof = proofs.get(name);
    if (proof && 'rejection' in proof) return [distrust(name, proof.rejection)];
    const result = confirmed.get(name);
    return result && 'rejection' in result ? [distrust(name, result.rejection)] : [];
  });
}

function distrust(name: BranchName, { kind, field }: ManifestRejection): Outcome {
  return outcome(name, 'untrusted', `Its manifest is not believed at delivery (${kind}: ${field}).`);
}

/** The accepted branches in the order in which they were merged; one that only a person may land is not one of them. */
function landingItems(survey: Survey, verdict: CheckpointVerdict, workshop: Workshop): LandingItem[] {
  const clusters = openClusters(survey, new Set());
  return verdict.accepted.map(({ branch, head, strategy, whole }) => {
    const cluster = clusters.find(({ branches }) => branches.includes(branch));
    const facts = survey.facts.get(branch);
    if (!cluster || !facts || facts.manifest.head !== head || survey.held.has(branch))
      throw mismatch(verdict);
    return { ...itemsOf(cluster, [branch], workshop, strategy)[0]!, whole };
  });
}

function mismatch({ checkpoint, tree }: CheckpointVerdict): Fault {
  return new Fault(
    'TREE_MISMATCH',
    `Checkpoint ${checkpoint} made again from git does not come to the tree ${tree ?? ''} that was validated.`,
    'Nothing was delivered. Re-run all jobs; if it stays, an artifact of this run was tampered with.',
  );
}

function modeChanged(): Fault {
  return new Fault(
    'ENVELOPE_INVALID',
    'The run was admitted under another way of signing than the one that is configured now.',
    'Re-run all jobs of this run.',
  );
}
