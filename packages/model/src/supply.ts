import type { BranchName } from './manifest.ts';
import type { GitPath } from './git-path.ts';

/** Groups of findings; for each of them the policy says what follows. */
export const SUPPLY_CHECKS = [
  'lockfiles',
  'confusion',
  'unpinned',
  'newTransitive',
  'installScripts',
  'audit',
  'unaudited',
] as const;
export type SupplyCheck = (typeof SUPPLY_CHECKS)[number];

/** What follows from a finding: nothing, a line in the report, or that a person must land the branch. */
export const SUPPLY_ACTIONS = ['off', 'report', 'hold'] as const;
export type SupplyAction = (typeof SUPPLY_ACTIONS)[number];

/**
 * The closed set of what can be found in manifests and lockfiles, and in audits of them. Each belongs to one check, and
 * the sentence is what reports and the documentation say.
 */
export const SUPPLY_FINDINGS = {
  'foreign-host': ['lockfiles', 'A package comes from a host that the base does not use.'],
  'insecure-url': ['lockfiles', 'A package is fetched by something else than HTTPS.'],
  'url-source': ['lockfiles', 'A package comes from git, a file or a bare address instead of a registry.'],
  'no-integrity': ['lockfiles', 'Nothing says which content a package has to have.'],
  'weak-integrity': ['lockfiles', 'The content of a package is bound by a broken hash alone.'],
  rewritten: ['lockfiles', 'The lockfile says something else of a version that the base has already.'],
  'name-mismatch': ['lockfiles', 'The address of a package is that of another package or version.'],
  'lock-disagrees': ['lockfiles', 'A manifest and its lockfile do not agree.'],
  'lockfile-gone': ['lockfiles', 'The lockfile is removed, and with it all that it binds.'],
  'unreadable-lockfile': ['lockfiles', 'The lockfile cannot be read, so that nothing in it was checked.'],
  'private-scope': ['confusion', 'A package of a private scope comes from the general registry.'],
  'own-name': [
    'confusion',
    'A dependency has the name of a package of this repository and comes from elsewhere.',
  ],
  unpinned: ['unpinned', 'A manifest takes whatever version there is.'],
  'new-transitive': ['newTransitive', 'A package is new that no manifest names.'],
  'install-script': [
    'installScripts',
    'A package is new, or has a new version, that runs a script when it is installed.',
  ],
  advisory: ['audit', 'A published advisory applies that does not apply to the base.'],
  'not-read': ['unaudited', 'Lockfiles of this kind are not read: nothing in it was checked.'],
  'not-audited': ['unaudited', 'It could not be audited.'],
} as const satisfies Record<string, readonly [SupplyCheck, string]>;

export type SupplyFindingKind = keyof typeof SUPPLY_FINDINGS;
export const SUPPLY_FINDING_KINDS = Object.keys(SUPPLY_FINDINGS) as SupplyFindingKind[];

/** `note`: to know; `warn`: to look at; `hold`: a person must land it. */
export const SUPPLY_SEVERITIES = ['note', 'warn', 'hold'] as const;
export type SupplySeverity = (typeof SUPPLY_SEVERITIES)[number];

/** Severity of an advisory as npm grades it, from the lowest. Source: npm audit, `--audit-level`. */
export const ADVISORY_LEVELS = ['low', 'moderate', 'high', 'critical'] as const;
export type AdvisoryLevel = (typeof ADVISORY_LEVELS)[number];

/** One thing found in what a change does to manifests and lockfiles. */
export interface SupplyFinding {
  readonly kind: SupplyFindingKind;
  readonly severity: SupplySeverity;
  /** Manifest or lockfile. */
  readonly path: GitPath;
  /** The package; empty where it is about the whole file. */
  readonly name: string;
  /** For people: what stands there, as a sentence. */
  readonly detail: string;
}

/** A finding and the branches whose changes bring it. */
export interface BranchSupplyFinding extends SupplyFinding {
  readonly branches: readonly BranchName[];
}

/** What is checked of manifests and lockfiles, and what follows. */
export interface SupplyPolicy extends Readonly<Record<SupplyCheck, SupplyAction>> {
  /** Advisories below this level are not told. */
  readonly auditLevel: AdvisoryLevel;
  /** Hosts (`name` or `name:port`) that packages may come from; null: those of the base's lockfiles and the machine's registry. */
  readonly hosts: readonly string[] | null;
  /** Scopes (`@name`) that are not to come from the general registry; null: detect. */
  readonly privateScopes: readonly string[] | null;
}
