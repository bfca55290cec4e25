import type { ConflictKind } from './conflict-kind.ts';
import type { GitPath } from './git-path.ts';
import type { Lost } from './lost.ts';
import type { BranchName } from './manifest.ts';
import type { Oid } from './oid.ts';

/** What made the content of one contended path. */
export const METHODS = {
  git: 'git merged the lines without a conflict.',
  whitespace: 'One side changed only white space; the other side was taken.',
  lines: 'Lines of both sides were combined, hunk by hunk.',
  tokens: 'The lines were merged word by word.',
  structured: 'Declarations were matched and merged one by one.',
  keys: 'Data was merged key by key.',
  records: 'Records of both sides were kept, each once.',
  sections: 'Entries of both sides were kept, section by section.',
  'package-json': 'Dependency entries were merged by meaning, everything else key by key.',
  dependencies: 'Dependency entries were merged by meaning.',
  regenerated: 'A generated file was made again from the merged sources.',
  deletion: 'One side deleted the file, and what the other changed in it is elsewhere or of no account.',
  remembered: 'The same conflict was decided before, and that decision was taken again.',
  synthesised: 'A language model wrote it; it was checked, and waits for a person.',
  'primary-ours': 'Where both changed the same, the version already in the candidate was kept.',
  deferred: 'The branch keeps its change of this path for another run.',
  'taken-out': 'A generated file that has to be made again; the version of the candidate was kept.',
} as const;
export type Method = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as Method[];

export const STRATEGIES = {
  'independent-set': 'The largest set of branches that merge together, as they are.',
  'by-meaning': 'The others on top, where contended files can be merged by meaning.',
  likely: 'The others on top, each contended file as it is most likely meant; a person has to look.',
  'one-agent-primary': 'The others on top, one branch winning each contended path whole.',
  minimal: 'The others on top without their contended paths, which are deferred by name.',
  synthesised:
    'One of the others on top, its contended files written by a language model; a person has to look.',
} as const;
export type Strategy = keyof typeof STRATEGIES;
export const STRATEGY_NAMES = Object.keys(STRATEGIES) as Strategy[];

/** How one contended path of a candidate came about. */
export interface FileMerge {
  readonly path: GitPath;
  readonly conflict: ConflictKind;
  readonly method: Method;
  /** The branch that was being merged: `theirs`; `ours` is what the candidate had before. */
  readonly branch: BranchName;
  /** What the method left out, for people: empty when nothing was. */
  readonly dropped: readonly string[];
  /** How likely it is what a person would have written, 0 to 1; null where a version was kept as it is. */
  readonly confidence: number | null;
  /** What each side had and the result does not, cut to what a person reads. */
  readonly lost: Lost;
  /** The contended places side by side, cut to what a person reads. */
  readonly regions: readonly MergedRegion[];
}

/** One contended place of a file: what each side has there, and what became of it. */
export interface MergedRegion {
  /** Where it begins in the result, counted from 1. */
  readonly line: number;
  readonly ours: string;
  readonly result: string;
  readonly theirs: string;
}

/** One branch's place in a candidate. `dropped` names the paths of which something was left out. */
export interface Step {
  readonly branch: BranchName;
  readonly head: Oid;
  /** The whole tree after this step. */
  readonly tree: Oid;
  readonly files: readonly FileMerge[];
  readonly dropped: readonly GitPath[];
}

/** One proposed merged tree for a cluster, on the base alone. */
export interface Candidate {
  /** `<cluster>.<number>` */
  readonly id: string;
  readonly cluster: string;
  readonly strategy: Strategy;
  readonly tree: Oid;
  readonly steps: readonly Step[];
  /**
   * True when every path of every branch in it is kept whole, and merged with the certainty that the policy wants: only
   * such a candidate may land by itself.
   */
  readonly complete: boolean;
}
