// Which module an import means, by the files that are there: modest, and null wherever it takes more than that.
import type { GitPath } from '@sluice/model';

/** What has to be known of a repository to tell which file an import means. */
export interface ProjectLayout {
  readonly has: (path: GitPath) => boolean;
  /** The modules of its go.mod files, and their directories ('' for the root). */
  readonly goModules: readonly { readonly module: string; readonly directory: string }[];
}

export interface Importing {
  readonly path: GitPath;
  readonly language: string;
  readonly layout: ProjectLayout;
}

const SCRIPT_ENDS = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'];
const SCRIPT_END = /\.[cm]?[jt]sx?$/;

/** The scope of what a file defines. */
export function scopeOf({ path, language }: Omit<Importing, 'layout'>, packageName: string | null): string {
  switch (language) {
    case 'Go':
      return `go:${parentOf(path)}${packageName?.endsWith('_test') ? ' test' : ''}`;
    case 'Java':
      return `java:${packageName ?? parentOf(path)}`;
    case 'Python':
      return `py:${path.replace(/(?:\/__init__)?\.pyi?$/, '')}`;
    case 'Rust':
      return `rs:${rustModule(path) ?? path}`;
    default:
      return `js:${path.replace(SCRIPT_END, '')}`;
  }
}

/** The scope that an import names; null for one of other people, or where that takes more than looking at files. */
export function moduleOf(from: string, importing: Importing): string | null {
  switch (importing.language) {
    case 'Go':
      return goPackage(from, importing.layout);
    case 'Java':
      return from === '' ? null : `java:${from}`;
    case 'Python':
      return pythonModule(from, importing);
    case 'Rust':
      return rustPath(from, importing.path);
    default:
      return scriptModule(from, importing);
  }
}

function scriptModule(from: string, { path, layout }: Importing): string | null {
  if (!from.startsWith('./') && !from.startsWith('../')) return null;
  const target = joined(parentOf(path), from);
  if (target === null) return null;
  const stem = target.replace(SCRIPT_END, '');
  const candidates = [
    ...(stem === target ? [] : [target]),
    ...SCRIPT_ENDS.map((end) => stem + end),
    ...SCRIPT_ENDS.map((end) => `${target}/index${end}`),
  ];
  const found = candidates.find((candidate) => layout.has(candidate));
  return found === undefined ? null : `js:${found.replace(SCRIPT_END, '')}`;
}

function pythonModule(from: string, { path, layout }: Importing): string | null {
  const dots = /^\.*/.exec(from)![0].length;
  const below = from
    .slice(dots)
    .split('.')
    .filter((part) => part !== '')
    .join('/');
  const parents = path.split('/').slice(0, -1);
  if (dots > parents.length + 1) return null;
  const roots =
    dots > 0
      ? [parents.slice(0, parents.length - dots + 1)]
      : parents.map((_, i) => parents.slice(0, parents.length - i)).concat([[]]);
  for (const root of roots) {
    const target = [...root, ...(below === '' ? [] : [below])].join('/');
    if (layout.has(`${target}.py`) || layout.has(`${target}/__init__.py`)) return `py:${target}`;
  }
  return null;
}

function goPackage(from: string, { goModules }: ProjectLayout): string | null {
  let best: { module: string; directory: string } | null = null;
  for (const each of goModules) {
    const inside = from === each.module || from.startsWith(`${each.module}/`);
    if (inside && each.module.length > (best?.module.length ?? -1)) best = each;
  }
  if (!best) return null;
  return `go:${[best.directory, from.slice(best.module.length + 1)].filter((part) => part !== '').join('/')}`;
}

/** `src/a/b.rs` of a crate is its module a::b. */
function rustModule(path: GitPath): string | null {
  const at = path.lastIndexOf('src/');
  if (at < 0 || (at > 0 && path[at - 1] !== '/')) return null;
  const parts = path
    .slice(at + 4)
    .replace(/\.rs$/, '')
    .split('/');
  if (parts.at(-1) === 'mod' || (parts.length === 1 && ['lib', 'main'].includes(parts[0]!))) parts.pop();
  return [path.slice(0, at), ...parts].join('::');
}

function rustPath(from: string, path: GitPath): string | null {
  const here = rustModule(path);
  const [head, ...rest] = from.split('::');
  if (here === null) return null;
  const crate = here.split('::');
  if (head === 'crate') return `rs:${[crate[0], ...rest].join('::')}`;
  if (head === 'self') return `rs:${[here, ...rest].join('::')}`;
  if (head !== 'super' || crate.length < 2 || rest[0] === 'super') return null;
  return `rs:${[...crate.slice(0, -1), ...rest].join('::')}`;
}

function parentOf(path: GitPath): GitPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function joined(directory: GitPath, relative: string): GitPath | null {
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
