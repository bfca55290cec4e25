/** What two branches did to one path, as a merge meets it. */
export const CONFLICT_KINDS = {
  none: 'Both changed it, and git merged them without a conflict.',
  content: 'Both changed the same place.',
  'add-add': 'Both add it, with different content.',
  'modify-delete': 'One changes it, the other deletes it.',
  'rename-delete': 'One renames it, the other deletes it.',
  'rename-rename': 'Both rename it, to different names.',
  'directory-file': 'One makes a directory where the other makes a file.',
  'file-location': 'One adds it to a directory that the other renames.',
  type: 'They make it files of different types: a file, a link or a submodule.',
  binary: 'Both changed it, and it cannot be merged by lines.',
} as const;

export type ConflictKind = keyof typeof CONFLICT_KINDS;
export const CONFLICT_KIND_NAMES = Object.keys(CONFLICT_KINDS) as ConflictKind[];
