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

/** Where the file of a module may be. */
export function rustFiles(module: string): GitPath[] {
  const [crate = '', ...parts] = module.split('::');
  const stem = `${crate}src/${parts.join('/')}`;
  return parts.length === 0 ? [`${stem}lib.rs`, `${stem}main.rs`] : [`${stem}.rs`, `${stem}/mod.rs`];
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
  const child = [here, head, ...rest].join('::');
  if (rustFiles(child).some((file) => layout.has(file))) return `rs:${child}`;
  if (head !== 'super' || crate.length < 2 || rest[0] === 'super') return null;
  return `rs:${[...crate.slice(0, -1), ...rest].join('::')}`;
}
