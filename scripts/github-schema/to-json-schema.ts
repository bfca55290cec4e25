export type Json = { readonly [key: string]: unknown };

/** Words for people, and marks that say nothing about validity. */
const NOISE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'deprecated',
  'externalDocs',
  'readOnly',
  'title',
  'default',
  'xml',
  'discriminator',
]);
/** Below these keys are names of properties or schemas, not keywords. */
const NAMED = new Set(['properties', 'patternProperties']);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf']);

/**
 * A schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, references point into `#/schemas`, and everything
 * that is only for people is left out. Source: OpenAPI 3.0.3, section 4.7.24.
 */
export function toJsonSchema(schema: Json): Json {
  const { nullable, ...rest } = schema;
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (NOISE.has(key) || key.startsWith('x-')) continue;
    kept[key] = convert(key, value);
  }
  return nullable === true ? orNull(kept) : kept;
}

function convert(key: string, value: unknown): unknown {
  if (key === '$ref') return String(value).replace('#/components/schemas/', '#/schemas/');
  if (NAMED.has(key))
    return Object.fromEntries(
      Object.entries(value as Json).map(([name, one]) => [name, toJsonSchema(one as Json)]),
    );
  if (LISTS.has(key)) return (value as readonly Json[]).map(toJsonSchema);
  if (isSchema(value) && (key === 'items' || key === 'additionalProperties' || key === 'not'))
    return toJsonSchema(value);
  return value;
}

function orNull(schema: Readonly<Record<string, unknown>>): Json {
  const hasType = typeof schema['type'] === 'string';
  const composed = ['$ref', 'allOf', 'anyOf', 'oneOf'].some((key) => key in schema);
  if (!hasType || composed) return { anyOf: [schema, { type: 'null' }] };
  const values = schema['enum'] as readonly unknown[] | undefined;
  const withNull = values === undefined || values.includes(null) ? values : [...values, null];
  return { ...schema, type: [schema['type'], 'null'], ...(withNull === undefined ? {} : { enum: withNull }) };
}

function isSchema(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
