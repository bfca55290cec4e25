import { Fault, type BranchName } from '@sluice/model';
import type { Forge, PullRequestFacts, PullRequestText } from '@sluice/ports';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';
import { createOnce } from './create-once.ts';

const NEEDS = 'pull-requests: write';
const ONE = 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}';

type Request = Parameters<Forge['createPullRequest']>[0];

/**
 * Opens a pull request. One that is there already between the same branches and with the same words is the answer; with
 * other words it is FORGE_CONFLICT. Source: https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request
 */
export async function createPullRequest(api: Api, request: Request): Promise<PullRequestFacts> {
  const { title, body, head, base } = request;
  const look = async (): Promise<PullRequestFacts | null> => await openBetween(api, head, base);
  const create = async (): Promise<PullRequestFacts> =>
    pullRequestOf(
      await api.create({
        route: 'POST /repos/{owner}/{repo}/pulls',
        needs: NEEDS,
        with: { title, body, head, base },
      }),
    );
  try {
    return await createOnce(api, create, look);
  } catch (error) {
    // 422 is the answer to many mistakes, and its words are for people: what is there decides.
    if (!(error instanceof Fault) || error.code !== 'FORGE_REFUSED') throw error;
    const there = await look();
    if (there === null) throw error;
    if (there.title === title && there.body === body) return there;
    throw new Fault(
      'FORGE_CONFLICT',
      `Pull request #${there.number} from ${head} to ${base} exists already, with other words.`,
      'Run again: it is found and brought up to date.',
      error,
    );
  }
}

export async function updatePullRequest(api: Api, number: number, text: PullRequestText): Promise<void> {
  const { title, body } = text;
  await api.set({ route: ONE, needs: NEEDS, with: { pull_number: number, title, body } });
}

export async function closePullRequest(api: Api, number: number): Promise<void> {
  await api.set({ route: ONE, needs: NEEDS, with: { pull_number: number, state: 'closed' } });
}

/** Adding a label twice is adding it once, so this may be repeated. */
export async function addLabels(api: Api, number: number, labels: readonly string[]): Promise<void> {
  if (labels.length === 0) return;
  await api.set({
    route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
    needs: NEEDS,
    with: { issue_number: number, labels: [...labels] },
  });
}

export async function comment(api: Api, number: number, body: string): Promise<void> {
  const route = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
  const create = async (): Promise<true> => {
    await api.create({ route: `POST ${route}`, needs: NEEDS, with: { issue_number: number, body } });
    return true;
  };
  await createOnce(api, create, async () => {
    const there = await api.readAll({ route: `GET ${route}`, needs: NEEDS, with: { issue_number: number } });
    return there.some((one) => one.textOrNull('body') === body) ? true : null;
  });
}

async function openBetween(api: Api, head: BranchName, base: BranchName): Promise<PullRequestFacts | null> {
  const route = 'GET /repos/{owner}/{repo}/pulls';
  const found = await api.readAll({
    route,
    needs: 'pull-requests: read',
    with: { state: 'open', base, head: `${api.owner}:${head}` },
  });
  // `head` is a filter of the forge, and not to be relied on for what is written next.
  return found.map(pullRequestOf).find((one) => one.head === head && one.base === base) ?? null;
}

function pullRequestOf(answer: Answer): PullRequestFacts {
  const state = answer.word('state', ['open', 'closed']);
  const head = answer.at('head');
  const author = answer.maybe('user')?.text('login') ?? null;
  return {
    number: answer.integer('number'),
    url: answer.text('html_url'),
    state: answer.textOrNull('merged_at') === null ? state : 'merged',
    title: answer.text('title'),
    body: answer.textOrNull('body') ?? '',
    head: head.text('ref'),
    headSha: head.oid('sha'),
    base: answer.at('base').text('ref'),
    author,
    // REST does not tell of edits; what was just written has the writer that opened it.
    writer: author,
    mergeCommit: null,
  };
}
