// Every workflow, template and action file of the project, as text and as YAML.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(import.meta.dirname, '../..');

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface WorkflowJob {
  readonly uses?: string;
  readonly 'runs-on'?: string;
  readonly environment?: unknown;
  readonly permissions?: unknown;
  readonly secrets?: unknown;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly 'cache-mode'?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

function below(folder: string, name: RegExp): string[] {
  const names = readdirSync(join(ROOT, folder)).filter((each) => name.test(each));
  return names.toSorted().map((each) => `${folder}/${each}`);
}

export const WORKFLOWS = below('.github/workflows', /\.ya?ml$/);
export const TEMPLATES = below('workflows-templates', /\.ya?ml$/);
export const ACTION_FILES = [...below('actions', /./).map((folder) => `${folder}/action.yml`), 'action.yml'];

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function workflow(path: string): Workflow {
  return parse(read(path)) as Workflow;
}

/** All steps of a workflow, each with the name of its job. */
export function stepsOf(path: string): (readonly [string, Step])[] {
  return Object.entries(workflow(path).jobs).flatMap(([job, { steps }]) =>
    (steps ?? []).map((step) => [job, step] as const),
  );
}
