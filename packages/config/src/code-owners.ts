import { globMatcher } from './glob.ts';

/** Who owns a path, as a word that may be part of a branch name; null: nobody. */
export interface CodeOwners {
  readonly ownerOf: (path: string) => string | null;
}

/**
 * Reads a CODEOWNERS file: the last pattern that matches decides
 * (https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners).
 */
export function readCodeOwners(text: string | null): CodeOwners {
  const rules = (text ?? '').split('\n').flatMap((line) => {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    return pattern ? [{ matches: globMatcher(globsOf(pattern)), owner: slugOf(owners) }] : [];
  });
  return {
    ownerOf: (path) => rules.findLast(({ matches }) => matches(path))?.owner ?? null,
  };
}

/** A pattern of CODEOWNERS is one of gitignore: without a slash before its end it matches at any depth, and a name means all below it. */
function globsOf(pattern: string): string[] {
  const anchored = pattern.slice(0, -1).includes('/');
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
  const glob = bare === '*' ? '**' : anchored ? bare : `**/${bare}`;
  return pattern.endsWith('/') || pattern.endsWith('/*')
    ? [pattern.endsWith('/*') ? glob : `${glob}/**`]
    : [glob, `${glob}/**`];
}

/** All owners of one rule together are one owner. */
function slugOf(owners: readonly string[]): string | null {
  if (owners.length === 0) return null;
  const slug = owners
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return slug === '' ? null : slug;
}
