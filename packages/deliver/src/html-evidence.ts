import { CONFLICT_KINDS, METHODS, shortOid, STRATEGIES, type RunResult } from '@sluice/model';
import {
  chosenCandidate,
  isGreenRun,
  runsByTree,
  type CandidateResult,
  type ValidationResult,
} from './facts.ts';
import { mergeFolds } from './html-merges.ts';
import { scrollTable } from './html-table.ts';
import { html, htmlLines, type Html } from './html-text.ts';
import { mergeSentence } from './merged-file-text.ts';
import { logEnd, plainShort } from './plain-text.ts';
import { costSentence, runOutcome } from './verdict.ts';
import { count, countBranches, duration, STRATEGY_TITLES, wholeWords } from './words.ts';

const CANDIDATES_SHOWN = 200;
const TREES_SHOWN = 200;
const NAMES_SHOWN = 300;
const LOG_LINES = 400;
const LOG_CHARACTERS = 40_000;

/** Each proposed tree with the method of every contended file and what it left out. */
export function candidatesSection(result: RunResult): Html | null {
  const withFiles = result.candidates.filter(
    (candidate) => candidate.files.length > 0 || !candidate.complete,
  );
  if (withFiles.length === 0) return null;
  const more = withFiles.length - CANDIDATES_SHOWN;
  return html`<section id="candidates" aria-labelledby="candidates-title">
    <h2 id="candidates-title">Candidates</h2>
    <p class="lead">
      How contended files were put together, and what each way leaves out. A candidate that leaves anything
      out is offered, not landed.
    </p>
    <div class="stack">
      ${withFiles.slice(0, CANDIDATES_SHOWN).map((candidate) => candidateCard(candidate, chosenCandidate(result, candidate.cluster) === candidate))}
    </div>
    ${more > 0 ? html`<p class="muted">${count(more, 'more candidate is', 'more candidates are')} in the JSON result.</p>` : null}
  </section>`;
}

function candidateCard(candidate: CandidateResult, chosen: boolean): Html {
  const rows = candidate.files.map(
    (file) =>
      html`<tr>
        <th scope="row"><code>${plainShort(file.path, 200)}</code></th>
        <td title="${`${CONFLICT_KINDS[file.conflict]} ${METHODS[file.method]}`}">${mergeSentence(file)}</td>
        <td><code>${file.branch}</code></td>
        <td>
          ${
            file.dropped.length === 0
              ? html`<span class="muted">nothing</span>`
              : html`<ul class="plain">
                  ${file.dropped.map((text) => html`<li>${plainShort(text, 600)}</li>`)}
                </ul>`
          }
        </td>
      </tr>`,
  );
  return html`<article class="card">
    <h3>
      ${candidate.id} <span class="title">${STRATEGY_TITLES[candidate.strategy]}</span>
      <span class="pill ${candidate.complete ? 'good' : 'part'}">${wholeWords(candidate)}</span
      >${chosen ? html` <span class="pill">taken</span>` : null}
    </h3>
    <p class="muted">${STRATEGIES[candidate.strategy]} Tree <code>${shortOid(candidate.tree)}</code>.</p>
    ${names('In merge order', candidate.branches, candidate.branches.length <= 6)}
    ${
      rows.length === 0
        ? null
        : scrollTable(rows, {
            label: `Contended files of ${candidate.id}`,
            columns: ['Contended file', 'What was made of it', 'Merging', 'Dropped'],
          })
    }
    ${mergeFolds(candidate.files, chosen)}
  </article>`;
}

function names(label: string, branches: readonly string[], open: boolean): Html {
  const more = branches.length - NAMES_SHOWN;
  const list = html`<ol class="names">
      ${branches.slice(0, NAMES_SHOWN).map((name) => html`<li>${name}</li>`)}
    </ol>
    ${more > 0 ? html`<p class="muted">and ${countBranches(more)} more</p>` : null}`;
  if (open) return list;
  return html`<details>
    <summary>${label}: ${countBranches(branches.length)}</summary>
    ${list}
  </details>`;
}

/** Tier results per tree: the checkpoint's own tree first. */
export function validationSection(result: RunResult): Html {
  const trees = runsByTree(result).toSorted(
    (a, b) => Number(b.tree === result.checkpoint?.tree) - Number(a.tree === result.checkpoint?.tree),
  );
  const cost = costSentence(result);
  const more = trees.length - TREES_SHOWN;
  const notes = result.tests.notes.map((note) => html`<li>${plainShort(note, 400)}</li>`);
  return html`<section id="validation" aria-labelledby="validation-title">
    <h2 id="validation-title">Validation</h2>
    <p class="lead">
      ${trees.length === 0 ? 'No tree was validated.' : `Sandbox: ${plainShort(result.tests.sandbox, 60)}. A verdict belongs to one tree and to no other.`}${cost === null ? '' : ` ${cost}`}
    </p>
    ${
      notes.length === 0
        ? null
        : html`<ul class="notes">
            ${notes}
          </ul>`
    }
    <div class="stack">
      ${trees.slice(0, TREES_SHOWN).map(({ tree, runs, green }) => treeCard(result, tree, runs, green))}
    </div>
    ${more > 0 ? html`<p class="muted">${count(more, 'more tree is', 'more trees are')} in the JSON result.</p>` : null}
  </section>`;
}

function treeCard(result: RunResult, tree: string, runs: readonly ValidationResult[], green: boolean): Html {
  const branches = runs[0]?.branches ?? [];
  const rows = runs.map(
    (run) =>
      html`<tr>
        <th scope="row">${plainShort(run.tier, 60)}</th>
        <td><code>${plainShort(run.command, 300)}</code></td>
        <td class="${isGreenRun(run) ? 'pass' : 'fail'}">
          ${isGreenRun(run) ? '✓' : '✗'} ${runOutcome(run)}
        </td>
        <td class="number">${run.cached ? 'cached' : duration(run.seconds)}</td>
      </tr>`,
  );
  return html`<article class="card">
    <h3>
      Tree <code>${shortOid(tree)}</code>
      <span class="pill ${green ? 'good' : 'bad'}">${green ? '✓ green' : '✗ red'}</span
      >${tree === result.checkpoint?.tree ? html` <span class="pill">checkpoint</span>` : null}
    </h3>
    ${scrollTable(rows, {
      label: `Tiers of tree ${shortOid(tree)}`,
      kind: 'tiers',
      columns: ['Tier', 'Command', 'Outcome', { title: 'Time', isNumber: true }],
    })}
    ${branches.length === 0 ? html`<p class="muted">The base alone.</p>` : names('Merged in it', branches, false)}
  </article>`;
}

/** Stages one after the other, each bar where its time was spent. */
export function timelineSection(result: RunResult): Html {
  const stages = Object.entries(result.timings);
  const whole = stages.reduce((sum, [, seconds]) => sum + seconds, 0);
  const percent = (seconds: number) => `${whole === 0 ? 0 : Math.round((seconds / whole) * 10_000) / 100}%`;
  let start = 0;
  const rows = stages.map(([stage, seconds]) => {
    const x = start;
    start += seconds;
    return html`<tr>
      <th scope="row">${plainShort(stage, 40)}</th>
      <td class="track">
        <svg class="bar" width="100%" height="10" aria-hidden="true">
          <rect class="rail" width="100%" height="10" rx="5" />
          <rect
            class="used"
            x="${percent(Math.min(x, whole * 0.995))}"
            width="${percent(Math.max(seconds, whole * 0.005))}"
            height="10"
            rx="3"
          />
        </svg>
      </td>
      <td class="number">${duration(seconds)}</td>
    </tr>`;
  });
  return html`<section id="timeline" aria-labelledby="timeline-title">
    <h2 id="timeline-title">Timeline</h2>
    <div class="card">
      <table class="timeline">
        <thead class="sr">
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">When</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
      <p class="muted">
        ${duration(whole)} in all · ${count(result.git.processes, 'git process', 'git processes')} · git
        ${plainShort(result.git.version, 40)}
      </p>
    </div>
  </section>`;
}

/** The end of what failed, one fold per branch. */
export function logsSection(result: RunResult): Html | null {
  const failed = result.branches.filter((branch) => branch.log !== '');
  if (failed.length === 0) return null;
  const folds = failed.map(
    (branch, i) =>
      html`<details class="card log" ${i === 0 && failed.length <= 3 ? html` open` : null}>
        <summary>
          <span class="name">${branch.name}</span> <span class="muted">${branch.reason}</span>
        </summary>
        <pre tabindex="0">${htmlLines(logEnd(branch.log, LOG_LINES, LOG_CHARACTERS))}</pre>
      </details>`,
  );
  return html`<section id="logs" aria-labelledby="logs-title">
    <h2 id="logs-title">Failing logs</h2>
    <div class="stack">${folds}</div>
  </section>`;
}
