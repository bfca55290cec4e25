/** How a package manager makes a lockfile again from manifests, without running a script of any package. */
export interface LockfileMaker {
  /** What has to be installed. */
  readonly program: string;
  /** Run in the directory of the lockfile; it starts from the lockfile as it is there and changes what it must. */
  readonly command: string;
  /** What a person runs to the same end. */
  readonly byHand: string;
  /** Files of the merged tree at or below that directory that it reads, by their path from there. */
  readonly inputs: RegExp;
  /** Settings that say where packages come from, and code of its own that it runs: as the base has them, never as a branch does. */
  readonly settings: RegExp;
  /** Programs of this machine whose registry it asks, besides those that settings name. */
  readonly asks: readonly ('npm' | 'yarn' | 'go')[];
  /** false: where all is in the tree, or at hand here, it comes to an end without a network. */
  readonly needsHost: boolean;
}
