import { ADVISORY_LEVELS, type AdvisoryLevel } from '@sluice/model';
import { isObject, parseJson, textOf } from './narrow.ts';

/** An advisory that applies to a package of a lockfile. */
export interface Advisory {
  readonly id: string;
  readonly package: string;
  /** null: the source does not grade. */
  readonly level: AdvisoryLevel | null;
  readonly title: string;
}

export type AuditReading =
  | { readonly kind: 'audited'; readonly advisories: readonly Advisory[] }
  /** Why nothing can be said, as a sentence. */
  | { readonly kind: 'failed'; readonly why: string };

/**
 * The report of `npm audit --json`: `auditReportVersion` 2, and all that it says must be of the form that npm writes,
 * since a report that is half understood would pass for one without advisories.
 * Source: https://docs.npmjs.com/cli/commands/npm-audit, https://github.com/npm/npm-audit-report
 */
export function readNpmAudit(text: string): AuditReading {
  const report = parseJson(text);
  if (!isObject(report)) return failed('npm audit gave no JSON.');
  const { auditReportVersion, vulnerabilities, error, message } = report;
  if (auditReportVersion === undefined && (error !== undefined || message !== undefined)) {
    const summary = isObject(error) ? textOf(error['summary']) : null;
    return failed(`npm audit failed: ${summary || textOf(message) || 'it does not say why'}.`);
  }
  if (auditReportVersion !== 2) return failed('The report of npm audit is of a version that is not known.');
  if (!isObject(vulnerabilities)) return failed('The report of npm audit has no vulnerabilities.');
  const advisories: Advisory[] = [];
  for (const [name, found] of Object.entries(vulnerabilities)) {
    const via = isObject(found) ? found['via'] : undefined;
    if (!Array.isArray(via)) return failed(`The report of npm audit does not say why ${name} is in it.`);
    for (const cause of via as unknown[]) {
      // The name of a package that is vulnerable and in the report itself.
      if (typeof cause === 'string') continue;
      const advisory = npmAdvisory(cause);
      if (advisory === null)
        return failed(`The report of npm audit has an advisory for ${name} that cannot be read.`);
      advisories.push(advisory);
    }
  }
  return { kind: 'audited', advisories };
}

function npmAdvisory(cause: unknown): Advisory | null {
  if (!isObject(cause)) return null;
  const { source, name, title, severity, url } = cause;
  const known = /\/(GHSA(?:-[0-9a-z]{4}){3})$/.exec(textOf(url) ?? '')?.[1];
  if (typeof source !== 'number' || typeof name !== 'string' || typeof title !== 'string') return null;
  const level = ADVISORY_LEVELS.find((one) => one === severity) ?? null;
  if (level === null && severity !== 'info') return null;
  return { id: known ?? String(source), package: name, level: level ?? 'low', title };
}

/** The report of `pip-audit --format json`. Source: https://github.com/pypa/pip-audit, "Usage" */
export function readPipAudit(text: string): AuditReading {
  const report = parseJson(text);
  if (!isObject(report) || !Array.isArray(report['dependencies'])) return failed('pip-audit gave no report.');
  const advisories: Advisory[] = [];
  for (const dependency of report['dependencies'] as unknown[]) {
    if (!isObject(dependency) || typeof dependency['name'] !== 'string')
      return failed('The report of pip-audit cannot be read.');
    const { name, vulns, skip_reason: skipped } = dependency;
    if (typeof skipped === 'string') return failed(`pip-audit left out ${name}: ${skipped}.`);
    if (!Array.isArray(vulns)) return failed(`The report of pip-audit says nothing of ${name}.`);
    for (const found of vulns as unknown[]) {
      if (!isObject(found) || typeof found['id'] !== 'string')
        return failed(`The report of pip-audit has an advisory for ${name} that cannot be read.`);
      const { id, fix_versions: fixes } = found;
      const title =
        Array.isArray(fixes) && fixes.length > 0 ? `fixed in ${fixes.join(', ')}` : 'no fix is known';
      advisories.push({ id, package: name, level: null, title });
    }
  }
  return { kind: 'audited', advisories };
}

function failed(why: string): AuditReading {
  return { kind: 'failed', why: why.replace(/\.+$/, '.') };
}
