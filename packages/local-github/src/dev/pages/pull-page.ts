import type { Issue, Pull } from '../../hub/state/records.ts';
import { checkCards, checksOf } from './branch-page.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import { markdown } from './markdown.ts';
import { chip, hrefOf, row, rows, time, type Standing } from './parts.ts';
import type { Site } from './site.ts';

export function pullsPage(site: Site): Page {
  return {
    title: 'Pull requests',
    body: html`<h1>Pull requests</h1>
      ${pullRows(site)}`,
  };
}

export function pullRows(site: Site): Html {
  const items = [...site.repository.pulls.values()].reverse().map((pull) =>
    row({
      standing: standingOf(pull),
      href: hrefOf(site.state.repository, 'pull', pull.issue.number),
      title: pull.issue.title,
      more: html`#${pull.issue.number} · <span class="mono">${pull.headRef}</span> into
        <span class="mono">${pull.baseRef}</span>`,
      number: time(pull.issue.createdAt),
    }),
  );
  return rows(items, html`There is none yet. A run opens one when something lands.`);
}

/** Issues that are no pull request: alarms, and labels that stop everything. */
export function issueRows(site: Site): Html | null {
  const issues = [...site.repository.issues.values()].filter(
    ({ number }) => !site.repository.pulls.has(number),
  );
  if (issues.length === 0) return null;
  const items = issues.reverse().map((issue) =>
    row({
      standing: { status: issue.state === 'open' ? 'action_required' : 'closed issue', conclusion: null },
      href: hrefOf(site.state.repository, 'issues', issue.number),
      title: issue.title,
      more: html`#${issue.number} by ${issue.author}`,
      number: time(issue.createdAt),
    }),
  );
  return html`<section>
    <h2>Issues</h2>
    ${rows(items, html``)}
  </section>`;
}

export function pullPage(site: Site, number: number): Page | null {
  const pull = site.repository.pulls.get(number);
  if (!pull) return null;
  const { issue } = pull;
  const head = hrefOf(site.state.repository, 'tree', pull.headRef);
  const checks = checksOf(site, pull.headSha);
  const body = html`<p class="eyebrow">
      <a href="${hrefOf(site.state.repository, 'pulls')}">Pull requests</a> · #${number}
    </p>
    <h1>${issue.title}</h1>
    <p class="facts">
      ${chip(standingOf(pull))}<span
        >${issue.author} wants to merge <a class="mono" href="${head}">${pull.headRef}</a> into
        <span class="mono">${pull.baseRef}</span></span
      ><span>head <code>${pull.headSha.slice(0, 10)}</code></span>
    </p>
    ${mergeHint(site, pull)}
    <section><div class="card">${markdown(issue.body ?? '')}</div></section>
    <section>
      <h2>Checks of the head</h2>
      ${checkCards(site, checks)}
    </section>
    ${comments(site, issue)}`;
  return { title: issue.title, body };
}

export function issuePage(site: Site, number: number): Page | null {
  const issue = site.repository.issues.get(number);
  if (!issue) return null;
  if (site.repository.pulls.has(number)) return pullPage(site, number);
  const body = html`<p class="eyebrow">Issue · #${number}</p>
    <h1>${issue.title}</h1>
    <p class="facts">
      ${chip({ status: issue.state, conclusion: null })}<span>by ${issue.author}</span
      ><span>${[...issue.labels].join(', ')}</span>
    </p>
    <section><div class="card">${markdown(issue.body ?? '')}</div></section>
    ${comments(site, issue)}`;
  return { title: issue.title, body };
}

function comments({ repository }: Site, issue: Issue): Html | null {
  const own = [...repository.comments.values()].filter(({ number }) => number === issue.number);
  if (own.length === 0) return null;
  const cards = own.map(
    ({ author, createdAt, body }) =>
      html`<article class="card">
        <p class="facts"><strong>${author}</strong>${time(createdAt)}</p>
        ${markdown(body)}
      </article>`,
  );
  return html`<section>
    <h2>Comments</h2>
    <div class="stack">${cards}</div>
  </section>`;
}

function mergeHint({ state }: Site, pull: Pull): Html | null {
  if (pull.issue.state !== 'open') return null;
  return html`<p class="muted">
    To merge it, as a person would: <code>sluice dev merge ${pull.issue.number}</code> in
    <code>${state.repository.split('/')[1] ?? ''}</code>.
  </p>`;
}

function standingOf({ issue, mergedAt }: Pull): Standing {
  return { status: mergedAt === null ? issue.state : 'merged', conclusion: null };
}
