import { encodeGitText } from '@sluice/model';
import type { GitPath } from '@sluice/model';
import { findUnsafeName } from './find-unsafe-name.ts';
import type { Problem } from './problem.ts';

/** One file of a tree, listed with its whole path. */
export interface TreeFile {
  readonly path: GitPath;
  /** Six octal digits. */
  readonly mode: string;
}

/** Regular, executable, symlink, submodule, and group-writable as very old versions of git wrote it. */
const MODES = new Set(['100644', '100755', '120000', '160000', '100664']);

const SURROGATES_OR_ABOVE = /[\ud800-\uffff]/;

/**
 * Whether a tree, listed file by file in git's order, is one that git itself would write and check out: no name twice,
 * none that is a file and a directory at once, none that reaches out of the work tree or into a `.git`, known modes, sorted.
 * Problems of files that are exactly so in the base are left out.
 */
export function checkTree(files: readonly TreeFile[], base: readonly TreeFile[]): Problem[] {
  const problems = problemsOf(files);
  if (problems.length === 0) return [];
  const known = new Set(problemsOf(base).map(identityOf));
  return problems.filter((problem) => !known.has(identityOf(problem)));
}

function identityOf({ path, problem }: Problem): string {
  return `${path}\0${problem}`;
}

function problemsOf(files: readonly TreeFile[]): Problem[] {
  const checked = new Map<string, string | null>();
  const paths = new Set<GitPath>();
  const problems: Problem[] = [];
  let previous: GitPath | null = null;
  for (const { path, mode } of files) {
    const report = (problem: string): number => problems.push({ path, line: null, problem });
    if (paths.has(path)) report('The tree names it twice.');
    else if (previous !== null && isBefore(path, previous))
      report('It is not in order: the tree is not sorted.');
    if (!MODES.has(mode)) report(`It has the mode ${mode}, which no file has.`);
    const unsafe = unsafeIn(path, checked);
    if (unsafe !== null) report(unsafe);
    paths.add(path);
    previous = path;
  }
  return [...problems, ...filesThatAreDirectories(paths)];
}

/** Directories repeat from path to path, so each is looked at once. */
function unsafeIn(path: GitPath, checked: Map<string, string | null>): string | null {
  for (const name of path.split('/')) {
    let answer = checked.get(name);
    if (answer === undefined) {
      answer = findUnsafeName(name);
      checked.set(name, answer);
    }
    if (answer !== null) return answer;
  }
  return null;
}

function filesThatAreDirectories(paths: ReadonlySet<GitPath>): Problem[] {
  const both = new Set<GitPath>();
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (paths.has(path.slice(0, end))) both.add(path.slice(0, end));
    }
  }
  return [...both].map((path) => ({ path, line: null, problem: 'It is a file and a directory at once.' }));
}

/** git orders by bytes, which differs from the order of UTF-16 units only where surrogates are involved. */
function isBefore(a: GitPath, b: GitPath): boolean {
  if (!SURROGATES_OR_ABOVE.test(a) && !SURROGATES_OR_ABOVE.test(b)) return a < b;
  return Buffer.compare(encodeGitText(a), encodeGitText(b)) < 0;
}
