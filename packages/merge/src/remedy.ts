import type { ConflictKind, GitPath, Method, Strategy } from '@sluice/model';
import { wayToMakeAgain } from '@sluice/formats';
import { generatedWords } from './generated-reason.ts';

/** What a strategy does with one contended path. */
export type Remedy =
  /** What the merge engine makes of it, if it is at least so certain. */
  | { readonly kind: 'merge'; readonly least: number }
  /** The lines that both sides added, as the project wants it of this file. */
  | { readonly kind: 'union' }
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
  /** What the attributes of the base say: `text`, `union`, or anything that is not merged here. */
  readonly driver: string;
  /** They say that a program makes it. */
  readonly marked: boolean;
}

/** How a candidate's strategy treats the branches that conflict. */
export type ContestedStrategy = Exclude<Strategy, 'independent-set' | 'synthesised'>;

/**
 * What to try for one contended path, in order, until one has an answer; nothing left to try leaves the branch out. What
 * can be put together soundly is, whatever the strategy; `least` is the certainty that the policy wants for that.
 */
export function remediesFor(strategy: ContestedStrategy, contended: Contended, least: number): Remedy[] {
  const again = wayToMakeAgain(contended.path, contended);
  if (again !== null && contended.ours) {
    const dropped = generatedWords(again);
    return [{ kind: 'keep', method: 'taken-out', dropped }, ...lastResort(strategy, contended)];
  }
  const wanted = strategy === 'likely' ? 0 : least;
  return [...sound(contended, wanted), ...lastResort(strategy, contended)];
}

/**
 * What loses nothing for each kind of conflict. People who meet a file that one side changed and the other deleted let it
 * go in 86 of 100 cases; but then what was changed in it is gone, so that only a harmless deletion is taken here.
 */
function sound({ conflict, ours, theirs, driver }: Contended, least: number): Remedy[] {
  switch (conflict) {
    case 'content':
    case 'add-add':
      if (!ours || !theirs || driverObjection(driver) !== null) return [];
      return [...(driver === 'union' ? [{ kind: 'union' } as const] : []), { kind: 'merge', least }];
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

/**
 * Why a file is not merged whose attributes name this driver, in words; null: it is. A program that a project has of its
 * own is not run, and what that would make of the file nobody knows.
 */
export function driverObjection(driver: string): string | null {
  if (driver === 'text' || driver === 'union') return null;
  const attributes = '.gitattributes of the base';
  if (driver === 'binary') return `${attributes} has it not merged by its text`;
  return `${attributes} gives it to a merge driver that is not run here (${driver})`;
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

function primary({ base, ours, theirs, driver }: Contended): Remedy {
  const method = 'primary-ours';
  return base && ours && theirs && driverObjection(driver) === null
    ? { kind: 'favour', method }
    : { kind: 'keep', method, dropped: 'the version of the branch' };
}
