import type { EdgeKind } from '@sluice/model';

// git's own names for what a merge stumbled on (merge-ort.c, type_short_descriptions); each says one of our kinds.
const KINDS: Readonly<Record<string, EdgeKind>> = {
  'CONFLICT (contents)': 'content',
  'CONFLICT (binary)': 'binary',
  'CONFLICT (file/directory)': 'directory-file',
  'CONFLICT (distinct modes)': 'mode',
  'CONFLICT (modify/delete)': 'delete',
  'CONFLICT (rename/rename)': 'rename',
  'CONFLICT (rename involved in collision)': 'rename',
  'CONFLICT (rename/delete)': 'rename',
  'CONFLICT (directory rename suggested)': 'directory-rename',
  'CONFLICT (file in way of directory rename)': 'directory-rename',
  'CONFLICT (directory rename collision)': 'directory-rename',
  'CONFLICT (directory rename unclear split)': 'directory-rename',
};

/** The reason behind one message of a merge; null for a message that is no conflict (`Auto-merging`). */
export function edgeKindOf(messageKind: string): EdgeKind | null {
  if (!messageKind.startsWith('CONFLICT')) return null;
  return KINDS[messageKind] ?? 'content';
}
