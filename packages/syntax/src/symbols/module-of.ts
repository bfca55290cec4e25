// Which module an import means, by the files that are there: modest, and null wherever it takes more than that.
import type { GitPath } from '@sluice/model';
import { pythonModule } from './python-module.ts';
import type { Importing, ProjectLayout } from './project-layout.ts';
import { rustFiles, rustModule, rustPath } from './rust-module.ts';
import { scriptFile, scriptModule, SCRIPT_END } from './script-module.ts';

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
      return rustPath(from, importing);
    default:
      return scriptModule(from, importing);
  }
}

/** The file of a module, the inverse of `scopeOf`; null for packages of several files, and where there is none. */
export function moduleFile(scope: string, layout: ProjectLayout): GitPath | null {
  const [language, name] = [scope.slice(0, 3), scope.slice(3)];
  if (language === 'js:') return scriptFile(name, layout);
  const places =
    language === 'py:' ? [`${name}.py`, `${name}/__init__.py`] : language === 'rs:' ? rustFiles(name) : [];
  return places.find((place) => layout.has(place)) ?? null;
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

function parentOf(path: GitPath): GitPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
