import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How what is committed differs from what the sources build, one line a file; empty: not at all. */
export function differingFiles(committed: string, built: string): string[] {
  const names = new Set([...filesOf(committed), ...filesOf(built)]);
  return [...names].toSorted().flatMap((name) => {
    const [old, now] = [join(committed, name), join(built, name)];
    if (!isThere(old)) return [`missing: dist/${name}`];
    if (!isThere(now)) return [`not built by anything: dist/${name}`];
    // A link could name another file wherever it is run.
    if (!lstatSync(old).isFile()) return [`not a file: dist/${name}`];
    if (!readFileSync(old).equals(readFileSync(now))) return [`differs: dist/${name}`];
    return mode(old) === mode(now) ? [] : [`executable bit differs: dist/${name}`];
  });
}

function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function filesOf(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}

function mode(file: string): number {
  return lstatSync(file).mode & 0o100;
}
