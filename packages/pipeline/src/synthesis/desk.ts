import type { FileSides, MergedFile } from '@sluice/merge';
import type { BranchName, Policy, RunResult } from '@sluice/model';
import type { Git, LanguageModel, Progress } from '@sluice/ports';
import type { Intent, Ledger } from '@sluice/synthesis';
import type { Lane, MadeCandidate } from '../generate-candidates.ts';
import type { MergeSequence } from '../merge-sequence.ts';
import type { Survey } from '../survey-branches.ts';
import type { Asker } from './asker.ts';
import type { Hiding } from './visible-paths.ts';

/** What the result says of the model; null: the policy wants none. */
export type ModelResult = RunResult['model'];

/** Opens the model that the policy names; a text says why there is none. */
export type OpenModel = (policy: Policy['model']) => LanguageModel | string;

export interface SynthesisTools {
  readonly git: Git;
  readonly policy: Policy;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly openModel?: OpenModel;
  readonly merge: (sides: FileSides) => MergedFile;
  /** What a merge that comes to the text would have lost, one phrase each. */
  readonly lossOf: (sides: FileSides, text: string) => readonly string[];
  readonly parses: (path: string, text: string) => boolean | null;
}

/** Where the run is when nothing else can be resolved. */
export interface Standing {
  readonly survey: Survey;
  readonly sequence: MergeSequence;
  readonly lanes: readonly Lane[];
  /** Branches that land without a model. */
  readonly landing: ReadonlySet<BranchName>;
  /** Whether this run offers candidates as refs. */
  readonly writesRefs: boolean;
  /** Why the tests refuse what was written; null: they do not, or nobody runs them here. */
  readonly refuse: (made: MadeCandidate) => Promise<string | null>;
  /** What the run has spent so far. */
  readonly ledger: Ledger;
  /** Whether the base passes its own tests. */
  readonly healthy: boolean;
}

/** All that a run needs while it asks. */
export interface Desk {
  readonly tools: SynthesisTools;
  readonly standing: Standing;
  readonly asker: Asker;
  readonly hiding: Hiding;
  readonly intents: ReadonlyMap<BranchName, Intent>;
  /** Takes note of instructions to a model that a branch holds. */
  readonly suspect: (branch: BranchName) => (quote: string) => void;
}
