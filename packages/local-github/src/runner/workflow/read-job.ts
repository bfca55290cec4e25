// One job of a workflow file and its steps.
import { conditionOf } from './condition.ts';
import { readPermissions } from './permissions.ts';
import { entriesOf, itemsOf, literalText, plain, property, type Token } from './tokens.ts';
import type { Job, RunDefaults, Step } from './workflow.ts';

export function readJob(id: string, token: Token, cacheMode: string | null): Job {
  const base = {
    id,
    name: property(token, 'name'),
    needs: readNeeds(property(token, 'needs')),
    condition: conditionOf(property(token, 'if')),
    permissions: readPermissions(property(token, 'permissions')),
    strategy: property(token, 'strategy'),
    concurrency: property(token, 'concurrency'),
    cacheMode,
  };
  const uses = literalText(property(token, 'uses'));
  if (uses !== null) {
    const secrets = property(token, 'secrets');
    const inherit = literalText(secrets) === 'inherit';
    return {
      ...base,
      kind: 'call',
      uses,
      with: property(token, 'with'),
      secrets: inherit ? 'inherit' : secrets,
    };
  }
  const runsOn = property(token, 'runs-on');
  if (runsOn === null) throw new Error(`The job '${id}' has neither runs-on nor uses.`);
  return {
    ...base,
    kind: 'steps',
    runsOn,
    environment: property(token, 'environment'),
    env: property(token, 'env'),
    defaults: readDefaults(property(token, 'defaults')),
    outputs: property(token, 'outputs'),
    timeoutMinutes: property(token, 'timeout-minutes'),
    continueOnError: property(token, 'continue-on-error'),
    steps: itemsOf(property(token, 'steps')).flatMap(readStep),
    unsupported: unsupportedIn(token),
  };
}

export function readDefaults(token: Token | null): RunDefaults {
  const run = property(token, 'run');
  return { shell: property(run, 'shell'), workingDirectory: property(run, 'working-directory') };
}

/** A step of a job or of a composite action; none for the kinds that `unsupportedIn` refuses. */
export function readStep(token: Token): Step[] {
  const base = {
    id: literalText(property(token, 'id')) ?? '',
    name: property(token, 'name'),
    condition: conditionOf(property(token, 'if')),
    env: property(token, 'env'),
    continueOnError: property(token, 'continue-on-error'),
    timeoutMinutes: property(token, 'timeout-minutes'),
  };
  const script = property(token, 'run');
  if (script) {
    const shell = property(token, 'shell');
    return [
      {
        ...base,
        action: { kind: 'run', script, shell, workingDirectory: property(token, 'working-directory') },
      },
    ];
  }
  const reference = literalText(property(token, 'uses'));
  if (reference === null) return [];
  return [{ ...base, action: { kind: 'uses', reference, with: property(token, 'with') } }];
}

function readNeeds(token: Token | null): string[] {
  const value = plain(token);
  if (value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** What GitHub can do and this runner cannot, as said in a job or a list of steps. */
export function unsupportedIn(token: Token): string[] {
  const features = ['container', 'services', 'snapshot'].filter((name) => property(token, name) !== null);
  const steps = itemsOf(property(token, 'steps')).flatMap((step) =>
    entriesOf(step)
      .map(([name]) => name)
      .filter((name) => ['background', 'wait', 'wait-all', 'cancel', 'parallel'].includes(name))
      .map((name) => `steps.${name}`),
  );
  return [...new Set([...features, ...steps])];
}
