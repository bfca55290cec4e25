// Names that a file system takes for something else than git does. The attacker is a branch whose tree writes into `.git`
// (a hook, a configuration) of whoever checks it out on Windows or macOS (CVE-2014-9390, CVE-2019-1352, CVE-2019-1353).

// Code points that HFS+ ignores when it compares names, as listed in git's utf8.c (next_hfs_char).
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;

/** `.git` or its NTFS short name, as NTFS reads it: trailing dots and spaces dropped, a stream name after a colon. */
const DOT_GIT = /^(?:\.git|git~1)[. ]*(?::.*)?$/is;

/** What is wrong with one component of a path, for people; null: nothing. A backslash separates on Windows. */
export function findUnsafeName(name: string): string | null {
  if (name === '') return 'It has an empty name in it.';
  for (const part of name.split('\\')) {
    if (part === '.' || part === '..')
      return `It has ${JSON.stringify(part)} in it and would reach another directory.`;
    if (DOT_GIT.test(part.replace(IGNORED_BY_HFS, ''))) return 'It would be written into a .git directory.';
  }
  return name.includes('\0') ? 'It has a null byte in it.' : null;
}
