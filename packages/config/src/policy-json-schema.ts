// The JSON Schema of the policy file, for editors.
import * as z from 'zod';
import { DEFAULT_POLICY } from './default-policy.ts';
import { writtenPolicySchema } from './policy-shape.ts';
import { toWritten } from './written-policy.ts';

type Schema = z.core.JSONSchema.JSONSchema;

/** JSON Schema (draft 2020-12) of `.sluice.yml`, with the default of each key. */
export function policyJsonSchema(): Schema {
  const { $schema, ...schema } = z.toJSONSchema(writtenPolicySchema, {
    target: 'draft-2020-12',
    io: 'input',
  });
  const defaults: Record<string, unknown> = toWritten(DEFAULT_POLICY);
  return {
    $schema: $schema!,
    title: 'Policy of Sluice (.sluice.yml)',
    description: 'How agent branches are found, judged and landed. Every key may be left out.',
    ...schema,
    properties: withDefaults(schema.properties ?? {}, defaults),
  };
}

function withDefaults(
  properties: Record<string, unknown>,
  defaults: Record<string, unknown>,
): Record<string, Schema> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const schema = value as Schema;
      const inner = schema.properties;
      if (inner === undefined) return [key, { ...schema, default: defaults[key] }];
      return [key, { ...schema, properties: withDefaults(inner, defaults[key] as Record<string, unknown>) }];
    }),
  );
}
