import type { GitPath } from '@sluice/model';

const TESTS = /(?:^|\/)(?:tests?|__tests__|specs?|e2e)\/|[._-](?:test|spec)s?\.[^/]+$|(?:^|\/)test_[^/]+$/i;
const LONGEST_EXTENSION = 12;

/**
 * What kind of file a path names: its extension, or its whole name where it has none, and whether it is a test. The
 * same text in two files of one class is taken for the same text.
 */
export function pathClass(path: GitPath): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= LONGEST_EXTENSION ? name.slice(dot + 1) : name;
  return `${isTestPath(path) ? 'test ' : ''}${extension.toLowerCase()}`;
}

/** Whether a file is a test, by where it is and how it is called. */
export function isTestPath(path: GitPath): boolean {
  return TESTS.test(path);
}
