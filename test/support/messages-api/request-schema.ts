// What the published Messages API takes, as far as a client without tools can ask for it: everything else is refused, as
// the service refuses unknown fields. The keys are those of the client library's own types, which `covered` holds it to.
import Ajv2020 from 'ajv/dist/2020.js';
import type { MessageCreateParamsBase } from '@anthropic-ai/sdk/resources/messages';

type Key = keyof MessageCreateParamsBase;
type Schema = Readonly<Record<string, unknown>>;

const closed = (required: readonly string[], properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

const cacheControl = closed(['type'], { type: { const: 'ephemeral' }, ttl: { enum: ['5m', '1h'] } });
const textBlock = closed(['type', 'text'], {
  type: { const: 'text' },
  text: { type: 'string', minLength: 1 },
  cache_control: { anyOf: [cacheControl, { type: 'null' }] },
});
const content = {
  anyOf: [
    { type: 'string', minLength: 1 },
    { type: 'array', items: textBlock, minItems: 1 },
  ],
};

const covered: Partial<Record<Key, Schema>> = {
  model: { type: 'string', minLength: 1 },
  max_tokens: { type: 'integer', minimum: 1 },
  messages: {
    type: 'array',
    minItems: 1,
    items: closed(['role', 'content'], { role: { enum: ['user', 'assistant'] }, content }),
  },
  system: { anyOf: [{ type: 'string' }, { type: 'array', items: textBlock }] },
  stream: { type: 'boolean' },
  stop_sequences: { type: 'array', items: { type: 'string' } },
  output_config: closed([], {
    effort: { enum: ['low', 'medium', 'high', 'xhigh', 'max', null] },
    format: closed(['type', 'schema'], { type: { const: 'json_schema' }, schema: { type: 'object' } }),
  }),
};

/** What a schema of an answer may be made of. Source: docs.anthropic.com, 'Structured outputs'. */
const ANSWER_KEYS = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'const',
  'anyOf',
  'description',
  'title',
  '$defs',
  '$ref',
]);
const MOST_CACHED = 4;

const isRequest = new Ajv2020({ allErrors: true }).compile(
  closed(['model', 'max_tokens', 'messages'], covered),
);

/** Why the service would refuse a request; empty: it would not. */
export function requestProblems(request: unknown): string[] {
  if (!isRequest(request))
    return isRequest.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
  const { output_config } = request as { output_config?: { format?: { schema: unknown } } };
  const cached = JSON.stringify(request).split('"cache_control":{').length - 1;
  return [
    ...answerProblems(output_config?.format?.schema, '/output_config/format/schema'),
    ...(cached > MOST_CACHED
      ? [`A maximum of ${MOST_CACHED} blocks with cache_control may be provided.`]
      : []),
  ];
}

function answerProblems(schema: unknown, at: string): string[] {
  if (schema === undefined) return [];
  const { properties, items, anyOf, ...rest } = schema as Record<string, unknown>;
  const unknown = Object.keys(rest).filter((key) => !ANSWER_KEYS.has(key));
  const open = rest['type'] === 'object' && rest['additionalProperties'] !== false;
  return [
    ...unknown.map((key) => `${at}: ${key} is not supported`),
    ...(open ? [`${at}: additionalProperties must be false`] : []),
    ...Object.entries(Object(properties) as object).flatMap(([key, each]) =>
      answerProblems(each, `${at}/${key}`),
    ),
    ...(items === undefined ? [] : answerProblems(items, `${at}/items`)),
    ...(Array.isArray(anyOf) ? anyOf.flatMap((each) => answerProblems(each, `${at}/anyOf`)) : []),
  ];
}
