// A job that calls a workflow.
import { ActionsError, messageOf } from '../actions-error.ts';
import { evaluate, evaluateTexts, type Scope } from '../contexts/evaluate.ts';
import { toData } from '../contexts/expression-data.ts';
import type { CallInput, CallJob, LoadedWorkflow } from '../workflow/workflow.ts';
import { enterGroup, type Turn } from './enter-group.ts';
import { reportUnrun } from './report-unrun.ts';
import type { Leg } from './leg.ts';
import type { NodeResult, Run, WorkflowScope } from './run.ts';
import { handedSecrets, type SecretSource } from './secret-source.ts';

export async function runCall(run: Run, caller: WorkflowScope, job: CallJob, leg: Leg): Promise<NodeResult> {
  const called = caller.workflow.calls.get(job.id);
  if (!called) throw new Error(`The workflow of '${job.id}' was not loaded.`);
  const own = new AbortController();
  const stop = AbortSignal.any([leg.stop, own.signal]);
  const turns = {
    stop,
    cancel: (reason: string) => own.abort(reason),
    repository: run.event.repository,
    groups: run.shared.groups,
  };
  const leaves: Turn[] = [];
  try {
    const first = await enterGroup(job.concurrency, leg.scope, { ...turns, held: caller.held });
    leaves.push(first);
    if (first.kind === 'dropped') return cancelled(run, leg);
    const inputs = callInputs(called, evaluate(job.with, leg.scope), leg.scope);
    const inside: Scope = { contexts: { github: run.github, inputs, vars: leg.scope.contexts['vars'] } };
    const second = await enterGroup(called.concurrency, inside, { ...turns, held: first.held });
    leaves.push(second);
    if (second.kind === 'dropped') return cancelled(run, leg);
    return await run.runWorkflow(run, {
      workflow: called,
      key: `${leg.key}/`,
      name: `${leg.name} / `,
      inputs,
      secrets: secretsOf(caller.secrets, job, leg.scope),
      permissions: job.permissions ?? caller.workflow.permissions ?? caller.permissions,
      stop,
      held: second.held,
      isRepeated: !leg.mayKeep,
    });
  } catch (error) {
    if (!(error instanceof ActionsError)) throw error;
    reportUnrun(run, leg, 'failure', messageOf(error));
    return { result: 'failure', outputs: {}, ran: true };
  } finally {
    for (const turn of leaves.toReversed()) if (turn.kind === 'in') turn.leave();
  }
}

function cancelled(run: Run, leg: Leg): NodeResult {
  reportUnrun(run, leg, 'cancelled', null);
  return { result: 'cancelled', outputs: {}, ran: true };
}

function secretsOf(source: SecretSource, job: CallJob, scope: Scope): SecretSource {
  if (job.secrets === 'inherit') return source;
  if (job.secrets === null) return () => ({});
  const within = { ...scope, contexts: { ...scope.contexts, secrets: source(null) } };
  return handedSecrets(source, evaluateTexts(job.secrets, within));
}

/** The `inputs` of a called workflow. An `ActionsError` names a value of the wrong type. */
export function callInputs(called: LoadedWorkflow, given: unknown, caller: Scope): Record<string, unknown> {
  const values = new Map(
    Object.entries(given ?? {}).map(([name, value]): [string, unknown] => [name.toLowerCase(), value]),
  );
  const defaults: Scope = { contexts: { github: caller.contexts['github'], vars: caller.contexts['vars'] } };
  return Object.fromEntries(
    Object.entries(called.call?.inputs ?? {}).map(([name, input]) => {
      const value =
        values.get(name.toLowerCase()) ?? (input.default === null ? null : evaluate(input.default, defaults));
      return [name, typed(name, input, value)];
    }),
  );
}

const EMPTY = { boolean: false, number: 0, string: '' } as const;

function typed(name: string, { type }: CallInput, value: unknown): unknown {
  if (value === null) return EMPTY[type];
  if (type === 'string') return toData(value).coerceString();
  if (typeof value === type) return value;
  throw new ActionsError(
    `The value '${toData(value).coerceString()}' of the input '${name}' is not a ${type}.`,
  );
}
