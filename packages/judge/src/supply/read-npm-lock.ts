import {
  aliasOf,
  broken,
  other,
  sourceOf,
  type LockEntry,
  type Lockfile,
  type LockReading,
  type Source,
  type Wish,
} from './lockfile.ts';
import { entriesOf, isObject, parseJson, textOf, textsOf, type JsonObject } from './narrow.ts';
import type { Ranges } from './version-range.ts';

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const MODULES = 'node_modules/';

/**
 * `package-lock.json` and `npm-shrinkwrap.json` with `packages` (lockfileVersion 2 and 3).
 * Source: https://docs.npmjs.com/cli/configuring-npm/package-lock-json
 */
export function readNpmLock(text: string): LockReading {
  const lock = parseJson(text);
  if (!isObject(lock)) return broken('It is not a JSON object.');
  const { packages, lockfileVersion } = lock;
  if (packages === undefined && lockfileVersion === 1) return other('It has lockfileVersion 1.');
  if (!isObject(packages)) return broken('It has no mapping `packages`.');
  const known = new Map<string, JsonObject>();
  for (const [key, entry] of Object.entries(packages)) {
    if (!isObject(entry)) return broken(`packages[${JSON.stringify(key)}] is not a mapping.`);
    known.set(key, entry);
  }
  return { kind: 'read', lockfile: lockfileOf(known) };
}

function lockfileOf(known: ReadonlyMap<string, JsonObject>): Lockfile {
  const all = [...known];
  const wishes = all.flatMap(([, entry]) => SECTIONS.flatMap((section) => textsOf(entry[section])));
  return {
    ecosystem: 'npm',
    entries: all.filter(([key]) => key.includes(MODULES)).map(([key, entry]) => entryOf(key, entry, known)),
    aliases: new Set(
      wishes.flatMap(([name, spec]) => {
        const alias = aliasOf(spec);
        return alias === null ? [] : [`${name} ${alias.name}`];
      }),
    ),
    directories: new Set([...known.keys()].filter((key) => !key.includes(MODULES))),
    disagreement: (directory, wish, ranges) => disagreement(known, { directory, ...wish }, ranges),
  };
}

function entryOf(key: string, entry: JsonObject, known: ReadonlyMap<string, JsonObject>): LockEntry {
  const name = nameIn(key);
  const source = sourceIn(entry, known);
  return {
    key,
    name,
    packageName: textOf(entry['name']) ?? name,
    version: textOf(entry['version']),
    source,
    hashes: (textOf(entry['integrity']) ?? '').split(/\s+/).filter((hash) => hash !== ''),
    needsHash: source.kind !== 'own' && !isBundled(key, entry, known),
    installScript: entry['hasInstallScript'] === true,
    requires: requiresOf(entry),
    addressNames: true,
  };
}

function requiresOf(entry: JsonObject): string {
  const texts = ['dependencies', 'optionalDependencies'].map((section) =>
    textsOf(entry[section]).map((pair) => JSON.stringify(pair)),
  );
  return JSON.stringify(texts.map((pairs) => pairs.toSorted()));
}

function nameIn(key: string): string {
  return key.slice(key.lastIndexOf(MODULES) + MODULES.length);
}

function sourceIn(entry: JsonObject, known: ReadonlyMap<string, JsonObject>): Source {
  const resolved = entry['resolved'];
  if (resolved === undefined) return { kind: 'registry' };
  if (typeof resolved !== 'string') return { kind: 'elsewhere', text: JSON.stringify(resolved) };
  // A link to what is not a package of this lockfile leads out of it.
  if (entry['link'] === true && known.has(resolved) && !/^\.\.|^\/|node_modules\//.test(resolved))
    return { kind: 'own', path: resolved };
  return sourceOf(resolved);
}

/** Bundled in a package above it: that one has to say that it bundles anything, or the word could be used to leave the hash out. */
function isBundled(key: string, entry: JsonObject, known: ReadonlyMap<string, JsonObject>): boolean {
  if (entry['inBundle'] !== true || entry['resolved'] !== undefined) return false;
  for (let at = key.lastIndexOf(`/${MODULES}`); at > 0; at = key.lastIndexOf(`/${MODULES}`, at - 1)) {
    const above = known.get(key.slice(0, at));
    const bundles = above?.['bundleDependencies'] ?? above?.['bundledDependencies'];
    if (bundles === true || (Array.isArray(bundles) && bundles.length > 0)) return true;
  }
  return false;
}

function disagreement(
  known: ReadonlyMap<string, JsonObject>,
  { directory, name, spec, section }: Wish & { readonly directory: string },
  { isWithin }: Ranges,
): string | null {
  const importer = known.get(directory);
  if (importer === undefined) return 'The lockfile does not know the package.';
  const copied = entriesOf(importer[section]).find(([key]) => key === name)?.[1];
  if (copied !== spec) {
    const there = copied === undefined ? 'nothing' : JSON.stringify(copied);
    return `The manifest asks for ${JSON.stringify(spec)}, the lockfile says ${there}.`;
  }
  const found = findModule(known, directory, name);
  if (found === undefined) {
    return section === 'optionalDependencies'
      ? null
      : 'The manifest asks for it, and the lockfile does not have it.';
  }
  const alias = aliasOf(spec);
  const real = textOf(found['name']) ?? name;
  if (found['link'] === true) return null;
  if (real !== (alias?.name ?? name))
    return `The manifest asks for ${name}, the lockfile has ${real} in its place.`;
  const version = textOf(found['version']);
  if (version === null) return 'The lockfile does not say its version.';
  if (isWithin(version, alias?.range ?? spec) !== false || isOverridden(known, name)) return null;
  return `The manifest asks for ${JSON.stringify(spec)}, the lockfile has ${version}.`;
}

/** As node finds it: in the directory, then in those above. */
function findModule(
  known: ReadonlyMap<string, JsonObject>,
  directory: string,
  name: string,
): JsonObject | undefined {
  const parts = directory === '' ? [] : directory.split('/');
  for (let length = parts.length; length >= 0; length--) {
    const above = parts.slice(0, length).map((part) => `${part}/`);
    const found = known.get(`${above.join('')}${MODULES}${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isOverridden(known: ReadonlyMap<string, JsonObject>, name: string): boolean {
  return JSON.stringify(known.get('')?.['overrides'] ?? '').includes(JSON.stringify(name));
}
