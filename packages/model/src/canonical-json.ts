/**
 * JSON with one spelling for each value: object keys sorted by their UTF-16 code units, no white space, strings as
 * `JSON.stringify` writes them (RFC 8785, except that lone surrogates, which stand for bytes of paths that are not UTF-8,
 * are escaped as `\udcXX` and not refused). What has one spelling can be compared and hashed as bytes.
 *
 * @throws TypeError for what JSON has no word for: undefined, functions, symbols, big integers, NaN, infinities.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`JSON has no word for this ${typeof value}.`);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`;
}
