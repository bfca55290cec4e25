import { shortOid, type BranchResult, type RunResult } from '@sluice/model';
import { groupByStatus } from './facts.ts';
import { statusChip } from './html-status.ts';
import { html, type Html } from './html-text.ts';
import { plainShort } from './plain-text.ts';
import { count, countBranches, reasonSentence, STATUS_MEANINGS, STATUS_TITLES, UNBLOCK } from './words.ts';

/** What needs a person comes first. */
const ORDER = { held: 0, rejected: 1, planned: 2, landed: 3, excluded: 4 };
const PATHS_SHOWN = 12;

/** Every branch with its outcome, why, and how to see that again. */
export function branchesSection(result: RunResult): Html {
  const groups = groupByStatus(result).toSorted((a, b) => ORDER[a.status] - ORDER[b.status]);
  return html`<section id="branches" aria-labelledby="branches-title">
    <h2 id="branches-title">Branches</h2>
    <div class="card flush">
      <table class="branches" role="table">
        <caption class="sr">
          Outcome of each branch, those that need a person first
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            ${['Branch', 'Outcome', 'Why, and how to see it', 'Cluster', 'Size and risk'].map((title) => html`<th scope="col" role="columnheader">${title}</th>`)}
          </tr>
        </thead>
        ${groups.map(
          (group) =>
            html`<tbody role="rowgroup">
              <tr class="group" role="row">
                <th colspan="5" scope="rowgroup" role="rowheader">
                  ${STATUS_TITLES[group.status]}
                  <span class="muted">${group.branches.length} · ${STATUS_MEANINGS[group.status]}</span>
                </th>
              </tr>
              ${group.branches.map(branchRow)}
            </tbody>`,
        )}
      </table>
    </div>
  </section>`;
}

function branchRow(branch: BranchResult): Html {
  return html`<tr role="row" class="branch">
    <th scope="row" role="rowheader">
      <span class="name">${branch.name}</span><span class="task">${plainShort(branch.task, 200)}</span
      ><code class="oid">${shortOid(branch.head)}</code>
    </th>
    <td role="cell" data-label="Outcome">
      ${statusChip(branch.status)}<span class="reason">${branch.reason}</span>
    </td>
    <td role="cell" data-label="Why">${why(branch)}</td>
    <td role="cell" data-label="Cluster">${branch.cluster}</td>
    <td role="cell" data-label="Size and risk">
      <span class="files">${count(branch.files, 'file', 'files')}</span
      >${branch.risk.map((risk) => html`<span class="risk">${plainShort(risk, 32)}</span>`)}
    </td>
  </tr>`;
}

function why(branch: BranchResult): Html {
  const others = branch.failing.filter((name) => name !== branch.name);
  const lands = branch.status === 'landed' || branch.status === 'planned';
  return html`<div class="why">
    <p title="${reasonSentence(branch.reason)}">
      ${branch.detail === '' ? reasonSentence(branch.reason) : branch.detail}
    </p>
    ${others.length === 0 ? null : html`<p>Smallest failing set: it, with ${others.length > 6 ? countBranches(others.length) : nameList(others)}.</p>`}
    ${branch.dropped.length === 0 ? null : html`<p>Not in the checkpoint: ${pathList(branch.dropped)}</p>`}
    ${lands ? null : html`<p class="muted">${UNBLOCK[branch.reason]}</p>`}
    ${branch.reproduce === '' ? null : html`<code class="command" tabindex="0" aria-label="Command that shows it again">${branch.reproduce}</code>`}
  </div>`;
}

function nameList(names: readonly string[]): Html[] {
  return names.map((name, i) => html`${i === 0 ? '' : ', '}<code>${name}</code>`);
}

function pathList(paths: readonly string[]): Html[] {
  const shown = nameList(paths.slice(0, PATHS_SHOWN).map((path) => plainShort(path, 160)));
  return paths.length > PATHS_SHOWN ? [...shown, html` and ${paths.length - PATHS_SHOWN} more`] : shown;
}
