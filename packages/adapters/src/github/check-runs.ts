import type { Oid } from '@sluice/model';
import type { CheckRunFacts, CheckRunText } from '@sluice/ports';
import type { Answer } from './answer.ts';
import { aliased } from './aliased.ts';
import type { Api } from './api.ts';
import { createOnce } from './create-once.ts';

// Of the suites only those with such a check, and of their checks only these: one commit costs a few nodes.
const FRAGMENT = `fragment checks on Commit {
  checkSuites(first: 20, filterBy: { checkName: $check }) {
    nodes {
      checkRuns(first: 10, filterBy: { checkName: $check, checkType: LATEST }) {
        nodes { databaseId name conclusion externalId }
      }
    }
  }
}`;

/** Check runs of that name, of the commits that the forge knows; the newest of each suite. */
export async function readCheckRuns(
  api: Api,
  heads: readonly Oid[],
  name: string,
): Promise<readonly CheckRunFacts[]> {
  const found: CheckRunFacts[] = [];
  for (const { document, variables, members } of aliased(heads, {
    name: 'checkRuns',
    type: 'GitObjectID!',
    field: (variable) => `object(oid: ${variable}) { ...checks }`,
    further: '$check: String!',
    fragment: FRAGMENT,
  })) {
    const repository = await api.query({
      name: 'checkRuns',
      needs: 'checks: read and contents: read',
      document,
      variables: { ...variables, check: name },
    });
    for (const [alias, head] of members) {
      const suites = repository.maybe(alias)?.maybe('checkSuites')?.list('nodes') ?? [];
      for (const suite of suites) {
        for (const run of suite.maybe('checkRuns')?.list('nodes') ?? []) {
          found.push({
            id: run.integer('databaseId'),
            name: run.text('name'),
            headSha: head as Oid,
            conclusion: run.textOrNull('conclusion')?.toLowerCase() ?? null,
            externalId: run.textOrNull('externalId') ?? '',
          });
        }
      }
    }
  }
  return found;
}

/** Source: https://docs.github.com/en/rest/checks/runs#create-a-check-run */
export async function createCheckRun(api: Api, check: CheckRunText): Promise<void> {
  const create = async (): Promise<true> => {
    await api.create({
      route: 'POST /repos/{owner}/{repo}/check-runs',
      needs: 'checks: write',
      with: { ...bodyOf(check), head_sha: check.headSha },
    });
    return true;
  };
  await createOnce(api, create, async () => ((await isThere(api, check)) ? true : null));
}

export async function updateCheckRun(api: Api, id: number, check: CheckRunText): Promise<void> {
  await api.set({
    route: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: 'checks: write',
    with: { ...bodyOf(check), check_run_id: id },
  });
}

async function isThere(api: Api, { headSha, name, externalId }: CheckRunText): Promise<boolean> {
  const call = {
    route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    needs: 'checks: read',
    with: { ref: headSha, check_name: name, filter: 'all' },
  };
  const runs: readonly Answer[] = await api.readAll(call, 'check_runs');
  return runs.some((run) => run.textOrNull('external_id') === externalId);
}

function bodyOf({ name, conclusion, title, summary, detailsUrl, externalId }: CheckRunText): object {
  return {
    name,
    external_id: externalId,
    output: { title, summary },
    ...(detailsUrl === null ? {} : { details_url: detailsUrl }),
    ...(conclusion === null ? { status: 'in_progress' } : { status: 'completed', conclusion }),
  };
}
