// What a workflow file says, with expressions still unevaluated.
import type { Permissions } from '../host.ts';
import type { Token } from './tokens.ts';

/** Where a workflow or action file was read. `ref` is full (`refs/heads/main`) or, for a file pinned by commit, that commit. */
export interface FileOrigin {
  readonly repository: string;
  readonly commit: string;
  readonly ref: string;
  readonly path: string;
}

export interface RunDefaults {
  readonly shell: Token | null;
  readonly workingDirectory: Token | null;
}

export interface RunAction {
  readonly kind: 'run';
  readonly script: Token;
  readonly shell: Token | null;
  readonly workingDirectory: Token | null;
}

export interface UsesAction {
  readonly kind: 'uses';
  readonly reference: string;
  readonly with: Token | null;
}

export interface Step {
  /** Empty where the file gives none. */
  readonly id: string;
  readonly name: Token | null;
  /** An expression that holds a status function: GitHub puts `success() &&` before one without. */
  readonly condition: string;
  readonly env: Token | null;
  readonly continueOnError: Token | null;
  readonly timeoutMinutes: Token | null;
  readonly action: RunAction | UsesAction;
}

interface JobBase {
  readonly id: string;
  readonly name: Token | null;
  readonly needs: readonly string[];
  readonly condition: string;
  /** null: what the workflow says. */
  readonly permissions: Permissions | null;
  readonly strategy: Token | null;
  readonly concurrency: Token | null;
  readonly cacheMode: string | null;
}

export interface StepsJob extends JobBase {
  readonly kind: 'steps';
  readonly runsOn: Token;
  readonly environment: Token | null;
  readonly env: Token | null;
  readonly defaults: RunDefaults;
  readonly outputs: Token | null;
  readonly timeoutMinutes: Token | null;
  readonly continueOnError: Token | null;
  readonly steps: readonly Step[];
  /** Features of GitHub that this runner does not have; the job fails with them as its message. */
  readonly unsupported: readonly string[];
}

export interface CallJob extends JobBase {
  readonly kind: 'call';
  /** `./.github/workflows/x.yml`, `$/…` or `owner/repo/.github/workflows/x.yml@ref`. */
  readonly uses: string;
  readonly with: Token | null;
  readonly secrets: 'inherit' | Token | null;
}

export type Job = StepsJob | CallJob;

export interface CallInput {
  readonly type: 'boolean' | 'number' | 'string';
  readonly required: boolean;
  readonly default: Token | null;
}

/** `on.workflow_call`. */
export interface CallInterface {
  readonly inputs: Readonly<Record<string, CallInput>>;
  readonly secrets: Readonly<Record<string, { readonly required: boolean }>>;
  readonly outputs: Readonly<Record<string, Token>>;
}

export interface Workflow {
  readonly origin: FileOrigin;
  /** The path of the file, if it has no `name`. */
  readonly name: string;
  readonly runName: Token | null;
  /** Events by name with their filters as plain values; null: no filters. */
  readonly on: Readonly<Record<string, unknown>>;
  readonly call: CallInterface | null;
  readonly permissions: Permissions | null;
  readonly env: Token | null;
  readonly defaults: RunDefaults;
  readonly concurrency: Token | null;
  readonly cacheMode: string | null;
  readonly jobs: readonly Job[];
}

/** A workflow with every workflow that it calls, by the id of the calling job. */
export interface LoadedWorkflow extends Workflow {
  readonly calls: ReadonlyMap<string, LoadedWorkflow>;
}

/** `owner/repo/.github/workflows/x.yml@refs/heads/main`: how GitHub names a workflow file in tokens and contexts. */
export function workflowRef(origin: FileOrigin): string {
  return `${origin.repository}/${origin.path}@${origin.ref}`;
}
