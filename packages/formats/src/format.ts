import type { GitPath, Lost, Method } from '@sluice/model';
import type { Arrange } from './tree/place-parts.ts';
import type { Group } from './tree/part.ts';
import type { Join, Versions } from './tree/merge-parts.ts';

/** A merged tree, and what of the sides it no longer has. */
export interface Settled {
  readonly body: Group;
  readonly lost: Lost;
}

/** One format: how it is read into a tree of parts, and what is known of its values. */
export interface Format {
  readonly name: string;
  readonly method: Extract<Method, 'keys' | 'records' | 'sections' | 'dependencies' | 'package-json'>;
  /** Most characters of a side. */
  readonly limit: number;
  /** The text as a tree; null if it is not well-formed. Lines end in `\n`, the last one too. */
  readonly read: (text: string, path: GitPath) => Group | null;
  /** The keys of a text in which one may be there twice, for formats of lines: what a reader refuses, or takes one of. */
  readonly keys?: (text: string) => readonly string[];
  /** Whether an item of this name is there once in its list; without it every item that has a name is. */
  readonly isOnce?: (name: string) => boolean;
  /** Whether a mapping is known only by having each kind of element once. */
  readonly isMarkup?: boolean;
  /** Whether its keys are compared: each says one thing, wherever the lines of a text put it. */
  readonly isKeyed?: boolean;
  readonly join?: Join;
  /** What follows in the merged tree from what the sides did elsewhere in it. */
  readonly settle?: (files: Versions<Group>, merged: Group) => Settled;
  /** The order of what meets; it may look at how the files have it elsewhere. */
  readonly arrange?: (files: Versions<Group>) => Arrange;
}
