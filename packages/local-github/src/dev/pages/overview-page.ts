import { branchRows } from './branch-page.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';
import { hrefOf } from './parts.ts';
import { issueRows, pullRows } from './pull-page.ts';
import { isActive, newestFirst, runRows } from './run-page.ts';
import type { Site } from './site.ts';

const RECENT = 12;

/** What a person wants to know first: what waits for a decision, what became of each agent branch, what runs. */
export async function overviewPage(site: Site): Promise<Page> {
  const { state } = site;
  const runs = newestFirst(site);
  const isAgents = (name: string): boolean => name !== state.base && !name.startsWith('sluice/');
  const all =
    runs.length > RECENT
      ? html`<p><a href="${hrefOf(state.repository, 'actions')}">All ${runs.length} runs</a></p>`
      : null;
  const body = html`<h1>${state.repository}</h1>
    <p class="facts">
      <span
        >lands on
        <a class="mono" href="${hrefOf(state.repository, 'tree', state.base)}">${state.base}</a></span
      ><span>agent branches <span class="mono">${state.branches.join(', ')}</span></span>
    </p>
    <section>
      <h2>Pull requests</h2>
      ${pullRows(site)}
    </section>
    ${issueRows(site)}
    <section>
      <h2>Branches</h2>
      ${await branchRows(site, isAgents)}
    </section>
    <section>
      <h2>Runs</h2>
      ${runRows(site, runs.slice(0, RECENT))}${all}
    </section>`;
  return { title: state.repository, body, live: runs.some(isActive) };
}
