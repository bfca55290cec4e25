import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { RestOperation } from '../permissions.ts';
import { OPERATIONS, REST_SCHEMA } from './rest-schema.ts';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;

const MAX_COMPLAINTS = 6;
const IGNORED = [
  'int64',
  'int32',
  'timestamp',
  'email',
  'repo.nwo',
  'repository',
  'date',
  'binary',
  'float',
  'double',
];

/** Says what of a request or response does not fit GitHub's description. Validators are compiled when first needed. */
export class RestValidator {
  /** Of query strings, in which everything is text at first. */
  readonly #query = create(true);
  readonly #json = create(false);
  readonly #compiled = new Map<string, ValidateFunction>();

  /** Reads the query with the types that are described; a value or name that does not fit is a complaint. */
  query(
    id: RestOperation,
    search: URLSearchParams,
  ): { readonly values: Record<string, unknown>; readonly complaint: string | null } {
    const schema = querySchema(id);
    const values: Record<string, unknown> = Object.fromEntries(search);
    return { values, complaint: this.#complain(this.#query, `${id} query`, schema, values) };
  }

  body(id: RestOperation, body: unknown): string | null {
    const described = OPERATIONS[id].body;
    if (body === undefined) return described?.required === true ? `${id}: a body is required` : null;
    if (described?.schema === undefined || described.schema === null) return null;
    const known = topLevelNames(described.schema);
    const unknown = Object.keys(body as object).filter((name) => known !== null && !known.has(name));
    if (unknown.length > 0) return `${id} body: not described: ${unknown.join(', ')}`;
    return this.#complain(this.#json, `${id} body`, pointer(`/operations/${escape(id)}/body/schema`), body);
  }

  response(id: RestOperation, status: number, body: unknown): string | null {
    const responses = OPERATIONS[id].responses;
    const described = responses[String(status)];
    if (described === undefined) return status >= 400 ? null : `${id}: status ${status} is not described`;
    if (described === null) return null;
    return this.#complain(
      this.#json,
      `${id} ${status}`,
      pointer(`/operations/${escape(id)}/responses/${status}`),
      body,
    );
  }

  #complain(ajv: Ajv, key: string, schema: object, value: unknown): string | null {
    let validate = this.#compiled.get(key);
    if (validate === undefined) {
      validate = ajv.compile(schema);
      this.#compiled.set(key, validate);
    }
    if (validate(value)) return null;
    return words(key, validate.errors ?? []);
  }
}

/** The first complaints: of a schema with many alternatives each one complains. */
function words(key: string, errors: readonly ErrorObject[]): string {
  const all = [
    ...new Set(errors.map((one) => `${one.instancePath} ${one.message ?? ''} ${detail(one)}`.trimEnd())),
  ];
  const more = all.length > MAX_COMPLAINTS ? `; and ${all.length - MAX_COMPLAINTS} more` : '';
  return `${key}${all.slice(0, MAX_COMPLAINTS).join('; ')}${more}`;
}

function detail(error: ErrorObject): string {
  const { additionalProperty, allowedValues } = error.params as Readonly<Record<string, unknown>>;
  if (typeof additionalProperty === 'string') return `(${additionalProperty})`;
  return allowedValues === undefined ? '' : JSON.stringify(allowedValues);
}

function create(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ strict: false, coerceTypes, validateFormats: true, allErrors: true });
  ajv.addFormat('date-time', DATE_TIME);
  ajv.addFormat('uri', URI);
  for (const name of IGNORED) ajv.addFormat(name, true);
  return ajv.addSchema(REST_SCHEMA, 'github');
}

function pointer(path: string): object {
  return { $ref: `github#${path}` };
}

/** A segment of a JSON pointer in a URI fragment. */
function escape(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function querySchema(id: RestOperation): object {
  const properties: Record<string, object> = {};
  const required: string[] = [];
  for (const [index, one] of OPERATIONS[id].parameters.entries()) {
    if (one.in !== 'query') continue;
    properties[one.name] = pointer(`/operations/${escape(id)}/parameters/${index}/schema`);
    if (one.required) required.push(one.name);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

interface Shape {
  readonly properties?: object;
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
}

/** GitHub ignores what it does not know, but a client that sends it is mistaken. Null: any name may come. */
function topLevelNames(schema: Shape): ReadonlySet<string> | null {
  if (schema.properties === undefined) {
    const parts = (schema.anyOf ?? schema.oneOf)?.map(topLevelNames);
    if (parts === undefined || parts.includes(null)) return null;
    return new Set(parts.flatMap((part) => [...(part ?? [])]));
  }
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false) return null;
  const nested = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((part) =>
    Object.keys(part.properties ?? {}),
  );
  return new Set([...Object.keys(schema.properties), ...nested]);
}
