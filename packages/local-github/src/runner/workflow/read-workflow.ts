// From the token tree of a workflow file to what it says.
import { property, entriesOf, literalText, plain, type Token } from './tokens.ts';
import type { CallInput, CallInterface, FileOrigin, Job, Workflow } from './workflow.ts';
import { readDefaults, readJob } from './read-job.ts';
import { readPermissions } from './permissions.ts';

/** The `cache-mode` keys of a file, which GitHub's parser does not know yet: `''` is the workflow's, the others are by job. */
export type CacheModes = Readonly<Record<string, string>>;

export function readWorkflow(root: Token, origin: FileOrigin, cacheModes: CacheModes): Workflow {
  const on = property(root, 'on');
  return {
    origin,
    name: literalText(property(root, 'name')) ?? origin.path,
    runName: property(root, 'run-name'),
    on: readEvents(on),
    call: readCall(on),
    permissions: readPermissions(property(root, 'permissions')),
    env: property(root, 'env'),
    defaults: readDefaults(property(root, 'defaults')),
    concurrency: property(root, 'concurrency'),
    cacheMode: cacheModes[''] ?? null,
    jobs: entriesOf(property(root, 'jobs')).map(([id, token]): Job =>
      readJob(id, token, cacheModes[`jobs.${id}`] ?? null),
    ),
  };
}

/** `push`, `[push, schedule]` and the mapping form, all as one mapping. */
function readEvents(on: Token | null): Readonly<Record<string, unknown>> {
  const value = plain(on);
  if (typeof value === 'string') return { [value]: null };
  if (Array.isArray(value)) return Object.fromEntries(value.map((name) => [String(name), null]));
  return (value ?? {}) as Readonly<Record<string, unknown>>;
}

function readCall(on: Token | null): CallInterface | null {
  if (!('workflow_call' in readEvents(on))) return null;
  const call = property(on, 'workflow_call');
  return {
    inputs: Object.fromEntries(
      entriesOf(property(call, 'inputs')).map(([name, token]) => [name, readInput(token)]),
    ),
    secrets: Object.fromEntries(
      entriesOf(property(call, 'secrets')).map(([name, token]) => [
        name,
        { required: literalText(property(token, 'required')) === 'true' },
      ]),
    ),
    outputs: Object.fromEntries(
      entriesOf(property(call, 'outputs')).flatMap(([name, token]) => {
        const value = property(token, 'value');
        return value ? [[name, value]] : [];
      }),
    ),
  };
}

function readInput(token: Token): CallInput {
  return {
    type: (literalText(property(token, 'type')) ?? 'string') as CallInput['type'],
    required: literalText(property(token, 'required')) === 'true',
    default: property(token, 'default'),
  };
}
