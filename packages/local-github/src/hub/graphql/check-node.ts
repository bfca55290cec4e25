import { instant, instantOrNull } from '../rest/views/instant.ts';
import { suiteIdOf } from '../rest/views/check-view.ts';
import { nodeId } from '../state/node-id.ts';
import type { CheckRun, Status } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import { appNode } from './actor-node.ts';
import { connection, type PageArguments } from './connection.ts';

export type SuiteArguments = PageArguments & {
  readonly filterBy?: { readonly appId?: number; readonly checkName?: string } | null;
};

/** The check suites of a commit: one for each app. */
export function suitesNode(repository: Repository, sha: string, args: SuiteArguments): object {
  const { appId, checkName } = args.filterBy ?? {};
  const runs = runsOf(repository, sha).filter(
    (run) => (appId ?? run.app.id) === run.app.id && (checkName ?? run.name) === run.name,
  );
  const suites = [...Map.groupBy(runs, suiteIdOf).values()];
  return connection('checkSuites', args, suites, (suite) => suiteNode(repository, suite));
}

/** All checks and statuses of a commit as one; null where there are none. */
export function rollupNode(repository: Repository, sha: string): object | null {
  const runs = newestOf(runsOf(repository, sha), (run) => `${run.app.id}\0${run.name}`);
  const statuses = newestOf(
    repository.statuses.filter((one) => one.sha === sha),
    (one) => one.context,
  );
  const all = [
    ...runs.map((run) => ({ state: stateOf(run), node: runNode(repository, run) })),
    ...statuses.map((one) => statusPart(repository, one)),
  ];
  if (all.length === 0) return null;
  const worst = ['ERROR', 'FAILURE', 'PENDING', 'EXPECTED', 'SUCCESS'].find((state) =>
    all.some((one) => one.state === state),
  );
  return {
    __typename: 'StatusCheckRollup',
    id: nodeId('StatusCheckRollup', repository.fullName, sha),
    state: worst ?? 'SUCCESS',
    contexts: (args: PageArguments) => connection('contexts', args, all, (one) => one.node),
  };
}

export function runNode(repository: Repository, run: CheckRun): object {
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', repository.fullName, run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    title: run.output.title,
    summary: run.output.summary,
    detailsUrl: run.detailsUrl,
    externalId: run.externalId,
    startedAt: instant(run.startedAt),
    completedAt: instantOrNull(run.completedAt),
    checkSuite: () =>
      suiteNode(
        repository,
        runsOf(repository, run.headSha).filter((one) => suiteIdOf(one) === suiteIdOf(run)),
      ),
  };
}

interface RunFilter {
  readonly appId?: number;
  readonly checkName?: string;
  readonly checkType?: 'ALL' | 'LATEST';
}

function suiteNode(repository: Repository, runs: readonly CheckRun[]): object {
  const [first] = runs;
  if (first === undefined) throw new Error('a check suite has at least one run');
  const isOver = runs.every((run) => run.status === 'completed');
  const worst = runs.find((run) => stateOf(run) === 'FAILURE')?.conclusion ?? 'success';
  const id = suiteIdOf(first);
  return {
    __typename: 'CheckSuite',
    id: nodeId('CheckSuite', repository.fullName, id),
    databaseId: id % 2 ** 31,
    status: isOver ? 'COMPLETED' : 'IN_PROGRESS',
    conclusion: isOver ? worst.toUpperCase() : null,
    app: appNode(first.app),
    checkRuns: (args: PageArguments & { filterBy?: RunFilter }) => {
      const { checkName, checkType } = args.filterBy ?? {};
      const named = runs.filter((run) => (checkName ?? run.name) === run.name);
      const wanted = checkType === 'LATEST' ? newestOf(named, (run) => run.name) : named;
      return connection('checkRuns', args, wanted, (run) => runNode(repository, run));
    },
  };
}

function statusPart(repository: Repository, status: Status): { state: string; node: object } {
  const state = status.state.toUpperCase();
  const node = {
    __typename: 'StatusContext',
    id: nodeId('StatusContext', repository.fullName, status.id),
    context: status.context,
    state,
    description: status.description,
    targetUrl: status.targetUrl,
  };
  return { state, node };
}

function runsOf(repository: Repository, sha: string): readonly CheckRun[] {
  return [...repository.checkRuns.values()].filter((run) => run.headSha === sha);
}

function stateOf(run: CheckRun): string {
  if (run.status !== 'completed') return 'PENDING';
  return ['success', 'neutral', 'skipped'].includes(run.conclusion ?? '') ? 'SUCCESS' : 'FAILURE';
}

function newestOf<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
