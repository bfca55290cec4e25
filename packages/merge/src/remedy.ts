import type { ConflictKind, GitPath, Method, Strategy } from '@sluice/model';
import { wayToMakeAgain } from '@sluice/formats';

/** What a strategy does with one contended path. */
export type Remedy =
  /** What the merge engine makes of it, if it is at least so certain. */
  | { readonly kind: 'merge'; readonly least: number }
  /** The file goes; `harmless`: only if nothing that the other side changed in it is lost. */
  | { readonly kind: 'delete'; readonly harmless: boolean }
  /** What git suggests itself, where it only asks whether it may. */
  | { readonly kind: 'as-suggested' }
  /** Merge the lines, the candidate winning where both changed them. */
  | { readonly kind: 'favour'; readonly method: Method }
  /** The candidate keeps what it has. */
  | { readonly kind: 'keep'; readonly method: Method; readonly dropped: string };

/** One contended path: what happened to it, and which versions of it are files with content. */
export interface Contended {
  readonly path: GitPath;
  readonly conflict: ConflictKind;
  readonly base: boolean;
  readonly ours: boolean;
  readonly theirs: boolean;
  /** What a version says of the program that makes it; null: nothing. */
  readonly notice: string | null;
}

/** How a candidate's strategy treats the branches that conflict. */
export type ContestedStrategy = Exclude<Strategy, 'independent-set' | 'synthesised'>;

/**
 * What to try for one contended path, in order, until one has an answer; nothing left to try leaves the branch out. What
 * can be put together soundly is, whatever the strategy; `least` is the certainty that the policy wants for that.
 */
export function remediesFor(strategy: ContestedStrategy, contended: Contended, least: number): Remedy[] {
  const again = wayToMakeAgain(contended.path, contended.notice);
  if (again !== null && contended.ours) return [takenOut(again), ...lastResort(strategy, contended)];
  const wanted = strategy === 'likely' ? 0 : least;
  return [...sound(contended, wanted), ...lastResort(strategy, contended)];
}

function takenOut(again: string): Remedy {
  return { kind: 'keep', method: 'taken-out', dropped: `a generated file: ${again}` };
}

/**
 * What loses nothing for each kind of conflict. People who meet a file that one side changed and the other deleted let it
 * go in 86 of 100 cases; but then what was changed in it is gone, so that only a harmless deletion is taken here.
 */
function sound({ conflict, ours, theirs }: Contended, least: number): Remedy[] {
  switch (conflict) {
    case 'content':
    case 'add-add':
      return ours && theirs ? [{ kind: 'merge', least }] : [];
    case 'modify-delete':
      return [{ kind: 'delete', harmless: true }];
    case 'file-location':
      return [{ kind: 'as-suggested' }];
    case 'none':
    case 'rename-delete':
    case 'rename-rename':
    case 'directory-file':
    case 'type':
    case 'binary':
      return [];
  }
}

function lastResort(strategy: ContestedStrategy, contended: Contended): Remedy[] {
  switch (strategy) {
    case 'by-meaning':
      return [];
    case 'likely':
      return likely(contended);
    case 'one-agent-primary':
      return [primary(contended)];
    case 'minimal':
      return [{ kind: 'keep', method: 'deferred', dropped: 'the change of this path stays on the branch' }];
  }
}

function likely({ conflict }: Contended): Remedy[] {
  return conflict === 'modify-delete' || conflict === 'rename-delete'
    ? [{ kind: 'delete', harmless: false }]
    : [];
}

function primary({ base, ours, theirs }: Contended): Remedy {
  const method = 'primary-ours';
  return base && ours && theirs
    ? { kind: 'favour', method }
    : { kind: 'keep', method, dropped: 'the version of the branch' };
}
