import type { GitPath } from './git-path.ts';
import type { BranchName } from './manifest.ts';

/** Why branches need a decision between them. */
export const EDGE_KINDS = {
  overlap: 'They change the same lines of one version of the file.',
  content: 'A real in-memory merge of the file conflicts.',
  rename: 'One renames the file, another renames it elsewhere, deletes or edits it, and the merge conflicts.',
  delete: 'One deletes the file, another edits it.',
  add: 'Both add the file, with different content.',
  mode: 'They give the file different modes or types.',
  binary: 'Both change a file that cannot be merged by lines.',
  'directory-rename': 'One renames a directory, another adds a file to it.',
  'directory-file': 'One makes a directory where another makes a file.',
  'case-collision': 'They add paths that differ only in letter case.',
  dependency: 'They set the same dependency to different versions.',
  'same-work': 'The policy says that they do the same work: one of them lands.',
  definition:
    'One removes or changes what the other newly uses: they merge cleanly, and the result is broken.',
  declaration: 'Both declare the same name in one scope, and git keeps both.',
  migration: 'Both add a migration with the same number.',
  route: 'Both register the same route with one router, and git keeps both.',
  key: 'Both add the same key to one mapping of a data file, and git keeps both.',
  'enum-value': 'Both give a member of one enum the same value, and git keeps both.',
} as const;

export type EdgeKind = keyof typeof EDGE_KINDS;
export const EDGE_KIND_NAMES = Object.keys(EDGE_KINDS) as EdgeKind[];

/** Kinds of edges between symbols. */
export const SYMBOL_EDGE_KINDS = [
  'definition',
  'declaration',
  'migration',
  'route',
  'key',
  'enum-value',
] as const satisfies readonly EdgeKind[];
export type SymbolEdgeKind = (typeof SYMBOL_EDGE_KINDS)[number];

/** Kinds that no merge stumbles on: git would join the branches without a word. */
export const SILENT_EDGES: ReadonlySet<EdgeKind> = new Set<EdgeKind>([
  'case-collision',
  'dependency',
  'same-work',
  ...SYMBOL_EDGE_KINDS,
]);

/** A reason why the branches named need a decision. One edge may name many: pairs are never listed for a shared spot. */
export interface Edge {
  readonly among: readonly BranchName[];
  readonly kind: EdgeKind;
  readonly path: GitPath;
  /** For people: the lines, versions or names in question. */
  readonly detail: string;
}

/** Branches tied, directly or through others, by edges that need a decision. An uncontended branch is alone in its cluster. */
export interface Cluster {
  /** `c1`, `c2` …: largest first, then by name. */
  readonly id: string;
  readonly branches: readonly BranchName[];
  readonly edges: readonly Edge[];
  /** The largest set of its branches that merge together, in landing order. */
  readonly lands: readonly BranchName[];
  /** The others: what the candidates are for. */
  readonly contested: readonly BranchName[];
}
