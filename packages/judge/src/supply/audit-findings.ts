import { ADVISORY_LEVELS, type GitPath, type SupplyFinding, type SupplyPolicy } from '@sluice/model';
import { quote, type Found } from './found.ts';
import type { Advisory, AuditReading } from './read-audit.ts';
import { graded } from './supply-checker.ts';

/**
 * Advisories for a lockfile that the base's does not have, by advisory and package, and from the policy's level on; one
 * without a level counts as grave. An audit that failed is a finding, never a clean one.
 *
 * @param before the audit of the base's lockfile; null: the base has none, so that every advisory is new
 */
export function auditFindings(
  path: GitPath,
  { before, after }: { readonly before: AuditReading | null; readonly after: AuditReading },
  policy: SupplyPolicy,
): SupplyFinding[] {
  const reason = [after, before].find((reading) => reading?.kind === 'failed');
  if (reason?.kind === 'failed') {
    const which = reason === after ? '' : 'The lockfile of the base: ';
    return graded({ kind: 'not-audited', path, name: '', detail: quote(which + reason.why) }, policy);
  }
  const old = new Set((before as Audited | null)?.advisories.map(keyOf));
  const least = ADVISORY_LEVELS.indexOf(policy.auditLevel);
  const fresh = new Map(
    (after as Audited).advisories
      .filter((one) => !old.has(keyOf(one)))
      .filter(({ level }) => level === null || ADVISORY_LEVELS.indexOf(level) >= least)
      .map((one) => [keyOf(one), one]),
  );
  return [...fresh.values()]
    .map(({ id, package: name, level, title }): Found => ({
      kind: 'advisory',
      path,
      name,
      detail: quote(`${id}${level === null ? '' : ` (${level})`}: ${title}`),
    }))
    .toSorted((a, b) => (a.name + a.detail < b.name + b.detail ? -1 : 1))
    .flatMap((found) => graded(found, policy));
}

type Audited = Extract<AuditReading, { kind: 'audited' }>;

function keyOf({ id, package: name }: Advisory): string {
  return `${id} ${name}`;
}
