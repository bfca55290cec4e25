// Between plain values and the values of GitHub's expression language.
import { data } from '@actions/expressions';

export type ExpressionData = data.ExpressionData;

const known = new WeakMap<object, ExpressionData>();

/** Frozen objects (the event, above all) are converted once. */
export function toData(value: unknown): ExpressionData {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (typeof value !== 'object') throw new TypeError(`No expression can hold a ${typeof value}.`);
  const before = known.get(value);
  if (before) return before;
  const converted = Array.isArray(value)
    ? new data.Array(...value.map((item) => toData(item)))
    : new data.Dictionary(...Object.entries(value).map(([key, item]) => ({ key, value: toData(item) })));
  if (Object.isFrozen(value)) known.set(value, converted);
  return converted;
}

export function fromData(value: ExpressionData): unknown {
  switch (value.kind) {
    case data.Kind.Null:
      return null;
    case data.Kind.String:
    case data.Kind.Number:
    case data.Kind.Boolean:
      return value.value;
    case data.Kind.Array:
      return value.values().map(fromData);
    default:
      return Object.fromEntries(value.pairs().map((pair) => [pair.key, fromData(pair.value)]));
  }
}

/** A plain value as GitHub turns it into text: '' for null, `Object` for a mapping. */
export function textOf(value: unknown): string {
  return toData(value).coerceString();
}

/** GitHub's truth: false, 0, '' and null are false. */
export function isTrue(value: ExpressionData): boolean {
  return Boolean(fromData(value));
}
