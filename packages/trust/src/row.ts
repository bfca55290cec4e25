import type { ManifestCheck, ManifestRejection, ManifestVerdict, RejectionKind } from '@sluice/model';

/** A check and what it means when it fails. */
export interface Row extends ManifestCheck {
  readonly kind: RejectionKind;
}

/** One field that must be the same string, byte for byte. */
export function equal(kind: RejectionKind, field: string, expected: string, actual: string | null): Row {
  return { kind, field, expected, actual, ok: actual === expected };
}

/** One field that must be one of a closed set. */
export function oneOf(
  kind: RejectionKind,
  field: string,
  allowed: readonly string[],
  actual: string | null,
): Row {
  const expected = allowed.length === 0 ? 'nothing is allowed' : allowed.join(' or ');
  return { kind, field, expected, actual, ok: actual !== null && allowed.includes(actual) };
}

/** The first row that failed; null: none did, and there was at least one. */
export function firstFailure(rows: readonly Row[]): ManifestRejection | null {
  const row = rows.find(({ ok }) => !ok);
  if (row) return { kind: row.kind, field: row.field, expected: row.expected, actual: row.actual };
  if (rows.length === 0) throw new TypeError('Nothing was checked, which must never mean that all is well.');
  return null;
}

export function verdictOfRows(rows: readonly Row[]): ManifestVerdict {
  return {
    rejection: firstFailure(rows),
    checks: rows.map(({ field, expected, actual, ok }) => ({ field, expected, actual, ok })),
  };
}
