import { parse } from 'yaml';
import {
  aliasOf,
  broken,
  other,
  sourceOf,
  splitAt,
  type LockEntry,
  type LockReading,
  type Source,
  type Wish,
} from './lockfile.ts';
import { entriesOf, isObject, textOf, type JsonObject } from './narrow.ts';
import type { Ranges } from './version-range.ts';

/** `pnpm-lock.yaml` with lockfileVersion 6 to 9. Source: https://github.com/pnpm/spec/tree/master/lockfile */
export function readPnpmLock(text: string): LockReading {
  let lock: unknown;
  try {
    lock = parse(text, { maxAliasCount: 0, uniqueKeys: true });
  } catch {
    return broken('It is not YAML.');
  }
  if (!isObject(lock)) return broken('It is not a mapping.');
  const version = Number.parseInt(String(lock['lockfileVersion']), 10);
  if (version < 6) return other(`It has lockfileVersion ${version}.`);
  if (!(version <= 9)) return broken('It has no lockfileVersion that is known.');
  const packages = entriesOf(lock['packages']);
  const strange = packages.find(
    ([key, value]) => !isObject(value) || splitAt(key.replace(/^\//, '')) === null,
  );
  if (strange) return broken(`packages[${JSON.stringify(strange[0])}] is not a package.`);
  const importers = isObject(lock['importers']) ? lock['importers'] : { '.': lock };
  return {
    kind: 'read',
    lockfile: {
      ecosystem: 'npm',
      entries: packages.map(([key, value]) => entryOf(key, value as JsonObject)),
      aliases: new Set(),
      directories: new Set(Object.keys(importers).map((name) => (name === '.' ? '' : name))),
      disagreement: (directory, wish, ranges) =>
        disagreement(importers[directory === '' ? '.' : directory], wish, ranges),
    },
  };
}

function entryOf(key: string, entry: JsonObject): LockEntry {
  const { name, rest } = splitAt(key.replace(/^\//, ''))!;
  const resolution = isObject(entry['resolution']) ? entry['resolution'] : {};
  const integrity = textOf(resolution['integrity']) ?? '';
  const source = sourceIn(resolution);
  return {
    key,
    name,
    packageName: textOf(entry['name']) ?? name,
    version: textOf(entry['version']) ?? rest.replace(/\(.*$/s, ''),
    source,
    hashes: integrity.split(/\s+/).filter((hash) => hash !== ''),
    needsHash: source.kind !== 'own',
    installScript: entry['requiresBuild'] === true,
    requires: null,
    addressNames: true,
  };
}

function sourceIn(resolution: JsonObject): Source {
  const { tarball, type, directory } = resolution;
  if (typeof tarball === 'string') return sourceOf(tarball);
  if (type === undefined && Object.keys(resolution).every((key) => key === 'integrity'))
    return { kind: 'registry' };
  if (type === 'directory' && typeof directory === 'string' && !/^\/|(?:^|\/)\.\.(?:\/|$)/.test(directory))
    return { kind: 'own', path: directory };
  return { kind: 'elsewhere', text: JSON.stringify(resolution) };
}

function disagreement(importer: unknown, { name, spec, section }: Wish, { isWithin }: Ranges): string | null {
  if (!isObject(importer)) return 'The lockfile does not know the package.';
  const held = entriesOf(importer[section]).find(([key]) => key === name)?.[1];
  if (!isObject(held)) return 'The manifest asks for it, and the lockfile does not have it.';
  if (held['specifier'] !== spec && !spec.startsWith('catalog:'))
    return `The manifest asks for ${JSON.stringify(spec)}, the lockfile says ${JSON.stringify(held['specifier'])}.`;
  const version = (textOf(held['version']) ?? '').replace(/\(.*$/s, '');
  if (version.startsWith('link:')) return null;
  const alias = aliasOf(spec);
  const real = /^\/?(@?[^@]+)@(.+)$/.exec(version);
  if (real && real[1] !== (alias?.name ?? name) && !/^(?:https?|git|file)/.test(real[2]!))
    return `The manifest asks for ${name}, the lockfile has ${real[1]} in its place.`;
  if (isWithin(real?.[2] ?? version, alias?.range ?? spec) !== false) return null;
  return `The manifest asks for ${JSON.stringify(spec)}, the lockfile has ${real?.[2] ?? version}.`;
}
