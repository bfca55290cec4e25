// CODEOWNERS as GitHub reads it: the last line that matches a path decides; without names behind the pattern nobody owns it.
// https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
import { globMatcher } from '@sluice/config';

/** Whether a path has an owner. */
export function isOwned(codeOwners: string, path: string): boolean {
  const last = codeOwners
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/))
    .findLast(([pattern]) => matches(pattern!, path));
  return last !== undefined && last.length > 1;
}

function matches(pattern: string, path: string): boolean {
  const globs = globsOf(pattern);
  return globs !== null && globMatcher(globs)(path);
}

/** The pattern as globs from the root; null: one that GitHub does not take either. */
function globsOf(pattern: string): string[] | null {
  if (pattern.startsWith('!') || /[[\]\\{}]/.test(pattern)) return null;
  const body = pattern.replace(/^\//, '').replace(/\/$/, '');
  if (body === '' || body === '*' || body === '**') return ['**'];
  // A pattern with a slash before its end is meant from the root.
  const rooted = pattern.startsWith('/') || body.includes('/');
  const start = rooted ? body : `**/${body}`;
  const inside = `${start}/**`;
  if (pattern.endsWith('/')) return [inside];
  // `docs/*` means the files of that folder, not those below.
  return body.endsWith('/*') || body.endsWith('/**') ? [start] : [start, inside];
}
