// Whether the `on:` of a workflow lets an event in.
import { textOf } from '../contexts/expression-data.ts';
import type { TriggerEvent } from '../host.ts';
import { matchesPatterns } from './pattern.ts';

type Filters = Readonly<Record<string, unknown>>;

/** The activity types that start a workflow whose event names none. Events that are not here: all types. */
const DEFAULT_TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

const SKIP = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/;

export function startsOn(on: Readonly<Record<string, unknown>>, event: TriggerEvent): boolean {
  if (!(event.name in on)) return false;
  const filters = (on[event.name] ?? {}) as Filters;
  switch (event.name) {
    case 'push':
      return !isSkipped(event) && letsPushIn(filters, event);
    case 'pull_request':
    case 'pull_request_target':
      return (
        hasType(filters, event) && letsBranchIn(filters, baseBranch(event)) && letsPathsIn(filters, event)
      );
    case 'workflow_run':
      return letsRunIn(filters, event);
    default:
      return hasType(filters, event);
  }
}

function letsPushIn(filters: Filters, event: TriggerEvent): boolean {
  if (event.payload['deleted'] === true) return false;
  const tag = /^refs\/tags\/(.+)$/.exec(event.ref)?.[1];
  const branch = /^refs\/heads\/(.+)$/.exec(event.ref)?.[1];
  const namesBranches = 'branches' in filters || 'branches-ignore' in filters;
  const namesTags = 'tags' in filters || 'tags-ignore' in filters;
  if (tag !== undefined) return namesTags ? lets(filters, 'tags', tag) : !namesBranches;
  if (branch === undefined) return false;
  if (!namesBranches && namesTags) return false;
  return letsBranchIn(filters, branch) && letsPathsIn(filters, event);
}

function letsRunIn(filters: Filters, event: TriggerEvent): boolean {
  const run = (event.payload['workflow_run'] ?? {}) as Record<string, unknown>;
  const names = listOf(filters['workflows']);
  const isNamed = names.length === 0 || names.includes(String(run['name']));
  return isNamed && hasType(filters, event) && letsBranchIn(filters, textOf(run['head_branch']));
}

function hasType(filters: Filters, event: TriggerEvent): boolean {
  const types = 'types' in filters ? listOf(filters['types']) : DEFAULT_TYPES[event.name];
  return types === undefined || types.includes(String(event.payload['action']));
}

function letsBranchIn(filters: Filters, branch: string): boolean {
  return lets(filters, 'branches', branch);
}

/** Paths let a push in when one path is let in; they say nothing of tags, and nothing where the paths are not known. */
function letsPathsIn(filters: Filters, event: TriggerEvent): boolean {
  const paths = event.changedPaths;
  if (paths === null) return true;
  if ('paths' in filters) return paths.some((path) => matchesPatterns(listOf(filters['paths']), path));
  if (!('paths-ignore' in filters)) return true;
  return paths.some((path) => !matchesPatterns(listOf(filters['paths-ignore']), path));
}

function lets(filters: Filters, key: string, name: string): boolean {
  if (key in filters) return matchesPatterns(listOf(filters[key]), name);
  const ignored = `${key}-ignore`;
  return !(ignored in filters && matchesPatterns(listOf(filters[ignored]), name));
}

function listOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function baseBranch(event: TriggerEvent): string {
  const request = event.payload['pull_request'] as { base?: { ref?: string } } | undefined;
  return request?.base?.ref ?? '';
}

/** `[skip ci]` and its like in the message of the pushed commit. */
function isSkipped(event: TriggerEvent): boolean {
  const commit = event.payload['head_commit'] as { message?: string } | null | undefined;
  const message = commit?.message ?? '';
  return SKIP.test(message) || /^skip-checks: ?true$/m.test(message);
}
