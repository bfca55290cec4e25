import { toJsonSchema, type Json } from './to-json-schema.ts';

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Json;
}

interface Content {
  readonly $ref?: string;
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema?: Json }>>;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

export interface OpenApi {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * The description of the named operations alone, as JSON Schema: `operations` by id (method, path, parameters, body,
 * responses by status; a null schema: no JSON body) and `schemas` with everything that they refer to.
 */
export function restSubset(api: OpenApi, wanted: readonly string[]): { readonly [key: string]: unknown } {
  const operations: Record<string, unknown> = {};
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!wanted.includes(operation.operationId)) continue;
      operations[operation.operationId] = describe(api, method.toUpperCase(), path, operation);
    }
  }
  const missing = wanted.filter((id) => !(id in operations));
  if (missing.length > 0) throw new Error(`GitHub's description has no ${missing.join(', ')}`);
  const source = `GitHub's OpenAPI description ${api.info.version} (@octokit/openapi, MIT), a subset`;
  return { source, operations: sorted(operations), schemas: closure(api, operations) };
}

function describe(api: OpenApi, method: string, path: string, operation: Operation): unknown {
  const parameters = (operation.parameters ?? [])
    .map((one) => resolve(api, one))
    .filter((one) => one.in !== 'header')
    .map((one) => ({
      name: one.name,
      in: one.in,
      required: one.required ?? false,
      schema: toJsonSchema(one.schema),
    }));
  const body = operation.requestBody === undefined ? null : resolve(api, operation.requestBody);
  const responses = Object.entries(operation.responses).map(([status, one]) => [
    status,
    bodySchema(resolve(api, one)),
  ]);
  return {
    method,
    path,
    parameters,
    body: body === null ? null : { required: body.required ?? false, schema: bodySchema(body) },
    responses: Object.fromEntries(responses) as unknown,
  };
}

function bodySchema(content: Content): Json | null {
  const schema = content.content?.['application/json']?.schema;
  return schema === undefined ? null : toJsonSchema(schema);
}

function resolve<T extends { readonly $ref?: string }>(api: OpenApi, one: T): T {
  if (one.$ref === undefined) return one;
  const [, , kind = '', name = ''] = one.$ref.split('/');
  return api.components[kind]?.[name] as T;
}

/** Every component schema that the operations reach, directly or through another. */
function closure(api: OpenApi, operations: unknown): unknown {
  const found: Record<string, unknown> = {};
  const todo = referred(operations);
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (name in found) continue;
    found[name] = toJsonSchema(api.components['schemas']?.[name] as Json);
    todo.push(...referred(found[name]));
  }
  return sorted(found);
}

function referred(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"\$ref":"#\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
}

function sorted(entries: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
