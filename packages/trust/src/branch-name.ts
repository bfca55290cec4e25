const MOST_BYTES = 200;
const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/;

/**
 * Whether a branch may be taken at all. git accepts `claude/$(id)` and `claude/x";id;"`; here a name has only letters,
 * digits, `.`, `_`, `+` and `-` between slashes, so that it is harmless wherever it is put, besides never being put into
 * a shell.
 */
export function isSafeBranchName(name: string): boolean {
  if (name.length > MOST_BYTES || name.includes('..')) return false;
  return name
    .split('/')
    .every((segment) => SEGMENT.test(segment) && !segment.endsWith('.') && !segment.endsWith('.lock'));
}
