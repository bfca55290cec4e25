import { errorsOf } from './activity.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import { markdown } from './markdown.ts';
import { chip, duration, hrefOf, row, rows } from './parts.ts';
import type { Site } from './site.ts';

/** More lines are in the plain text alone: a browser is slow with them. */
const MOST_LINES = 5000;
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/^##\[error\]/, 'e'],
  [/^##\[warning\]/, 'w'],
  [/^##\[(?:group|section|command)\]/, 'g'],
  [/^##\[(?:debug|endgroup)\]/, 'd'],
];

export function jobPage(site: Site, id: number): Page | null {
  const job = site.repository.jobs.get(id);
  const run = job && site.repository.runs.get(job.record.runId);
  if (!job || !run) return null;
  const { record, startedAt, completedAt } = job;
  const of = hrefOf(site.state.repository, 'actions', 'runs', record.runId);
  const report = site.forge.runner.run(record.runId).jobs.find((each) => each.id === id);
  const body = html`<p class="eyebrow"><a href="${of}">${run.record.name} #${run.record.number}</a></p>
    <h1>${record.name}</h1>
    <p class="facts">
      ${chip(record)}<span>${duration(startedAt, completedAt ?? new Date())}</span
      ><span>attempt ${record.attempt}</span>
    </p>
    ${record.steps.length === 0 ? errorsOf(site, run).map((message) => html`<p class="loud">${message}</p>`) : null}
    <section>
      <h2>Steps</h2>
      ${rows(
        record.steps.map((step) =>
          row({ standing: step, href: null, title: step.name, more: html``, number: html`${step.number}` }),
        ),
        record.conclusion === 'skipped' ? html`Its condition did not hold.` : html`No step has begun.`,
      )}
    </section>
    ${
      report && report.summary !== ''
        ? html`<section>
            <h2>Summary</h2>
            <div class="card">${markdown(report.summary)}</div>
          </section>`
        : null
    }
    <section>
      <h2>Log</h2>
      ${logView(job.log, `${of}/job/${id}/log`)}
    </section>`;
  return { title: record.name, body, live: record.status !== 'completed' };
}

function logView(log: string, raw: string): Html {
  const lines = log.replace(/\n$/, '').split('\n');
  const cut = Math.max(0, lines.length - MOST_LINES);
  const shown = lines.slice(cut).map((line) => {
    const look = LOOKS.find(([pattern]) => pattern.test(line))?.[1];
    const text = line.replace(/^##\[(?:error|warning|group|section|command|debug|endgroup)\]/, '');
    return look === undefined ? html`<span>${text}</span>` : html`<span class="${look}">${text}</span>`;
  });
  const more = cut > 0 ? html`<p class="muted">The first ${cut} lines are left out here.</p>` : null;
  if (log === '') return html`<p class="card empty">Nothing was said yet.</p>`;
  const joined = shown.reduce((done, line) => html`${done}${line}`, html``);
  return html`${more}
    <pre class="log">${joined}</pre>
    <p><a href="${raw}">As plain text</a></p>`;
}
