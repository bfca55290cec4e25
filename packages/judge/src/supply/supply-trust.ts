import type { SupplyPolicy } from '@sluice/model';
import { scopeOf, type Ecosystem, type LockEntry } from './lockfile.ts';
import { registrySettings } from './registry-settings.ts';
import { lockfilesOf, textIn, type SupplyState } from './supply-files.ts';

/** What the base makes us trust: read from the base and the policy alone, never from a branch. */
export interface SupplyTrust {
  isKnownOrigin(ecosystem: Ecosystem, at: { readonly origin: string; readonly host: string }): boolean;
  /** Whether this name, taken from there, is one that belongs to a registry of its own. */
  isPrivate(entry: LockEntry): boolean;
  /** Whether the base takes this name from a registry already. */
  isTaken(ecosystem: Ecosystem, name: string): boolean;
}

/** Stands for the registry that an entry does not name. */
const UNSAID = '';

export function supplyTrust(
  base: SupplyState,
  policy: SupplyPolicy,
  registryHosts: readonly string[],
): SupplyTrust {
  const locks = lockfilesOf(base).map(([, lockfile]) => lockfile);
  const taken = locks.flatMap(({ ecosystem, entries }) =>
    entries
      .filter(({ source }) => source.kind === 'url' || source.kind === 'registry')
      .map((entry) => ({ ecosystem, entry, origin: originOf(entry) })),
  );
  const origins = new Set(taken.map(({ ecosystem, origin }) => `${ecosystem} ${origin}`));
  const names = new Set(taken.map(({ ecosystem, entry }) => `${ecosystem} ${entry.packageName}`));
  const npm = taken.filter(({ ecosystem }) => ecosystem === 'npm');
  const unscoped = npm.filter(({ entry }) => scopeOf(entry.packageName) === null);
  const settings = [...base.files].flatMap(([path, text]) => registrySettings(path, textIn(text)));
  const named = (ofScope: boolean): string[] =>
    settings
      .filter(({ scope, url }) => (scope !== null) === ofScope && URL.canParse(url))
      .map(({ url }) => new URL(url).host);
  const hosts = new Set(policy.hosts ?? [...registryHosts, ...named(false), ...named(true)]);
  const general = new Set([
    UNSAID,
    ...registryHosts,
    ...named(false),
    ...unscoped.map(({ origin }) => origin),
  ]);
  const ofOwnRegistry = new Set(settings.map(({ scope }) => scope).filter((scope) => scope !== null));
  const privateScopes = new Set(policy.privateScopes ?? detect());

  function detect(): string[] {
    const own = [...base.manifests.values()].flatMap(({ ecosystem, name }) =>
      ecosystem === 'npm' && name !== null ? [scopeOf(name)] : [],
    );
    const scoped = npm.map(({ entry, origin }) => [scopeOf(entry.packageName), origin] as const);
    const used = new Set(scoped.filter(([, origin]) => general.has(origin)).map(([scope]) => scope));
    const all = [...own, ...scoped.map(([scope]) => scope), ...ofOwnRegistry];
    return all.filter((scope) => scope !== null).filter((scope) => !used.has(scope));
  }

  return {
    isKnownOrigin: (ecosystem, { origin, host }) =>
      hosts.has(host) || (policy.hosts === null && origins.has(`${ecosystem} ${origin}`)),
    isPrivate: (entry) => {
      const scope = scopeOf(entry.packageName);
      if (scope === null || !privateScopes.has(scope)) return false;
      const origin = originOf(entry);
      return origin === UNSAID ? !ofOwnRegistry.has(scope) : general.has(origin);
    },
    isTaken: (ecosystem, name) => names.has(`${ecosystem} ${name}`),
  };
}

function originOf({ source }: LockEntry): string {
  return source.kind === 'url' ? source.origin : UNSAID;
}
