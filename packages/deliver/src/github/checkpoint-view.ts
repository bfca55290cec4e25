import {
  statusOf,
  type BranchName,
  type BranchResult,
  type Oid,
  type Reason,
  type RejectionKind,
  type RunResult,
  type SigningProfileName,
} from '@sluice/model';
import { isGreenRun, lands } from '../facts.ts';

/** How it is known that a manifest says the truth about its branch. */
export type Provenance =
  | {
      readonly kind: 'signed';
      readonly profile: SigningProfileName;
      /** Page of the run that signed it. */
      readonly runUrl: string;
      /** What was verified, field by field. */
      readonly facts: readonly { readonly field: string; readonly value: string }[];
    }
  | { readonly kind: 'recomputed' }
  | { readonly kind: 'refused'; readonly code: RejectionKind; readonly detail: string };

export interface RepositoryFacts {
  /** `https://github.com/owner/name`, without a slash at the end. */
  readonly uri: string;
  readonly owner: string;
  readonly name: string;
}

export interface ForgeRun {
  /** Page of the workflow run. */
  readonly url: string;
  readonly id: number;
  readonly attempt: number;
}

/** A branch that did not get into the run: refused, or over a limit and waiting. */
export interface NotAdmitted {
  readonly name: BranchName;
  readonly head: Oid;
  readonly reason: Reason;
  readonly detail: string;
}

/** What is said loudly wherever a result is told: configuration that makes it worth less. */
export const RUN_WARNINGS = {
  'recompute-only':
    'Manifests are not signed here: nothing but git says what each branch did, and nothing says who pushed it.',
  'no-sandbox': 'Commands of agent branches ran without a sandbox, with the files and network of the runner.',
  'one-job':
    'The whole pipeline ran in one job: tests of agent branches shared a machine with the token that opens pull requests.',
  'self-hosted-signer': 'Manifests that were signed on runners of this organisation are believed.',
} as const;
export type RunWarning = keyof typeof RUN_WARNINGS;

/** A checkpoint as it stands on the forge. */
export interface DeliveredCheckpoint {
  /** Id of the group of branches that it is for; {@link ONE_GROUP} where there is but one. */
  readonly group: string;
  /** Without `refs/heads/`. */
  readonly branch: BranchName;
  readonly commit: Oid;
  readonly tree: Oid;
  readonly base: { readonly ref: string; readonly sha: Oid };
}

/** Group of the only checkpoint of a run. */
export const ONE_GROUP = 'all';

/** All facts that texts on the forge are made of. Every name, title, path and log in it is by others. */
export interface CheckpointView {
  readonly result: RunResult;
  readonly repository: RepositoryFacts;
  readonly run: ForgeRun;
  /** null: nothing was delivered. */
  readonly checkpoint: DeliveredCheckpoint | null;
  /** By branch; one that is missing was never looked at. */
  readonly provenance: ReadonlyMap<BranchName, Provenance>;
  /** Account that pushed each branch, where it is known. */
  readonly actors: ReadonlyMap<BranchName, string>;
  readonly notAdmitted: readonly NotAdmitted[];
  readonly warnings: readonly RunWarning[];
  /** The toolkit that made all this: `owner/name` and commit. */
  readonly toolkit: { readonly repository: string; readonly commit: string };
  /** Trees that were tested, and how many it would take one branch at a time; null: derived from the result. */
  readonly testRuns: { readonly spent: number; readonly oneByOne: number } | null;
}

export type DeliveredView = CheckpointView & { readonly checkpoint: DeliveredCheckpoint };

export function isDelivered(view: CheckpointView): view is DeliveredView {
  return view.checkpoint !== null;
}

/**
 * The result as the forge has it: its base and checkpoint are the delivered ones, a branch that lands is `landed` if
 * there is a checkpoint and `planned` if not, and the branches that were not admitted are in it as well.
 */
export function wholeResult({ result, checkpoint, notAdmitted }: CheckpointView): RunResult {
  const known = new Set(result.branches.map((branch) => branch.name));
  const late = notAdmitted.filter(({ name }) => !known.has(name)).map(outsideBranch);
  return {
    ...result,
    base: checkpoint?.base ?? result.base,
    branches: [...result.branches, ...late].map((branch) => ({
      ...branch,
      status: statusOf(branch.reason, checkpoint !== null),
    })),
    checkpoint: checkpoint && {
      ref: `refs/heads/${checkpoint.branch}`,
      commit: checkpoint.commit,
      tree: checkpoint.tree,
      landed: false,
    },
  };
}

function outsideBranch({ name, head, reason, detail }: NotAdmitted): BranchResult {
  return {
    name,
    head,
    status: statusOf(reason, false),
    reason,
    detail,
    cluster: '',
    dropped: [],
    reproduce: '',
    task: '',
    risk: [],
    files: 0,
    failing: [],
    log: '',
  };
}

/** What stands behind a tree: tests that passed, only the built-in check, or nothing that was green. */
export type Evidence = 'tested' | 'untested' | 'unproven';

export function evidenceFor(result: RunResult, tree: string): Evidence {
  const runs = result.validations.filter((run) => run.tree === tree);
  if (runs.length === 0 || !runs.every(isGreenRun)) return 'unproven';
  return result.tests.ran ? 'tested' : 'untested';
}

/** Branches of which something is in the checkpoint. */
export function takesPart(branch: BranchResult): boolean {
  return lands(branch) || branch.reason === 'partial';
}
