import type { BranchName, GitPath } from '@sluice/model';
import type { Piece } from './fence.ts';
import { redact } from './secrets.ts';

/** One place of a changed file: what was there, and what is. */
export interface Hunk {
  /** Line of the file before, from 1. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** One changed file. A path that may not be shown has no hunks. */
export interface Edit {
  readonly path: GitPath;
  readonly change: 'added' | 'deleted' | 'edited';
  readonly hunks: readonly Hunk[];
}

/** What a branch says and does, as text: all by others. */
export interface BranchText {
  readonly branch: BranchName;
  readonly messages: readonly string[];
  readonly edits: readonly Edit[];
}

const MESSAGES_SHOWN = 8_000;
const EDITS_SHOWN = 40_000;
const PATHS_SHOWN = 200;

/** A branch as pieces of data, without anything that looks like a secret. */
export function piecesOf({ branch, messages, edits }: BranchText): Piece[] {
  const shown = edits.slice(0, PATHS_SHOWN);
  const paths = shown.map(({ path, change }) => `${change} ${JSON.stringify(path.toWellFormed())}`);
  let room = EDITS_SHOWN;
  const hunks = shown.flatMap(({ path, hunks: all }): Piece[] => {
    const text = all.map(hunkText).join('\n');
    if (text === '' || text.length > room) return [];
    room -= text.length;
    return [{ what: 'change of the file', of: path, text: redact(text) }];
  });
  return [
    {
      what: 'commit messages of the branch',
      of: branch,
      text: redact(messages.join('\n\n')).slice(0, MESSAGES_SHOWN),
    },
    { what: 'changed paths', of: branch, text: paths.join('\n') },
    ...hunks,
  ];
}

function hunkText({ line, removed, added }: Hunk): string {
  return [`at line ${line}:`, ...removed.map((each) => `-${each}`), ...added.map((each) => `+${each}`)].join(
    '\n',
  );
}
