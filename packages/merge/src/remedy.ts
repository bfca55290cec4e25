import { isGenerated, isPackageManifest } from '@sluice/formats';
import type { GitPath, Method, Strategy } from '@sluice/model';

/** What a strategy does with one contended path. */
export type Remedy =
  /** Merge the three versions by meaning. */
  | { readonly kind: 'package-json' }
  /** Merge the lines, the candidate winning where both changed them. */
  | { readonly kind: 'favour'; readonly method: Method }
  /** The candidate keeps what it has. */
  | { readonly kind: 'keep'; readonly method: Method; readonly dropped: string };

/** Which versions of a contended path there are. */
export interface Sides {
  readonly path: GitPath;
  readonly base: boolean;
  readonly ours: boolean;
  readonly theirs: boolean;
}

/** How a candidate's strategy treats the branches that conflict. */
export type ContestedStrategy = Exclude<Strategy, 'independent-set' | 'synthesised'>;

/**
 * What to try for one contended path, in order, until one has an answer; nothing left to try leaves the branch out.
 * Whatever the strategy, what can be merged without losing anything is.
 */
export function remediesFor(strategy: ContestedStrategy, sides: Sides): Remedy[] {
  const lossless: Remedy[] = isMergeableManifest(sides) ? [{ kind: 'package-json' }] : [];
  const generated: Remedy[] =
    isGenerated(sides.path) && sides.ours
      ? [
          {
            kind: 'keep',
            method: 'taken-out',
            dropped: 'a generated file: make it again from the merged manifest',
          },
        ]
      : [];
  return [...lossless, ...generated, ...lastResort(strategy, sides)];
}

function isMergeableManifest({ path, base, ours, theirs }: Sides): boolean {
  return base && ours && theirs && isPackageManifest(path);
}

function lastResort(strategy: ContestedStrategy, sides: Sides): Remedy[] {
  switch (strategy) {
    case 'by-meaning':
      return [];
    case 'one-agent-primary':
      return [primary(sides)];
    case 'minimal':
      return [{ kind: 'keep', method: 'deferred', dropped: 'the change of this path stays on the branch' }];
  }
}

function primary({ base, ours, theirs }: Sides): Remedy {
  const method = 'primary-ours';
  return base && ours && theirs
    ? { kind: 'favour', method }
    : { kind: 'keep', method, dropped: 'the version of the branch' };
}
