import type { Run } from '../../hub/state/repository.ts';
import { errorsOf, jobsOf } from './activity.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import { markdown } from './markdown.ts';
import { chip, duration, hrefOf, row, rows, time } from './parts.ts';
import type { Site } from './site.ts';

const MOST = 300;

export function runsPage(site: Site): Page {
  const runs = newestFirst(site);
  const body = html`<h1>Runs</h1>
    ${runRows(site, runs.slice(0, MOST))}`;
  return { title: 'Runs', body, live: runs.some(isActive) };
}

export function runRows(site: Site, runs: readonly Run[]): Html {
  const items = runs.map((run) => {
    const { record, createdAt, updatedAt } = run;
    const end = isActive(run) ? new Date() : updatedAt;
    return row({
      standing: record,
      href: hrefOf(site.state.repository, 'actions', 'runs', record.id),
      title: `${record.name} #${record.number}`,
      more: html`${record.event.replaceAll('_', ' ')} · <span class="mono">${record.headBranch}</span> ·
        ${record.actor}`,
      number: html`${time(createdAt)} · ${duration(createdAt, end)}`,
    });
  });
  return rows(items, html`Nothing has run yet. Push an agent branch: <code>sluice dev push</code>`);
}

export function newestFirst({ repository }: Site): Run[] {
  return [...repository.runs.values()].reverse();
}

export function isActive(run: Run): boolean {
  return run.record.status !== 'completed';
}

export function runPage(site: Site, id: number): Page | null {
  const run = site.repository.runs.get(id);
  if (!run) return null;
  const { record } = run;
  const title = `${record.name} #${record.number}`;
  const body = html`<p class="eyebrow"><a href="${hrefOf(site.state.repository, 'actions')}">Runs</a></p>
    <h1>${title}</h1>
    ${runFacts(site, run)} ${errorsOf(site, run).map((message) => html`<p class="loud">${message}</p>`)}
    <section>
      <h2>Jobs</h2>
      ${jobRows(site, run)}
    </section>
    ${summaries(site, run)}`;
  return { title, body, live: isActive(run) };
}

function runFacts(site: Site, run: Run): Html {
  const { record, createdAt, updatedAt } = run;
  const end = isActive(run) ? new Date() : updatedAt;
  const branch = hrefOf(site.state.repository, 'tree', record.headBranch);
  return html`<p class="facts">
    ${chip(record)}<span>${duration(createdAt, end)}</span
    ><span>${record.event.replaceAll('_', ' ')} by ${record.actor}</span
    ><span
      ><a class="mono" href="${branch}">${record.headBranch}</a> at
      <code>${record.headSha.slice(0, 10)}</code></span
    ><span class="mono">${record.path}</span
    >${record.attempt > 1 ? html`<span>attempt ${record.attempt}</span>` : null}
  </p>`;
}

function jobRows(site: Site, run: Run): Html {
  const items = jobsOf(site, run).map(({ record, startedAt, completedAt }) => {
    const done = record.steps.filter(({ status }) => status === 'completed').length;
    const at = record.steps.find(({ status }) => status === 'in_progress');
    return row({
      standing: record,
      href: hrefOf(site.state.repository, 'actions', 'runs', record.runId, 'job', record.id),
      title: record.name,
      more: at ? html`${at.name}` : html`${done} ${done === 1 ? 'step' : 'steps'}`,
      number: html`${duration(startedAt, completedAt ?? new Date())}`,
    });
  });
  return rows(items, html`No job has begun.`);
}

function summaries({ forge }: Site, run: Run): Html[] {
  const { jobs } = forge.runner.run(run.record.id);
  return jobs
    .filter(({ summary }) => summary !== '')
    .map(
      ({ name, summary }) =>
        html`<section>
          <h2>Summary of ${name}</h2>
          <div class="card">${markdown(summary)}</div>
        </section>`,
    );
}
