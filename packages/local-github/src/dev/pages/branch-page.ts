import { listRefs, resolveCommit } from '../../hub/git/refs.ts';
import type { CheckRun } from '../../hub/state/records.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import { markdown } from './markdown.ts';
import { chip, duration, hrefOf, row, rows, type Standing } from './parts.ts';
import type { Site } from './site.ts';

const HEADS = 'refs/heads/';
const NO_CHECK: Standing = { status: 'no check yet', conclusion: null };

export async function branchesPage(site: Site): Promise<Page> {
  const body = html`<h1>Branches</h1>
    ${await branchRows(site, () => true)}`;
  return { title: 'Branches', body };
}

/** Branches with what the check says of them that is no mere job: what became of an agent's work. */
export async function branchRows(site: Site, isWanted: (name: string) => boolean): Promise<Html> {
  const refs = await listRefs(site.repository.gitDir, HEADS);
  const items = refs
    .map(({ name, oid }) => ({ name: name.slice(HEADS.length), oid }))
    .filter(({ name }) => isWanted(name))
    .map(({ name, oid }) => {
      const told = checksOf(site, oid).find(({ output }) => output.title !== null);
      return row({
        standing: told ?? NO_CHECK,
        href: hrefOf(site.state.repository, 'tree', name),
        title: name,
        more: html`${told?.output.title ?? ''}`,
        number: html`<code>${oid.slice(0, 10)}</code>`,
      });
    });
  return rows(items, html`There is none yet. <code>sluice dev push</code> pushes agent branches.`);
}

export async function branchPage(site: Site, name: string): Promise<Page | null> {
  const commit = await resolveCommit(site.repository.gitDir, `${HEADS}${name}`);
  return commit === null ? null : checksPage(site, name, commit);
}

export async function commitPage(site: Site, commit: string): Promise<Page | null> {
  const found = await resolveCommit(site.repository.gitDir, commit);
  return found === null ? null : checksPage(site, commit.slice(0, 10), found);
}

function checksPage(site: Site, title: string, commit: string): Page {
  const checks = checksOf(site, commit);
  const body = html`<p class="eyebrow"><a href="${hrefOf(site.state.repository, 'branches')}">Branches</a></p>
    <h1>${title}</h1>
    <p class="facts">
      <span>at <code>${commit}</code></span>
    </p>
    <section>
      <h2>Checks</h2>
      ${checkCards(site, checks)}
    </section>`;
  return { title, body, live: checks.some(({ status }) => status !== 'completed') };
}

/** The newest of each name; what says something comes before mere jobs. */
export function checksOf({ repository }: Site, commit: string): CheckRun[] {
  const own = [...repository.checkRuns.values()].filter(({ headSha }) => headSha === commit);
  const newest = [...new Map(own.map((check) => [check.name, check])).values()];
  return newest.toSorted((a, b) => Number(b.output.title !== null) - Number(a.output.title !== null));
}

/** Checks that say something in full, and jobs as rows. */
export function checkCards(site: Site, checks: readonly CheckRun[]): Html {
  const said = checks.filter(({ output }) => output.title !== null);
  const jobs = checks.filter(({ output }) => output.title === null);
  const cards = said.map(
    (check) =>
      html`<article class="card">
        <p class="facts">
          ${chip(check)}<strong>${check.name}</strong><span>${check.output.title ?? ''}</span>
        </p>
        ${markdown(check.output.summary ?? '')}${check.output.text === null ? null : markdown(check.output.text)}
      </article>`,
  );
  const jobRows = jobs.map((check) =>
    row({
      standing: check,
      href: pathOnly(check.detailsUrl, site.state.repository),
      title: check.name,
      more: html`${check.app.slug}`,
      number: html`${duration(check.startedAt, check.completedAt ?? new Date())}`,
    }),
  );
  const list =
    jobs.length > 0 || said.length === 0 ? rows(jobRows, html`No check has said anything yet.`) : null;
  return html`<div class="stack">${cards}${list}</div>`;
}

/** The address of a page here; null for any other. */
function pathOnly(address: string | null, repository: string): string | null {
  const path = address !== null && URL.canParse(address) ? new URL(address).pathname : '';
  return path.startsWith(`/${repository}/`) ? path : null;
}
