import { DEFAULT_POLICY } from '@sluice/config';
import { supplyFindings } from '@sluice/judge';
import { isWithin } from '@sluice/formats';
import type { SupplyFinding, SupplyPolicy } from '@sluice/model';
import { modules, packageJson, packageLock } from '../../support/lockfiles.ts';

export type Texts = Readonly<Record<string, string>>;

/** A project that asks for `left` and `right`. */
export const WISHES = { left: '^1.0.0', right: '^1.0.0' };
export const BEFORE: Texts = {
  'package.json': packageJson(WISHES),
  'package-lock.json': packageLock(WISHES, modules('left', 'right', 'below')),
};

export function findingsIn(
  before: Texts,
  after: Texts,
  policy: Partial<SupplyPolicy> = {},
): readonly SupplyFinding[] {
  return supplyFindings(new Map(Object.entries(before)), new Map(Object.entries(after)), {
    policy: { ...DEFAULT_POLICY.supplyChain, ...policy },
    registryHosts: [],
    ranges: { isWithin },
  });
}

/** `kind name` of each finding of a change from one set of files to another. */
export function foundIn(before: Texts, after: Texts, policy: Partial<SupplyPolicy> = {}): string[] {
  return findingsIn(before, after, policy).map(({ kind, name }) => `${kind} ${name}`.trim());
}

/** The same, of a change that gives the lockfile of npm other entries. */
export function foundInLock(
  entries: Readonly<Record<string, object>>,
  policy: Partial<SupplyPolicy> = {},
): string[] {
  const packages = { ...modules('left', 'right', 'below'), ...entries };
  return foundIn(BEFORE, { ...BEFORE, 'package-lock.json': packageLock(WISHES, packages) }, policy);
}
