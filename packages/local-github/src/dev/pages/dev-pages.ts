// The pages of `sluice dev`: at the addresses that GitHub has, so that links in reports lead here.
import { notFound, ok, text, type Answer } from '../../hub/http/answer.ts';
import type { Incoming } from '../../hub/http/incoming.ts';
import type { PageHandler } from '../../hub/hub.ts';
import { ACTIVITY, HELLO, type DevState } from '../dev-protocol.ts';
import type { LocalForge } from '../local-forge.ts';
import { activityOf } from './activity.ts';
import { branchPage, branchesPage, commitPage } from './branch-page.ts';
import { html } from './html.ts';
import { jobPage } from './job-page.ts';
import { pageAnswer, type Page } from './layout.ts';
import { overviewPage } from './overview-page.ts';
import { issuePage, pullPage, pullsPage } from './pull-page.ts';
import { runPage, runsPage } from './run-page.ts';
import type { Site } from './site.ts';

type Show = (site: Site, found: readonly string[]) => Page | null | Promise<Page | null>;

/** Below `/owner/name`. */
const PAGES: readonly (readonly [RegExp, Show])[] = [
  [/^$/, overviewPage],
  [/^actions$/, runsPage],
  [/^actions\/runs\/(\d+)(?:\/attempts\/\d+)?$/, (site, [id]) => runPage(site, Number(id))],
  [/^actions\/runs\/(\d+)\/job\/(\d+)$/, (site, [, id]) => jobPage(site, Number(id))],
  [/^pulls$/, pullsPage],
  [/^pull\/(\d+)(?:\/.*)?$/, (site, [number]) => pullPage(site, Number(number))],
  [/^issues\/(\d+)$/, (site, [number]) => issuePage(site, Number(number))],
  [/^branches$/, branchesPage],
  [/^tree\/(.+)$/s, (site, [branch]) => branchPage(site, branch!)],
  [/^commits?\/([0-9a-f]{40})$/, (site, [commit]) => commitPage(site, commit!)],
];
const RAW_LOG = /^actions\/runs\/\d+\/job\/(\d+)\/log$/;
/** A page of elsewhere that had its own name point here would send that name. */
const HOSTS = /^(?:127\.0\.0\.1|localhost|github\.localhost)(?::\d+)?$/;

/** Reads alone: no page changes anything. */
export function devPages(forge: LocalForge, state: DevState): PageHandler {
  const repository = forge.hub.repository(state.repository);
  const site: Site = { forge, state, repository };
  return async ({ method, url, headers }: Incoming): Promise<Answer | null> => {
    if (method !== 'GET' && method !== 'HEAD') return null;
    if (!HOSTS.test(headers['host'] ?? '')) return text(421, 'This is not the host that was asked for.\n');
    if (url.pathname === HELLO) return ok({ instance: state.instance });
    if (url.pathname === ACTIVITY) return ok(await activityOf(site));
    const path = pathOf(url);
    const inside = path === null ? null : insideOf(path, state.repository);
    if (inside === null) return isBrowser(headers) ? pageAnswer(missing(path ?? ''), state.repository) : null;
    const log = RAW_LOG.exec(inside);
    if (log) return rawLog(site, Number(log[1]));
    return pageAnswer((await show(site, inside)) ?? missing(path ?? ''), state.repository);
  };
}

async function show(site: Site, inside: string): Promise<Page | null> {
  for (const [pattern, page] of PAGES) {
    const found = pattern.exec(inside);
    if (found) return page(site, found.slice(1));
  }
  return null;
}

function rawLog({ repository }: Site, id: number): Answer {
  const job = repository.jobs.get(id);
  if (!job) return notFound().toAnswer();
  const answer = text(200, job.log);
  return { ...answer, headers: { ...answer.headers, 'x-content-type-options': 'nosniff' } };
}

function missing(path: string): Page {
  const body = html`<h1>There is no such page</h1>
    <p class="muted">
      The local GitHub shows runs, jobs, branches, pull requests and issues of one repository. It has nothing
      at <code>${path}</code>.
    </p>`;
  return { title: 'Not found', body, status: 404 };
}

function pathOf(url: URL): string | null {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
}

function insideOf(path: string, repository: string): string | null {
  if (path === '/') return '';
  if (path === `/${repository}` || path === `/${repository}/`) return '';
  return path.startsWith(`/${repository}/`) ? path.slice(repository.length + 2).replace(/\/$/, '') : null;
}

/** What programs ask for and the hub does not have is for the hub to tell. */
function isBrowser(headers: Readonly<Record<string, string>>): boolean {
  return (headers['accept'] ?? '').includes('text/html');
}
