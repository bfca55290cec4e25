import { SUPPLY_FINDINGS, type SupplyFinding, type SupplyPolicy, type SupplySeverity } from '@sluice/model';
import { agreementFindings } from './agreement-findings.ts';
import { entryFindings, identityOf } from './entry-findings.ts';
import type { Found } from './found.ts';
import type { Ecosystem, LockEntry, Lockfile, LockReading } from './lockfile.ts';
import { directoryOf, lockKindOf } from './lockfile-kinds.ts';
import { normalise } from './read-requirements.ts';
import { settingFindings } from './setting-findings.ts';
import { lockfilesOf, SupplyReader, type SupplyFiles, type SupplyState } from './supply-files.ts';
import { supplyTrust } from './supply-trust.ts';
import type { Ranges } from './version-range.ts';
import { ownRequirementFindings, wishFindings } from './wish-findings.ts';

export interface SupplyGround {
  /** Files of the tip of the base: what they use is what is trusted. */
  readonly base: SupplyFiles;
  readonly policy: SupplyPolicy;
  /** Hosts of the registry that the machine is set up for. */
  readonly registryHosts: readonly string[];
  readonly ranges: Ranges;
}

export type SupplyChecker = (before: SupplyFiles, after: SupplyFiles) => SupplyFinding[];

/**
 * Says what a change from some files to others does that a supply chain attack would do: in an order of its own, by
 * path, name and kind. Nothing is found where nothing changes. Each text is read once for all calls.
 */
export function supplyChecker({ base, policy, registryHosts, ranges }: SupplyGround): SupplyChecker {
  const reader = new SupplyReader();
  const baseState = reader.read(base);
  const trust = supplyTrust(baseState, policy, registryHosts);
  return (beforeFiles, afterFiles) => {
    const before = reader.read(beforeFiles);
    const after = reader.read(afterFiles);
    const own = ownNames(baseState, after);
    const known = knownEntries(before, baseState);
    const found = [
      ...readingFindings(before, after),
      ...goneFindings(before, after),
      ...lockfilesOf(after).flatMap(([path, lockfile]) =>
        changedEntries(before.locks.get(path), lockfile).flatMap((entry) =>
          entryFindings(entry, {
            path,
            lockfile,
            trust,
            before: known.get(lockfile.ecosystem) ?? new Map(),
            ownNames: own.get(lockfile.ecosystem) ?? new Set(),
          }),
        ),
      ),
      ...newTransitive(before, after),
      ...agreementFindings(before, after, ranges),
      ...wishFindings(before, after, ranges),
      ...ownRequirementFindings(before, after, own.get('python') ?? new Set()),
      ...settingFindings(beforeFiles, afterFiles, trust),
    ];
    return inOrder(found.flatMap((one) => graded(one, policy)));
  };
}

/** {@link supplyChecker} for one change, the files before being those of the base. */
export function supplyFindings(
  before: SupplyFiles,
  after: SupplyFiles,
  ground: Omit<SupplyGround, 'base'>,
): SupplyFinding[] {
  return supplyChecker({ base: before, ...ground })(before, after);
}

/** The finding as grave as the policy has it; none where the check is off. */
export function graded(found: Found, policy: SupplyPolicy): SupplyFinding[] {
  const [check] = SUPPLY_FINDINGS[found.kind];
  const action = policy[check];
  if (action === 'off') return [];
  const told: SupplySeverity = check === 'newTransitive' ? 'note' : 'warn';
  return [{ ...found, severity: action === 'hold' ? 'hold' : told }];
}

function inOrder(findings: readonly SupplyFinding[]): SupplyFinding[] {
  const keyed = new Map(
    findings.map((one) => [JSON.stringify([one.path, one.name, one.kind, one.detail]), one] as const),
  );
  return [...keyed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function ownNames(...states: readonly SupplyState[]): Map<Ecosystem, Set<string>> {
  const names = new Map<Ecosystem, Set<string>>();
  for (const { ecosystem, name } of states.flatMap(({ manifests }) => [...manifests.values()])) {
    if (name === null) continue;
    names.set(
      ecosystem,
      (names.get(ecosystem) ?? new Set()).add(ecosystem === 'python' ? normalise(name) : name),
    );
  }
  return names;
}

function knownEntries(...states: readonly SupplyState[]): Map<Ecosystem, Map<string, LockEntry[]>> {
  const known = new Map<Ecosystem, Map<string, LockEntry[]>>();
  for (const [, { ecosystem, entries }] of states.flatMap(lockfilesOf)) {
    const ofKind = known.get(ecosystem) ?? new Map<string, LockEntry[]>();
    known.set(ecosystem, ofKind);
    for (const entry of entries) {
      const identity = identityOf(entry);
      const same = ofKind.get(identity);
      if (same) same.push(entry);
      else ofKind.set(identity, [entry]);
    }
  }
  return known;
}

function changedEntries(before: LockReading | undefined, after: Lockfile): readonly LockEntry[] {
  if (before?.kind !== 'read') return after.entries;
  if (before.lockfile === after) return [];
  const old = new Set(before.lockfile.entries.map((entry) => JSON.stringify(entry)));
  return after.entries.filter((entry) => !old.has(JSON.stringify(entry)));
}

/** Lockfiles of which nothing can be said, and was said before. */
function readingFindings(before: SupplyState, after: SupplyState): Found[] {
  return [...after.locks].flatMap(([path, reading]): Found[] => {
    const was = before.locks.get(path);
    const isSame = JSON.stringify(before.files.get(path)) === JSON.stringify(after.files.get(path));
    if (reading.kind === 'read' || isSame) return [];
    const lost = was?.kind === 'read' || (was === undefined && reading.kind === 'broken');
    return [{ kind: lost ? 'unreadable-lockfile' : 'not-read', path, name: '', detail: reading.why }];
  });
}

/** Lockfiles that went away while the manifest stays, or hashes that went out of a file that had some. */
function goneFindings(before: SupplyState, after: SupplyState): Found[] {
  return [...before.locks.keys()].flatMap((path): Found[] => {
    if (after.locks.has(path)) return [];
    const manifest = lockKindOf(path)!.manifest;
    const here = directoryOf(path);
    const beside = [...after.locks.keys()].some(
      (one) => manifest !== '' && directoryOf(one) === here && lockKindOf(one)!.manifest === manifest,
    );
    const needs = manifest === '' ? path : `${here === '' ? '' : `${here}/`}${manifest}`;
    if (beside || !after.files.has(needs)) return [];
    return [{ kind: 'lockfile-gone', path, name: '', detail: 'The manifest that it belongs to stays.' }];
  });
}

/** Packages of lockfiles that no lockfile had before and no manifest names. */
function newTransitive(before: SupplyState, after: SupplyState): Found[] {
  const had = new Set(
    lockfilesOf(before).flatMap(([, { ecosystem, entries }]) =>
      entries.map(({ name }) => `${ecosystem} ${name}`),
    ),
  );
  const named = new Set(
    [...after.manifests.values()].flatMap(({ ecosystem, wishes }) =>
      wishes.filter(({ section }) => section !== 'indirect').map(({ name }) => `${ecosystem} ${name}`),
    ),
  );
  return lockfilesOf(after).flatMap(([path, { ecosystem, entries }]) =>
    entries
      .filter(
        ({ name, source }) =>
          source.kind !== 'own' && !had.has(`${ecosystem} ${name}`) && !named.has(`${ecosystem} ${name}`),
      )
      .map(({ name, version }): Found => ({
        kind: 'new-transitive',
        path,
        name,
        detail: `Version ${version ?? 'unknown'}.`,
      })),
  );
}
