import type { DependencyChange, GitPath } from '@sluice/model';
import { isObject, parseJsonObject, type JsonObject } from './json-value.ts';

/** Sections of a package manifest that map names to version ranges. Source: https://docs.npmjs.com/files/package.json */
export const DEPENDENCY_SECTIONS = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
  'overrides',
  'resolutions',
] as const;

/** True for a path of npm's package manifest. */
export function isPackageManifest(path: GitPath): boolean {
  return path === 'package.json' || path.endsWith('/package.json');
}

/** What a branch changed in the dependency sections of one manifest; nothing where a side is not valid JSON. */
export function dependencyChanges(
  manifest: GitPath,
  before: string | null,
  after: string | null,
): DependencyChange[] {
  const old = before === null ? {} : parseJsonObject(before);
  const now = after === null ? {} : parseJsonObject(after);
  if (!old || !now) return [];
  return DEPENDENCY_SECTIONS.flatMap((section) => {
    const was = entriesOf(old, section);
    const is = entriesOf(now, section);
    const names = [...new Set([...was.keys(), ...is.keys()])].sort();
    return names
      .map((name) => ({
        manifest,
        section,
        name,
        before: was.get(name) ?? null,
        after: is.get(name) ?? null,
      }))
      .filter((change) => change.before !== change.after);
  });
}

function entriesOf(manifest: JsonObject, section: string): Map<string, string> {
  const entries = manifest[section];
  if (!isObject(entries)) return new Map();
  return new Map(
    Object.entries(entries).map(([name, range]) => [
      name,
      typeof range === 'string' ? range : JSON.stringify(range),
    ]),
  );
}
