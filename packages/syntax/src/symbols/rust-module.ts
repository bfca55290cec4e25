import type { GitPath } from '@sluice/model';
import type { Importing } from './project-layout.ts';

/** `src/a/b.rs` of a crate is its module a::b. */
export function rustModule(path: GitPath): string | null {
  const at = path.lastIndexOf('src/');
  if (at < 0 || (at > 0 && path[at - 1] !== '/')) return null;
  const parts = path
    .slice(at + 4)
    .replace(/\.rs$/, '')
    .split('/');
  if (parts.at(-1) === 'mod' || (parts.length === 1 && ['lib', 'main'].includes(parts[0]!))) parts.pop();
  return [path.slice(0, at), ...parts].join('::');
}

/** The module of a path in this crate, or in another one of the repository. */
export function rustPath(from: string, { path, layout }: Pick<Importing, 'path' | 'layout'>): string | null {
  const [head, ...rest] = from.split('::');
  const other = layout.crates.get(head!);
  if (other !== undefined) return `rs:${[other === '' ? '' : `${other}/`, ...rest].join('::')}`;
  const here = rustModule(path);
  if (here === null) return null;
  const crate = here.split('::');
  if (head === 'crate') return `rs:${[crate[0], ...rest].join('::')}`;
  if (head === 'self') return `rs:${[here, ...rest].join('::')}`;
  if (head !== 'super' || crate.length < 2 || rest[0] === 'super') return null;
  return `rs:${[...crate.slice(0, -1), ...rest].join('::')}`;
}
