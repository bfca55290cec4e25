// The parts of the reference pages that repeat what the code says, as Markdown.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicy, showPolicy } from '@sluice/config';
import { CONFLICT_KINDS, EDGE_KINDS, METHODS, REASONS, STRATEGIES, SUPPLY_FINDINGS } from '@sluice/model';
import { UNBLOCK } from '../../packages/deliver/src/words.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
}

/** Every generated block by its name. */
export function referenceBlocks(): Readonly<Record<string, string>> {
  const policy = schemaOf('packages/config/schema/sluice-policy.schema.json');
  const result = schemaOf('packages/model/schema/sluice-run.schema.json');
  const part = (key: string): Schema => objectIn(policy.properties![key]!);
  return {
    'policy-keys': table(['Key', 'Meaning'], meanings(policy)),
    'policy-tiers': table(['Key', 'Meaning'], meanings(part('tiers'))),
    'policy-install': table(['Key', 'Meaning'], meanings(part('install'))),
    'policy-risks': table(['Key', 'Meaning'], meanings(part('risks'))),
    'policy-limits': table(['Key', 'Meaning', 'Default'], limits(part('limits'))),
    'policy-supply-chain': table(['Key', 'Meaning', 'Default'], limits(part('supply-chain'))),
    'policy-merge': table(['Key', 'Meaning', 'Default'], limits(part('merge'))),
    'policy-model': table(['Key', 'Meaning', 'Default'], limits(part('model'))),
    'policy-admission': table(['Key', 'Meaning', 'Default'], limits(part('admission'))),
    'policy-defaults': fenced('yaml', defaults()),
    reasons: table(
      ['Reason', 'Outcome', 'Meaning', 'What would get it on its way'],
      Object.entries(REASONS).map(([reason, [kind, meaning]]) => [
        code(reason),
        kind === 'lands' ? 'landed, planned' : kind,
        meaning,
        UNBLOCK[reason as keyof typeof REASONS],
      ]),
    ),
    'supply-findings': table(
      ['Finding', 'Key of the policy', 'Meaning'],
      Object.entries(SUPPLY_FINDINGS).map(([kind, [check, meaning]]) => [
        code(kind),
        code(check.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)),
        meaning,
      ]),
    ),
    'edge-kinds': table(['Kind', 'Meaning'], coded(EDGE_KINDS)),
    'conflict-kinds': table(['Conflict', 'Meaning'], coded(CONFLICT_KINDS)),
    methods: table(['Method', 'Meaning'], coded(METHODS)),
    strategies: table(['Strategy', 'Meaning'], coded(STRATEGIES)),
    'result-keys': table(['Key', 'Content'], shapeOf(result)),
  };
}

function schemaOf(path: string): Schema {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Schema;
}

/** The mapping that a key may hold, below lists and alternatives. */
function objectIn(schema: Schema): Schema {
  if (schema.properties) return schema;
  const inner = [schema.items, ...(schema.anyOf ?? [])].filter((each) => each !== undefined);
  const found = inner.find((each) => each.properties ?? each.items);
  if (!found) throw new Error('No mapping in this part of the schema.');
  return objectIn(found);
}

function meanings(schema: Schema): string[][] {
  return Object.entries(schema.properties!).map(([key, { description }]) => [code(key), description ?? '']);
}

function limits(schema: Schema): string[][] {
  return Object.entries(schema.properties!).map(([key, each]) => [
    code(key),
    each.description ?? '',
    String(each.default),
  ]);
}

function defaults(): string {
  const reading = readPolicy(null);
  if (!('effective' in reading)) throw new Error('The default policy has problems.');
  return showPolicy(reading.effective).replaceAll('  # default\n', '\n').replaceAll('"', "'").trimEnd();
}

/** One row for each key of the result, with what its objects hold. */
function shapeOf(schema: Schema): string[][] {
  return Object.entries(schema.properties!).map(([key, each]) => [code(key), contentOf(each)]);
}

function contentOf(schema: Schema): string {
  if (schema.description) return schema.description;
  const alternatives = schema.anyOf?.filter(({ type }) => type !== 'null');
  if (alternatives?.length === 1) return `${contentOf(alternatives[0]!)}, or null`;
  if (schema.items) return `list of: ${contentOf(schema.items)}`;
  if (!schema.properties) return schema.type ?? 'text';
  return Object.keys(schema.properties).map(code).join(', ');
}

function coded(entries: Readonly<Record<string, string>>): string[][] {
  return Object.entries(entries).map(([name, meaning]) => [code(name), meaning]);
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
