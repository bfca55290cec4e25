// Fails when dist/ is not what the sources build: a reviewed source must be what runs.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLES } from './build/bundles.ts';
import { writeBundle } from './build/write-bundle.ts';

const root = join(import.meta.dirname, '..');
const fresh = mkdtempSync(join(tmpdir(), 'sluice-dist-'));
try {
  for (const bundle of BUNDLES) await writeBundle(bundle, root, fresh);
  const differing = compare(join(root, 'dist'), fresh);
  for (const line of differing) console.error(line);
  if (differing.length > 0) console.error('dist/ is not what the sources build: run `npm run build`.');
  process.exitCode = differing.length > 0 ? 1 : 0;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function compare(committed: string, built: string): string[] {
  const names = new Set([...filesOf(committed), ...filesOf(built)]);
  return [...names].toSorted().flatMap((name) => {
    const [old, now] = [join(committed, name), join(built, name)];
    if (!existsSync(old)) return [`missing: dist/${name}`];
    if (!existsSync(now)) return [`not built by anything: dist/${name}`];
    if (!readFileSync(old).equals(readFileSync(now))) return [`differs: dist/${name}`];
    return mode(old) === mode(now) ? [] : [`executable bit differs: dist/${name}`];
  });
}

function filesOf(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}

function mode(file: string): number {
  return statSync(file).mode & 0o100;
}
