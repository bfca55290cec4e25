import type { GitPath } from '@sluice/model';

/** A place that a name of modules stands for: `@app/*` for `src/app/*`, below a directory. */
export interface ModuleAlias {
  /** Files below it may say the name ('' for the root). */
  readonly directory: string;
  /** With at most one star. */
  readonly pattern: string;
  /** Paths from the root, each with a star if the pattern has one; the first that is there counts. */
  readonly targets: readonly string[];
}

/** A package of npm that lives in the repository. */
export interface ScriptPackage {
  readonly directory: string;
  /** What it says of its files: `.` or `./sub` or `./*`, and paths within it. */
  readonly exports: readonly { readonly subpath: string; readonly target: string }[];
}

/** What has to be known of a repository to tell which file an import means. */
export interface ProjectLayout {
  readonly has: (path: GitPath) => boolean;
  /** The modules of its go.mod files, and their directories ('' for the root). */
  readonly goModules: readonly { readonly module: string; readonly directory: string }[];
  /** By name, as package.json files have it. */
  readonly scriptPackages: ReadonlyMap<string, ScriptPackage>;
  /** Of tsconfig.json and package.json files, those of the deepest directory first. */
  readonly aliases: readonly ModuleAlias[];
  /** Directories of the crates of Rust, by the name that programs use. */
  readonly crates: ReadonlyMap<string, string>;
  /** The directory that has the package of Python of a name, wherever it is; null for none, or several. */
  readonly pythonRoot: (name: string) => string | null;
}

/** A file that brings names in. */
export interface Importing {
  readonly path: GitPath;
  readonly language: string;
  readonly layout: ProjectLayout;
}
