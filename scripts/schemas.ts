// Writes the JSON Schemas that the repository publishes; with `--check` it only tells whether they are up to date.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { policyJsonSchema } from '@sluice/config';
import { manifestStatementSchema, runResultSchema } from '@sluice/model';

const root = join(import.meta.dirname, '..');

const SCHEMAS = {
  'packages/config/schema/sluice-policy.schema.json': policyJsonSchema,
  'packages/model/schema/sluice-manifest.schema.json': manifestJsonSchema,
  'packages/model/schema/sluice-run.schema.json': runJsonSchema,
};

function runJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(runResultSchema, { target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Result of sluice run and sluice plan (sluice/run@1)',
    description: 'What became of every agent branch, and the evidence.',
    ...schema,
  };
}

function manifestJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(manifestStatementSchema, { target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Signed statement about an agent branch (sluice/agent-manifest@1)',
    description:
      'In-toto statement v1 whose predicate is what git says about one agent branch at one commit.',
    ...schema,
  };
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const check = process.argv.includes('--check');
for (const [path, schemaOf] of Object.entries(SCHEMAS)) {
  const file = join(root, path);
  const config = await resolveConfig(file);
  const text = await format(JSON.stringify(schemaOf(), null, 2), { ...config, parser: 'json' });
  if (readIfThere(file) === text) continue;
  if (check) {
    console.error(`${path} is out of date: run \`node scripts/schemas.ts\`.`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`${path} written.`);
  }
}
