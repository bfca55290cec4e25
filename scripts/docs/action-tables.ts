// The tables of an action's page: what its action.yml says of inputs and outputs, as Markdown.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');

/** The actions that have a page with tables, by folder. The folder '' is the root of the repository. */
export const ACTIONS = [
  'actions/extract-manifest',
  'actions/attest',
  'actions/cluster',
  'actions/merge-candidates',
  'actions/ask-model',
  'actions/validate',
  'actions/deliver',
] as const;

interface Described {
  readonly description: string;
  readonly required?: boolean;
}

/** `inputs` and `outputs` of the action in a folder; outputs that differ by a number only are one row. */
export function actionTables(folder: string): Readonly<Record<'inputs' | 'outputs', string>> {
  const action = parse(readFileSync(join(ROOT, folder, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, Described>>;
    readonly outputs: Readonly<Record<string, Described>>;
  };
  const inputs = Object.entries(action.inputs).map(([name, { description, required }]) =>
    row(name, required === true ? `**Required.** ${description}` : description),
  );
  const outputs = Object.entries(action.outputs).flatMap(([name, { description }]) => {
    if (/_(?!1$)\d+$/.test(name)) return [];
    const many = name.endsWith('_1');
    return [
      row(many ? name.replace(/1$/, 'N') : name, many ? description.replace(' 1;', ' N;') : description),
    ];
  });
  return { inputs: table('Input', inputs), outputs: table('Output', outputs) };
}

function table(head: string, rows: readonly string[]): string {
  return [`| ${head} | Meaning |`, '| --- | --- |', ...rows].join('\n');
}

function row(name: string, description: string): string {
  return `| \`${name}\` | ${description.trim().replaceAll('\n', ' ').replaceAll('|', '\\|')} |`;
}
