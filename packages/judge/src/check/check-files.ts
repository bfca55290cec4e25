import type { GitPath } from '@sluice/model';
import { findConflicts } from './find-conflicts.ts';
import { findJsonError } from './find-json-error.ts';
import type { Problem } from './problem.ts';

/** A regular file whose content in the candidate differs from the base. */
export interface ChangedFile {
  readonly path: GitPath;
  /** null: the base does not have it. */
  readonly before: string | null;
  readonly after: string;
}

/** npm's own files: strict JSON. Others of that ending may hold comments (tsconfig) or be broken on purpose (fixtures). */
const STRICT_JSON = /(?:^|\/)(?:package|package-lock|npm-shrinkwrap)\.json$/;

/**
 * What a merge breaks without git noticing: conflict markers left behind, and npm's JSON files that no longer parse. What
 * the base had already is not held against the candidate. Binary files are passed over.
 */
export function checkFiles(files: readonly ChangedFile[]): Problem[] {
  return files
    .filter((file) => !file.after.includes('\0'))
    .flatMap((file) => [...markersOf(file), ...jsonOf(file)]);
}

function markersOf({ path, before, after }: ChangedFile): Problem[] {
  if (before !== null && findConflicts(before).length > 0) return [];
  return findConflicts(after).map((line) => ({
    path,
    line,
    problem: 'Conflict markers are left in the text.',
  }));
}

function jsonOf({ path, before, after }: ChangedFile): Problem[] {
  if (!STRICT_JSON.test(path) || before === null || findJsonError(before) !== null) return [];
  const error = findJsonError(after);
  return error === null ? [] : [{ path, line: error.line, problem: 'It is no longer valid JSON.' }];
}
