import type { ConflictKind, GitPath } from '@sluice/model';

/** One message of a merge: git's stable word for what it stumbled on, and the paths that it is about. */
export interface ConflictMessage {
  readonly kind: string;
  readonly paths: readonly GitPath[];
}

// git's own words (merge-ort.c, type_short_descriptions), the most telling first: of a file that is renamed and deleted
// git says, too, that it is modified and deleted.
const KINDS: readonly (readonly [word: string, kind: ConflictKind])[] = [
  ['CONFLICT (rename/rename)', 'rename-rename'],
  ['CONFLICT (rename/delete)', 'rename-delete'],
  ['CONFLICT (file/directory)', 'directory-file'],
  ['CONFLICT (distinct modes)', 'type'],
  ['CONFLICT (submodule)', 'type'],
  ['CONFLICT (directory rename suggested)', 'file-location'],
  ['CONFLICT (file in way of directory rename)', 'file-location'],
  ['CONFLICT (directory rename collision)', 'file-location'],
  ['CONFLICT (binary)', 'binary'],
  ['CONFLICT (modify/delete)', 'modify-delete'],
];

/** What happened to each path that a conflict is about; a path that only both changed is not in it. */
export function conflictKinds(messages: readonly ConflictMessage[]): Map<GitPath, ConflictKind> {
  const kinds = new Map<GitPath, ConflictKind>();
  for (const [word, kind] of KINDS) {
    for (const message of messages) {
      if (message.kind !== word) continue;
      for (const path of message.paths) if (!kinds.has(path)) kinds.set(path, kind);
    }
  }
  return kinds;
}
