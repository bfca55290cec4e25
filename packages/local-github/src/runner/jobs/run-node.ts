// One job of the graph: its condition, the legs of its matrix, and what they come to together.
import { messageOf } from '../actions-error.ts';
import { evaluate, evaluateCondition, evaluateText, type Scope } from '../contexts/evaluate.ts';
import type { Job } from '../workflow/workflow.ts';
import { combinationLabel, expandMatrix, type Combination } from './matrix.ts';
import type { Leg } from './leg.ts';
import { JobSlots } from './job-slots.ts';
import { needsContext, needsStatus } from './needs.ts';
import { reportUnrun } from './report-unrun.ts';
import { joinResults, type NodeResult, type Run, type WorkflowScope } from './run.ts';
import { runCall } from './run-call.ts';
import { runJob } from './run-job.ts';

interface Strategy {
  readonly combinations: readonly (Combination | null)[];
  readonly failFast: boolean;
  readonly maxParallel: number;
}

export async function runNode(
  run: Run,
  scope: WorkflowScope,
  job: Job,
  results: ReadonlyMap<string, NodeResult>,
): Promise<NodeResult> {
  const { host } = run.shared;
  const isCancelled = scope.stop.aborted;
  const base: Scope = {
    contexts: {
      github: run.github,
      needs: needsContext(job, results),
      inputs: scope.inputs,
      vars: host.variables(run.event.repository, null),
    },
    status: needsStatus(job, scope.workflow.jobs, results, isCancelled),
  };
  const place = { key: `${scope.key}${job.id}`, name: `${scope.name}${plainName(job, base)}` };
  let strategy: Strategy;
  try {
    if (!evaluateCondition(job.condition, base)) {
      reportUnrun(run, place, isCancelled ? 'cancelled' : 'skipped', null);
      return { result: isCancelled ? 'cancelled' : 'skipped', outputs: {}, ran: false };
    }
    strategy = strategyOf(job, base);
  } catch (error) {
    reportUnrun(run, place, 'failure', messageOf(error));
    return { result: 'failure', outputs: {}, ran: true };
  }
  const mayKeep = !scope.isRepeated && job.needs.every((id) => results.get(id)?.ran !== true);
  return runLegs(run, scope, { job, base, mayKeep }, strategy);
}

async function runLegs(
  run: Run,
  scope: WorkflowScope,
  { job, base, mayKeep }: { readonly job: Job; readonly base: Scope; readonly mayKeep: boolean },
  { combinations, failFast, maxParallel }: Strategy,
): Promise<NodeResult> {
  const failed = new AbortController();
  const stop = AbortSignal.any([scope.stop, failed.signal]);
  const places = new JobSlots(maxParallel);
  const ended: NodeResult[] = [];
  const runOne = async (matrix: Combination | null, index: number) => {
    const strategy = {
      'fail-fast': failFast,
      'job-index': index,
      'job-total': combinations.length,
      'max-parallel': maxParallel,
    };
    const leg = legOf(scope, job, matrix, {
      stop,
      mayKeep,
      scope: { ...base, contexts: { ...base.contexts, matrix, strategy } },
    });
    const leave = await places.take(AbortSignal.any([scope.stop]));
    const result = await (job.kind === 'call' ? runCall(run, scope, job, leg) : runJob(run, scope, job, leg));
    leave?.();
    if (result.result === 'failure' && failFast && combinations.length > 1)
      failed.abort('Another leg of the matrix failed.');
    ended.push(result);
  };
  await Promise.all(combinations.map(runOne));
  return {
    result: joinResults(ended.map(({ result }) => result)),
    outputs: joinOutputs(ended),
    ran: ended.some(({ ran }) => ran),
  };
}

/** All legs write the same outputs: the last to end has its way, but an empty value overwrites nothing. */
function joinOutputs(ended: readonly NodeResult[]): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const each of ended) {
    for (const [name, value] of Object.entries(each.outputs)) {
      if (value !== '' || !(name in outputs)) outputs[name] = value;
    }
  }
  return outputs;
}

function strategyOf(job: Job, scope: Scope): Strategy {
  const value = (evaluate(job.strategy, scope) ?? {}) as Readonly<Record<string, unknown>>;
  const combinations = value['matrix'] === undefined ? [null] : expandMatrix(value['matrix']);
  const most = Number(value['max-parallel'] ?? combinations.length);
  if (!Number.isInteger(most) || most < 1)
    throw new Error(`max-parallel must be a whole number of at least 1, found '${most}'.`);
  return { combinations, failFast: (value['fail-fast'] ?? true) !== false, maxParallel: most };
}

function legOf(
  scope: WorkflowScope,
  job: Job,
  matrix: Combination | null,
  rest: Pick<Leg, 'scope' | 'stop' | 'mayKeep'>,
): Leg {
  const isNamed = job.name?.isExpression === true;
  const label = matrix === null || isNamed ? '' : ` ${combinationLabel(matrix)}`;
  return {
    ...rest,
    job,
    matrix,
    key: `${scope.key}${job.id}${matrix === null ? '' : ` ${JSON.stringify(matrix)}`}`,
    name: `${scope.name}${plainName(job, rest.scope)}${label}`,
  };
}

function plainName(job: Job, scope: Scope): string {
  try {
    return evaluateText(job.name, scope) || job.id;
  } catch {
    return job.id;
  }
}
