import { shortOid, STATUSES, type RunResult, type Status } from '@sluice/model';
import { countByStatus, shortRef } from './facts.ts';
import { branchesSection } from './html-branches.ts';
import { candidatesSection, logsSection, timelineSection, validationSection } from './html-evidence.ts';
import { graphSection } from './html-graph.ts';
import { statusMark, statusSymbols } from './html-status.ts';
import { PAGE_STYLE } from './html-style.ts';
import { html, htmlStyle, type Html } from './html-text.ts';
import { hintsSection } from './hints-section.ts';
import { modelSection } from './model-section.ts';
import { nextSteps } from './next-steps.ts';
import { supplySection } from './supply-section.ts';
import {
  decisionSentence,
  mainClause,
  testsWarning,
  validationSentence,
  verdictSentence,
} from './verdict.ts';
import { groupDigits, STATUS_MEANINGS, STATUS_TITLES } from './words.ts';

/** No script, no network, no form: a page that holds hostile text can do nothing with it. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as one self-contained page: no script, nothing loaded, light and dark, readable on a phone and on paper. */
export function htmlReport(result: RunResult): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>Sluice: ${verdictSentence(result)}</title>
        ${htmlStyle(PAGE_STYLE)}
      </head>
      <body>
        <a class="skip" href="#branches">Skip to the branches</a>
        ${statusSymbols()} ${header(result)}
        <main>
          ${nextSection(result)} ${graphSection(result)} ${branchesSection(result)} ${supplySection(result)}
          ${hintsSection(result)} ${modelSection(result)} ${candidatesSection(result)}
          ${validationSection(result)} ${logsSection(result)} ${timelineSection(result)}
        </main>
        <footer>
          <p>
            Made by Sluice from the result <code>${result.schema}</code>. Texts by others are shown with their
            unseen characters spelled out.
          </p>
        </footer>
      </body>
    </html>`;
  return `${page.source}\n`;
}

function header(result: RunResult): Html {
  const warning = testsWarning(result);
  return html`<header>
    ${warning === null ? null : html`<p class="alarm" role="note"><strong>No tests ran</strong>${warning.slice('no tests ran'.length)}</p>`}
    <p class="eyebrow">
      Sluice run on <strong>${shortRef(result.base.ref)}</strong> at <code>${shortOid(result.base.sha)}</code>
    </p>
    <h1>${mainClause(result)}.</h1>
    <p class="decision">${decisionSentence(result)}</p>
    ${numbers(result)} ${binding(result)}
  </header>`;
}

function numbers(result: RunResult): Html {
  const counts = countByStatus(result);
  const shown = STATUSES.filter(
    (status) =>
      counts[status] > 0 || !(status === 'landed' || status === 'planned') || isExpected(result, status),
  );
  const tiles = shown.map(
    (status) =>
      html`<div class="tile s-${status}${counts[status] === 0 ? ' none' : ''}">
        <dt>${statusMark(status)}${STATUS_TITLES[status]}</dt>
        <dd>
          <span class="figure">${groupDigits(counts[status])}</span
          ><span class="meaning">${STATUS_MEANINGS[status]}</span>
        </dd>
      </div>`,
  );
  return html`<dl class="tiles">${tiles}</dl>
    ${proportions(counts, result.branches.length)}`;
}

/** Landed is told of a run that wrote a checkpoint, planned of one that did not. */
function isExpected(result: RunResult, status: Status): boolean {
  return status === (result.checkpoint === null ? 'planned' : 'landed');
}

function proportions(counts: Record<Status, number>, all: number): Html | null {
  if (all === 0) return null;
  let x = 0;
  const parts = STATUSES.map((status) => {
    const width = (counts[status] / all) * 100;
    x += width;
    return html`<rect
      class="s-${status}"
      x="${(x - width).toFixed(2)}%"
      width="${width.toFixed(2)}%"
      height="8"
    />`;
  });
  return html`<svg class="proportions" width="100%" height="8" aria-hidden="true">${parts}</svg>`;
}

function binding(result: RunResult): Html {
  const { base, checkpoint } = result;
  const facts: [string, Html][] = [['Base', html`${shortRef(base.ref)} <code>${base.sha}</code>`]];
  if (checkpoint !== null) {
    facts.push([
      'Checkpoint',
      html`${shortRef(checkpoint.ref)}
        <code>${checkpoint.commit}</code>${checkpoint.landed ? ' (landed)' : ''}`,
    ]);
    facts.push([
      'Validated tree',
      html`<code>${checkpoint.tree}</code> <span class="muted">${validationSentence(result)}</span>`,
    ]);
  }
  return html`<dl class="binding">
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function nextSection(result: RunResult): Html {
  const steps = nextSteps(result).map(
    (step) =>
      html`<div>
        <dt>${step.purpose}</dt>
        <dd><code class="command" tabindex="0">${step.command}</code></dd>
      </div>`,
  );
  return html`<section id="next" aria-labelledby="next-title">
    <h2 id="next-title">Next</h2>
    ${steps.length === 0 ? html`<p class="lead">Nothing to do.</p>` : html`<dl class="card steps">${steps}</dl>`}
  </section>`;
}
