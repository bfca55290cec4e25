import type { Forge, IssueFacts } from '@sluice/ports';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';
import { createOnce } from './create-once.ts';

type NewIssue = Parameters<Forge['createIssue']>[0];

/** The first block that machines read in a body; people may change the words around it. */
const MARK = /<!--\s*sluice\b.*?-->/s;

/** Open issues with the label; the forge lists pull requests among issues, and they are none. */
export async function readIssues(api: Api, label: string): Promise<readonly IssueFacts[]> {
  const all = await api.readAll({
    route: 'GET /repos/{owner}/{repo}/issues',
    needs: 'issues: read',
    with: { labels: label, state: 'open' },
  });
  return all.filter((one) => one.maybe('pull_request') === null).map(issueOf);
}

/** Source: https://docs.github.com/en/rest/issues/issues#create-an-issue */
export async function createIssue(api: Api, { title, body, labels }: NewIssue): Promise<IssueFacts> {
  const create = async (): Promise<IssueFacts> =>
    issueOf(
      await api.create({
        route: 'POST /repos/{owner}/{repo}/issues',
        needs: 'issues: write',
        with: { title, body, labels: [...labels] },
      }),
    );
  return await createOnce(api, create, async () => {
    const open = await readIssues(api, labels.join(','));
    return open.find((issue) => isSame(issue, title, body)) ?? null;
  });
}

export async function updateIssue(
  api: Api,
  number: number,
  { title, body }: { readonly title: string; readonly body: string },
): Promise<void> {
  await api.set({
    route: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
    needs: 'issues: write',
    with: { issue_number: number, title, body },
  });
}

function isSame(issue: IssueFacts, title: string, body: string): boolean {
  const mark = MARK.exec(body)?.[0];
  return mark === undefined
    ? issue.title === title && issue.body === body
    : MARK.exec(issue.body)?.[0] === mark;
}

function issueOf(answer: Answer): IssueFacts {
  return {
    number: answer.integer('number'),
    url: answer.text('html_url'),
    state: answer.word('state', ['open', 'closed']),
    title: answer.text('title'),
    body: answer.textOrNull('body') ?? '',
  };
}
