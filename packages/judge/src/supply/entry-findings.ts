import type { GitPath, SupplyFindingKind } from '@sluice/model';
import { namesPackage } from './address-name.ts';
import { quote, type Found } from './found.ts';
import { differs, isStrong } from './integrity.ts';
import type { LockEntry, Lockfile } from './lockfile.ts';
import type { SupplyTrust } from './supply-trust.ts';

interface Context {
  readonly path: GitPath;
  readonly lockfile: Lockfile;
  readonly trust: SupplyTrust;
  /** Entries that were there before in any lockfile of the ecosystem, by {@link identityOf}. */
  readonly before: ReadonlyMap<string, readonly LockEntry[]>;
  /** Names of packages of the repository itself. */
  readonly ownNames: ReadonlySet<string>;
}

/** What is wrong with one entry that is new or changed. */
export function entryFindings(entry: LockEntry, context: Context): Found[] {
  const { path, trust, ownNames, lockfile } = context;
  const found = (kind: SupplyFindingKind, detail: string): Found[] => [
    { kind, path, name: entry.name, detail: quote(detail) },
  ];
  return [
    ...sourceFindings(entry, context, found),
    ...hashFindings(entry, context, found),
    ...(entry.source.kind !== 'own' && isAliased(entry, lockfile)
      ? found('name-mismatch', `It stands for ${entry.packageName}, and nothing asks for that.`)
      : []),
    ...(trust.isPrivate(entry)
      ? found('private-scope', `${entry.packageName} comes from ${placeOf(entry)}.`)
      : []),
    ...(isRemote(entry) &&
    [entry.name, entry.packageName].some((name) => ownNames.has(name)) &&
    !trust.isTaken(lockfile.ecosystem, entry.packageName)
      ? found('own-name', `${entry.packageName} comes from ${placeOf(entry)}.`)
      : []),
    ...(entry.installScript && !known(entry, context).some(({ installScript }) => installScript)
      ? found(
          'install-script',
          `${entry.packageName} ${entry.version ?? ''} runs a script when it is installed.`,
        )
      : []),
  ];
}

type Report = (kind: SupplyFindingKind, detail: string) => Found[];

function sourceFindings(
  { source, name, packageName, version, addressNames }: LockEntry,
  { trust, lockfile }: Context,
  found: Report,
): Found[] {
  if (source.kind === 'elsewhere') return found('url-source', `${name} comes from ${source.text}.`);
  if (source.kind !== 'url') return [];
  return [
    ...(trust.isKnownOrigin(lockfile.ecosystem, source)
      ? []
      : found('foreign-host', `${name} comes from ${source.origin}.`)),
    ...(/^https:/i.test(source.url) ? [] : found('insecure-url', `${name} comes from ${source.url}.`)),
    ...(!addressNames || namesPackage(source.url, packageName, version)
      ? []
      : found('name-mismatch', `${packageName} ${version ?? 'of no version'} comes from ${source.url}.`)),
  ];
}

function hashFindings(entry: LockEntry, context: Context, found: Report): Found[] {
  const { name, version, hashes, needsHash, requires } = entry;
  if (needsHash && hashes.length === 0) return found('no-integrity', `${name} ${version ?? ''} has no hash.`);
  if (hashes.length > 0 && !isStrong(hashes))
    return found('weak-integrity', `${name} ${version ?? ''} has ${hashes.join(' ')}.`);
  const same = known(entry, context);
  if (same.length === 0) return [];
  const hashed = same.filter((one) => one.hashes.length > 0);
  if (hashed.length > 0 && hashes.length > 0 && hashed.every((one) => differs(one.hashes, hashes)))
    return found('rewritten', `${name} ${version ?? ''} had the hash ${hashed[0]!.hashes.join(' ')}.`);
  if (requires === null || same.some((one) => one.requires === null || one.requires === requires)) return [];
  return found('rewritten', `${name} ${version ?? ''} had other dependencies.`);
}

function known(entry: LockEntry, { before }: Context): readonly LockEntry[] {
  return before.get(identityOf(entry)) ?? [];
}

/** Package and version: what a registry publishes once. */
export function identityOf({ packageName, version }: LockEntry): string {
  return `${packageName} ${version ?? ''}`;
}

function isAliased({ name, packageName }: LockEntry, { aliases }: Lockfile): boolean {
  return name !== packageName && !aliases.has(`${name} ${packageName}`);
}

function isRemote({ source }: LockEntry): boolean {
  return source.kind === 'url' || source.kind === 'registry';
}

function placeOf({ source }: LockEntry): string {
  return source.kind === 'url' ? source.host : 'the registry';
}
