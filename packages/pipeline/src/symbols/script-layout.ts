import { isObject, readJson, type Json, type JsonObject } from '@sluice/formats';
import type { GitPath } from '@sluice/model';
import type { ModuleAlias, ScriptPackage } from '@sluice/syntax';

export interface ManifestText {
  readonly path: GitPath;
  readonly text: string;
}

/** The packages of package.json files, by name; of two with one name nobody knows which one is meant. */
export function scriptPackagesOf(manifests: readonly ManifestText[]): Map<string, ScriptPackage> {
  const found = new Map<string, ScriptPackage>();
  const twice = new Set<string>();
  for (const { path, text } of manifests) {
    const manifest = objectIn(readJson(text));
    const { name } = manifest;
    if (typeof name !== 'string') continue;
    if (found.has(name)) twice.add(name);
    found.set(name, { directory: parentOf(path), exports: exportsOf(manifest) });
  }
  for (const name of twice) found.delete(name);
  return found;
}

/** What the `paths` of tsconfig.json and the `imports` of package.json files stand for, the deepest first. */
export function aliasesOf(manifests: readonly ManifestText[]): ModuleAlias[] {
  const found = manifests.flatMap(({ path, text }) => {
    const content = objectIn(readJson(text));
    const directory = parentOf(path);
    return path.endsWith('package.json')
      ? aliasList(directory, directory, objectIn(content['imports']))
      : compilerAliases(directory, objectIn(content['compilerOptions']));
  });
  return found.sort((a, b) => b.directory.length - a.directory.length);
}

function compilerAliases(directory: GitPath, { baseUrl, paths }: JsonObject): ModuleAlias[] {
  const base = typeof baseUrl === 'string' ? placeIn(directory, baseUrl) : directory;
  const whole = typeof baseUrl === 'string' ? { '*': './*' } : {};
  return base === null
    ? []
    : [...aliasList(directory, base, objectIn(paths)), ...aliasList(directory, base, whole)];
}

function aliasList(directory: GitPath, base: GitPath, patterns: JsonObject): ModuleAlias[] {
  return Object.entries(patterns)
    .slice(0, MOST_ENTRIES)
    .map(([pattern, value]) => ({
      directory,
      pattern,
      targets: targetsIn(value).flatMap((target) => placeIn(base, target) ?? []),
    }));
}

/** `exports`, or what was there before it. Source: https://nodejs.org/api/packages.html#package-entry-points */
function exportsOf(manifest: JsonObject): ScriptPackage['exports'] {
  const { exports } = manifest;
  const mapped = isObject(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  const entries = mapped ? Object.entries(exports) : [['.', exports ?? null] as const];
  const main = ['source', 'types', 'module', 'main'].map((field) => ['.', manifest[field] ?? null] as const);
  return [...entries, ...main]
    .slice(0, MOST_ENTRIES)
    .flatMap(([subpath, value]) => targetsIn(value).map((target) => ({ subpath, target })));
}

/** The paths of a value: one, several to try, or one for each condition. */
function targetsIn(value: Json, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (depth > MOST_DEPTH || value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((each: Json) => targetsIn(each, depth + 1));
}

const MOST_ENTRIES = 500;
const MOST_DEPTH = 5;

function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function placeIn(directory: GitPath, relative: string): GitPath | null {
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of relative.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

export function parentOf(path: GitPath): GitPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
