import type { GitPath } from './git-path.ts';
import type { BranchName } from './manifest.ts';
import type { Oid } from './oid.ts';

/** What made the content of one contended path. */
export const METHODS = {
  git: 'git merged the lines without a conflict.',
  'package-json': 'Dependency entries were merged by meaning, everything else key by key.',
  'primary-ours': 'Where both changed the same, the version already in the candidate was kept.',
  deferred: 'The branch keeps its change of this path for another run.',
  'taken-out': 'A generated file that has to be made again; the version of the candidate was kept.',
} as const;
export type Method = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as Method[];

export const STRATEGIES = {
  'independent-set': 'The largest set of branches that merge together, as they are.',
  'by-meaning': 'The others on top, where contended files can be merged by meaning.',
  'one-agent-primary': 'The others on top, one branch winning each contended path whole.',
  minimal: 'The others on top without their contended paths, which are deferred by name.',
} as const;
export type Strategy = keyof typeof STRATEGIES;
export const STRATEGY_NAMES = Object.keys(STRATEGIES) as Strategy[];

/** How one contended path of a candidate came about. */
export interface FileMerge {
  readonly path: GitPath;
  readonly method: Method;
  /** The branch that was being merged. */
  readonly branch: BranchName;
  /** What the method left out, for people: empty when nothing was. */
  readonly dropped: readonly string[];
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
  /** True when every path of every branch in it is kept whole: only such a candidate may land by itself. */
  readonly complete: boolean;
}
